package chart

// class says what a shape stands for. Its name is the class in SVG.
type class uint8

const (
	low class = iota
	mid
	high
	after
	before
	off
	nodata
	needle
	hatch
	axis
	grid
	limit
	lineAfter
	lineBefore
	join
	ground // the page under a drawing that stands alone
	classCount
)

// look is how a class is painted, in the theme's colour tokens.
type look struct {
	name   string
	fill   token
	stroke token
	width  du
	dash   [2]du
}

var looks = [classCount]look{
	low:        {name: "low", fill: tokLow},
	mid:        {name: "mid", fill: tokMid},
	high:       {name: "high", fill: tokHigh},
	after:      {name: "after", fill: tokAfter},
	before:     {name: "before", fill: tokBefore},
	off:        {name: "off", fill: tokOff, stroke: tokAxis, width: px},
	nodata:     {name: "nodata", fill: tokNodata},
	needle:     {name: "needle", fill: tokInk, stroke: tokBg, width: px},
	hatch:      {name: "hatch", stroke: tokHatch, width: px + half},
	axis:       {name: "axis", stroke: tokAxis, width: px},
	grid:       {name: "grid", stroke: tokGrid, width: px},
	limit:      {name: "limit", stroke: tokWeave2, width: px + half, dash: [2]du{4 * px, 3 * px}},
	lineAfter:  {name: "line", stroke: tokAfter, width: 2 * px},
	lineBefore: {name: "line2", stroke: tokBefore, width: 2 * px},
	join:       {name: "join", stroke: tokAxis, width: px, dash: [2]du{3 * px, 4 * px}},
	ground:     {name: "ground", fill: tokBg},
}

// token is a colour of the theme.
type token uint8

const (
	tokNone token = iota
	tokBg
	tokInk
	tokInk2
	tokInk3
	tokLow
	tokMid
	tokHigh
	tokOnLow
	tokOnMid
	tokOnHigh
	tokHatch
	tokAfter
	tokBefore
	tokOff
	tokNodata
	tokAxis
	tokGrid
	tokWeave
	tokWeave2
	tokenCount
)

// paint is a token's name in the stylesheet and its colour in the two themes.
type paint struct{ name, light, dark string }

// paints repeats the colours of the default theme: a drawing that stands alone cannot
// refer to the page's. A test of the theme holds the two together.
var paints = [tokenCount]paint{
	tokBg:     {"bg", "#fbf9f4", "#14161b"},
	tokInk:    {"ink", "#1f1b16", "#ece7dc"},
	tokInk2:   {"ink2", "#4f483e", "#c3bdb0"},
	tokInk3:   {"ink3", "#6b6356", "#9f998d"},
	tokLow:    {"low", "#702810", "#b5543a"},
	tokMid:    {"mid", "#b38427", "#f2d48f"},
	tokHigh:   {"high", "#173a63", "#4478b8"},
	tokOnLow:  {"on-low", "#ffffff", "#ffffff"},
	tokOnMid:  {"on-mid", "#1f1b16", "#14161b"},
	tokOnHigh: {"on-high", "#ffffff", "#ffffff"},
	tokHatch:  {"hatch", "#ffffff4d", "#14161b66"},
	tokAfter:  {"after", "#173a63", "#a9cbf2"},
	tokBefore: {"before", "#8f8778", "#666d7b"},
	tokOff:    {"off", "#e6e0d3", "#2c313b"},
	tokNodata: {"nodata", "#ece6da", "#23272f"},
	tokAxis:   {"axis", "#8a8172", "#7f8794"},
	tokGrid:   {"grid", "#e8e2d6", "#2a2f38"},
	tokWeave:  {"weave", "#173a63", "#4478b8"},
	tokWeave2: {"weave2", "#9a3412", "#b5543a"},
}

// ink is a text's colour.
func (st style) ink() token {
	switch st & tones {
	case second:
		return tokInk2
	case onLow:
		return tokOnLow
	case onMid:
		return tokOnMid
	case onHigh:
		return tokOnHigh
	}
	switch st & sizes {
	case t2:
		return tokInk3
	case tSub:
		return tokInk2
	}
	return tokInk
}

// classes is a text's class attribute.
func (st style) classes() string {
	name := [...]string{"t1", "t2", "t3", "head", "sub"}[st&sizes]
	if st&strong != 0 {
		name += " b"
	}
	if tone := st.toneName(); tone != "" {
		name += " " + tone
	}
	return name
}

func (st style) toneName() string {
	return [...]string{"", "second", "on-low", "on-mid", "on-high"}[st&tones>>4]
}
