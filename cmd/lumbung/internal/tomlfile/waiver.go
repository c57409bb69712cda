package tomlfile

import (
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
)

// CheckWaiver reports what is wrong with a privacy waiver that stands at a path.
func (d *Doc) CheckWaiver(w *privacy.Waiver, path string, log *diag.Log) {
	for _, fault := range w.Faults() {
		at := d.At(path)
		if fault.Item >= 0 {
			at = d.ValueAt(Item(Key(path, "allow"), fault.Item))
		}
		log.Add(&diag.Diagnostic{Rule: "privacy-waiver", Span: at, Message: fault.Message, Notes: []diag.Note{{Message: fault.Note}}})
	}
}
