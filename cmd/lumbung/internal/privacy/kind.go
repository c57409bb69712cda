package privacy

import "lumbung/cmd/lumbung/internal/diag"

// Kind says what a Finding looks like.
type Kind uint8

// The kinds of personal data that Scan knows. Indonesian identity numbers (NIK) and numbers
// of family cards (KK) have the same shape, so they are one kind.
const (
	Identity Kind = iota
	Phone
	Email
	Card
)

var kindNames = [...]string{"nik", "phone", "email", "card"}

// String is the kind's name in site.toml and in waivers.
func (k Kind) String() string { return kindNames[k] }

// KindNamed finds a kind by its name.
func KindNamed(name string) (Kind, bool) {
	for i, n := range kindNames {
		if n == name {
			return Kind(i), true
		}
	}
	return 0, false
}

// KindNames lists the names of all kinds, for messages.
func KindNames() []string { return append([]string(nil), kindNames[:]...) }

// Message tells an author what was found, without the text that was found.
func (k Kind) Message() diag.Message {
	return diag.Msg([...]string{
		"this looks like the number of an identity card (NIK) or a family card (KK)",
		"this looks like a phone number",
		"this looks like an e-mail address",
		"this looks like the number of a payment card",
	}[k])
}

// Finding is a place in a text that looks like personal data. Offset and Length are bytes.
type Finding struct {
	Kind   Kind
	Offset int
	Length int
}
