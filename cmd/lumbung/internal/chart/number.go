package chart

// number is a value in the reader's form, with nothing added.
func (in *Input) number(value string) string { return in.Locale.Number(value) }

// short is the form printed beside a mark. A per cent sign belongs to the figure; a
// unit of words stands once, under the heading.
func (in *Input) short(value string) string {
	if in.Unit == "%" {
		return in.number(value) + "%"
	}
	return in.number(value)
}

// long is the form with its unit, for where there is room: "3 Kube".
func (in *Input) long(value string) string {
	if in.Unit == "" || in.Unit == "%" {
		return in.short(value)
	}
	return in.number(value) + " " + in.Unit
}

// figure is what stands for a cell: its number, or the words in its place.
func (in *Input) figure(c Cell) string {
	if !c.Present() {
		return c.Words
	}
	return in.short(c.Value)
}

// shared is a count with its published share: "45 (75%)".
func (in *Input) shared(c Cell) string {
	return in.number(c.Value) + " (" + in.number(c.Percent) + "%)"
}

// leastShared is the total from which a share says something a count does not.
const leastShared = 30
