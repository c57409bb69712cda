package chart

import "slices"

// Lost tells what the pictures of a chart will lack: characters that their fonts have not, and
// in a card the chart itself, where it is too tall. It measures and paints nothing, so that
// authors are told before pictures are made, and when they are taken from those made before.
func Lost(text CardText, frame Frame, in *Input) ([]Warning, error) {
	s, err := framed(in, frame, Wide)
	if err != nil {
		return nil, err
	}
	var t typesetter
	for _, m := range s.marks {
		if m.shape == textShape {
			t.look(s.form.face(m.style), m.text)
		}
	}
	t.look(heading(), text.Headline)
	t.look(regular(), text.Kicker)
	t.look(regular(), text.Source)
	warnings := t.warnings()
	_, fits, err := headBeside(text, in)
	if err == nil && !fits {
		warnings = append(warnings, tooTall)
	}
	return warnings, err
}

// look notes the characters of a text that would come out as boxes.
func (t *typesetter) look(f *face, text string) {
	for _, r := range text {
		if r < 256 || slices.Contains(t.strange, r) {
			continue
		}
		if index, err := f.font.GlyphIndex(&t.buffer, r); (err != nil || index == 0) && f.glyphWidth(r) > 0 {
			t.strange = append(t.strange, r)
		}
	}
}
