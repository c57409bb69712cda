package chart

import (
	_ "embed"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The faces charts are measured and painted with: cuts of Roboto and Plus Jakarta Sans
// (SIL OFL 1.1, texts beside them) to Latin-1 and a little punctuation, made with
//
//	pyftsubset FILE --layout-features=kern,tnum --no-hinting --unicodes=U+0020-007E,…
//
// The theme ships the same cuts as woff2 to browsers, so what fits here fits there.
var (
	//go:embed fonts/roboto-400.ttf
	robotoRegularTTF []byte
	//go:embed fonts/roboto-700.ttf
	robotoBoldTTF []byte
	//go:embed fonts/plus-jakarta-sans-700.ttf
	jakartaBoldTTF []byte
)

var (
	regular = sync.OnceValue(func() *face { return loadFace(robotoRegularTTF) })
	bold    = sync.OnceValue(func() *face { return loadFace(robotoBoldTTF) })
	heading = sync.OnceValue(func() *face { return loadFace(jakartaBoldTTF).spaced(letterSpacing, wordSpacing) })
)

// Headings are set as the theme sets them, in thousandths of the size.
const (
	letterSpacing = -8
	wordSpacing   = 60
)

const (
	firstASCII = ' '
	lastASCII  = '~'
	asciiCount = lastASCII - firstASCII + 1
)

// face holds a font's widths, in its own units. Those of ASCII and its kerning pairs
// are tables: a register's profiles measure a label a hundred thousand times.
type face struct {
	font     *sfnt.Font
	perEm    int
	advances [256]int16
	others   map[rune]int16
	kerning  [asciiCount][asciiCount]int16
}

func loadFace(ttf []byte) *face {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic("chart: embedded font: " + err.Error())
	}
	loaded := &face{font: f, perEm: int(f.UnitsPerEm()), others: map[rune]int16{}}
	var b sfnt.Buffer
	var glyphs [asciiCount]sfnt.GlyphIndex
	for r := rune(0); r < 256; r++ {
		loaded.advances[r] = loaded.advance(&b, r)
	}
	for _, r := range "–—‘’“”•…−" {
		loaded.others[r] = loaded.advance(&b, r)
	}
	for i := range glyphs {
		glyphs[i], _ = f.GlyphIndex(&b, firstASCII+rune(i))
	}
	for i, left := range glyphs {
		for j, right := range glyphs {
			kern, err := f.Kern(&b, left, right, fixed.I(loaded.perEm), font.HintingNone)
			if err == nil {
				loaded.kerning[i][j] = int16(kern.Round())
			}
		}
	}
	return loaded
}

// spaced changes the widths of letters and of spaces.
func (f *face) spaced(letters, spaces int) *face {
	for i := range f.advances {
		f.advances[i] += int16(letters * f.perEm / 1000)
	}
	for _, space := range [...]rune{' ', '\u00a0'} {
		f.advances[space] += int16(spaces * f.perEm / 1000)
	}
	for r := range f.others {
		f.others[r] += int16(letters * f.perEm / 1000)
	}
	return f
}

// advance is a glyph's width; a character the font lacks counts as wide as it may come
// out of whatever font the browser finds for it.
func (f *face) advance(b *sfnt.Buffer, r rune) int16 {
	glyph, err := f.font.GlyphIndex(b, r)
	if err != nil || glyph == 0 {
		return f.missing(r)
	}
	advance, err := f.font.GlyphAdvance(b, glyph, fixed.I(f.perEm), font.HintingNone)
	if err != nil {
		return f.missing(r)
	}
	return int16(advance.Round())
}

func (f *face) missing(r rune) int16 {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x2e80: // Chinese, Japanese, Korean, pictures: a full square
		return int16(f.perEm)
	}
	return int16(f.perEm * 7 / 10)
}

// width is the length of a line of text at a size, rounded up.
func (f *face) width(s string, size du) du {
	total := int64(0)
	previous := rune(-1)
	for _, r := range s {
		total += int64(f.glyphWidth(r))
		if isASCII(previous) && isASCII(r) {
			total += int64(f.kerning[previous-firstASCII][r-firstASCII])
		}
		previous = r
	}
	perEm := int64(f.perEm)
	return du((total*int64(size) + perEm - 1) / perEm)
}

func (f *face) glyphWidth(r rune) int {
	if r < 256 {
		return int(f.advances[r])
	}
	if w, ok := f.others[r]; ok {
		return int(w)
	}
	return int(f.missing(r))
}

func isASCII(r rune) bool { return r >= firstASCII && r <= lastASCII }
