package chart

// Size names the widths a chart is drawn at.
type Size uint8

const (
	Full   Size = iota // 680 wide, a page's main column
	Half               // 520 wide, one of two columns
	Narrow             // 300 wide, phones
	Side               // 260 wide, beside the main column
)

// form is a size in lengths: how wide, and how large its two text sizes are.
type form struct {
	width  du
	t1, t2 du
	narrow bool   // labels above bars when long, fewer ticks
	class  string // of the inline svg element
	infix  string // in ids
}

func (s Size) form() form {
	switch s {
	case Half:
		return form{520 * px, 14 * px, 13 * px, false, "ch w half", "-w-"}
	case Narrow:
		return form{300 * px, 13 * px, 12*px + half, true, "ch n", "-n-"}
	case Side:
		return form{260 * px, 13 * px, 12 * px, true, "ch s", "-s-"}
	}
	return form{680 * px, 14 * px, 13 * px, false, "ch w full", "-w-"}
}

// size is a text's height in the drawing.
func (f form) size(st style) du {
	switch st & sizes {
	case t2:
		return f.t2
	case t3:
		return 20 * px
	case tHead:
		return f.t1 + 6*px
	}
	return f.t1
}

func (f form) face(st style) *face {
	switch {
	case st&sizes == tHead:
		return heading()
	case st&strong != 0 || st&sizes == t3:
		return bold()
	}
	return regular()
}

func (f form) lineHeight(st style) du {
	switch st & sizes {
	case tHead:
		return f.size(st) + 6*px
	case tSub:
		return f.size(st) + 5*px
	}
	return f.size(st) + 4*px
}

// width is what the text measures in the embedded font.
func (f form) textWidth(st style, s string) du { return f.face(st).width(s, f.size(st)) }

// fit is the width to keep free for a text: browsers round glyphs differently, and a
// page may be zoomed.
func (f form) fit(st style, s string) du { return f.textWidth(st, s) * 106 / 100 }

// loose is the width a text may take in the widest fallback font. Where two texts
// stand side by side, the first one's loose width keeps them apart.
func (f form) loose(st style, s string) du { return f.textWidth(st, s) * 117 / 100 }

// safe is the room to wrap a running text in, so that the widest fallback font stays
// inside too.
func (f form) safe(room du) du { return room * 106 / 117 }

// baseline puts a text's capitals and figures centred on y.
func (f form) baseline(st style, y du) du { return y + f.size(st)*355/1000 }
