package chart

// Slot is the place a figure has on its page.
type Slot uint8

const (
	Column     Slot = iota // the main column: 680 wide, and the phone's twin
	HalfColumn             // one of two columns: 520 wide, and the phone's twin
	SideColumn             // beside the main column: one drawing of 260
)

// sizes are the drawings a slot needs. Each chart is drawn twice, because one drawing
// scaled down to a phone would show its text at half the size.
func (s Slot) sizes() []Size {
	switch s {
	case HalfColumn:
		return []Size{Half, Narrow}
	case SideColumn:
		return []Size{Side}
	}
	return []Size{Full, Narrow}
}

// Figure draws a chart for its place inside a page: the svg elements that go into the
// figure's plot, one after the other. Their ids begin with id.
func Figure(in *Input, id string, slot Slot) ([]byte, []Warning, error) {
	b := make([]byte, 0, 6<<10)
	var warnings []Warning
	for _, size := range slot.sizes() {
		scene, err := Draw(in, size)
		if err != nil {
			return nil, nil, err
		}
		b = scene.AppendSVG(b, id)
		warnings = append(warnings, scene.warnings...)
	}
	return b, warnings, nil
}
