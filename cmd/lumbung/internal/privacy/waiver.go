package privacy

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

// Waiver lets kinds of personal data pass in one place, such as the phone number of an
// office, for a reason that readers see there.
type Waiver struct {
	Allow  []string    `toml:"allow"` // kinds: "phone"
	Reason locale.Text `toml:"reason"`
}

// WaiverFault is something wrong with a Waiver. Item is which of Allow it is about; -1 is
// the waiver as a whole.
type WaiverFault struct {
	Item          int
	Message, Note diag.Message
}

// Faults gives what is wrong with a waiver that an author wrote.
func (w *Waiver) Faults() (faults []WaiverFault) {
	if len(w.Allow) == 0 && w.Reason.IsZero() {
		return []WaiverFault{{-1, diag.Msg("a waiver lets nothing pass"), diag.Msg(`write privacy = { allow = ["phone"], reason = "…" }`)}}
	}
	for i, name := range w.Allow {
		if _, ok := KindNamed(name); !ok {
			faults = append(faults, WaiverFault{i, diag.Msg("%q is no kind of personal data", name), diag.Msg("the kinds are %s", strings.Join(KindNames(), ", "))})
		}
	}
	if len(w.Allow) == 0 {
		faults = append(faults, WaiverFault{-1, diag.Msg("a waiver lets nothing pass"), diag.Msg(`add allow = ["phone"]`)})
	}
	if w.Reason.IsZero() {
		faults = append(faults, WaiverFault{-1, diag.Msg("a waiver needs a reason"), diag.Msg("readers see it beside the data: say why it may be published")})
	}
	return faults
}

// Allows says whether a kind may pass.
func (w *Waiver) Allows(k Kind) bool { return w != nil && slices.Contains(w.Allow, k.String()) }
