package chart

import (
	"strconv"
	"strings"
)

// family is the text's family in a drawing that stands alone, as in the theme.
const family = `Roboto,system-ui,-apple-system,"Segoe UI","Noto Sans","Liberation Sans",Arial,sans-serif`

// Stylesheet is the CSS that inline charts need of the page, colours by token. The
// theme carries this text; a test holds the two together.
func Stylesheet() string {
	var b strings.Builder
	b.WriteString(`.plot{container-type:inline-size}
.ch{display:block;width:100%;height:auto;overflow:visible;pointer-events:none;print-color-adjust:exact}
.ch.w{display:none;max-width:48rem}
.ch.n,.ch.s{max-width:24rem}
@container (min-width:40rem){.ch.full{display:block}.ch.full~.ch.n{display:none}}
@container (min-width:30rem){.ch.half{display:block}.ch.half~.ch.n{display:none}}
`)
	name := func(t token) string { return "var(--" + paints[t].name + ")" }
	for _, st := range [...]style{t1, t2, t3} {
		b.WriteString(".ch ." + st.classes() + "{font-size:" + css(Full.form().size(st)) + "px;")
		if st == t3 {
			b.WriteString("font-weight:700;")
		}
		b.WriteString("fill:" + name(st.ink()) + "}\n")
	}
	b.WriteString(".ch.n .t1,.ch.s .t1{font-size:" + css(Narrow.form().t1) + "px}\n")
	b.WriteString(".ch.n .t2{font-size:" + css(Narrow.form().t2) + "px}\n.ch.s .t2{font-size:" + css(Side.form().t2) + "px}\n")
	b.WriteString(".ch .b{font-weight:700}\n")
	for _, tone := range [...]style{second, onLow, onMid, onHigh} {
		b.WriteString(".ch ." + tone.toneName() + "{fill:" + name(tone.ink()) + "}\n")
	}
	for c := class(0); c < ground; c++ {
		b.WriteString(".ch ." + looks[c].name + "{" + looks[c].rule(name) + "}\n")
	}
	b.WriteString(`@media (forced-colors:active){.ch .t1,.ch .t2,.ch .t3{fill:CanvasText}.ch .on-low,.ch .on-mid,.ch .on-high{forced-color-adjust:none}.ch .axis,.ch .off{stroke:CanvasText}}
`)
	return b.String()
}

// rule is a class's declarations, its colours named by the given function.
func (l look) rule(name func(token) string) string {
	fill := "none"
	if l.fill != tokNone {
		fill = name(l.fill)
	}
	rule := "fill:" + fill
	if l.stroke != tokNone {
		rule += ";stroke:" + name(l.stroke)
		if l.width != px {
			rule += ";stroke-width:" + css(l.width)
		}
	}
	if l.dash[0] > 0 {
		rule += ";stroke-dasharray:" + css(l.dash[0]) + " " + css(l.dash[1])
	}
	return rule
}

func css(n du) string {
	w := svgWriter{}
	return string(w.number(n).b)
}

// literalStyle is the style element of a drawing that stands alone: only the classes it
// uses, light colours, then the dark ones for readers who ask for them.
func literalStyle(s *Scene) string {
	used := usedClasses(s)
	tones := usedTones(s)
	var b strings.Builder
	b.WriteString("text{font-family:" + family + "}\n.b,.t3,.head{font-weight:700}\n")
	b.WriteString(".head{font-family:\"Plus Jakarta Sans\"," + family + ";letter-spacing:-.008em;word-spacing:.06em}\n")
	for _, st := range [...]style{t1, t2, t3, tHead, tSub} {
		b.WriteString("." + st.classes() + "{font-size:" + css(s.form.size(st)) + "px}\n")
	}
	light := func(t token) string { return opaque(paints[t].light) }
	for c := range looks {
		if used[c] {
			b.WriteString("." + looks[c].name + "{" + looks[c].rule(light) + "}\n")
		}
	}
	b.WriteString(textColours(tones, light))
	b.WriteString("@media (prefers-color-scheme:dark){\n")
	dark := func(t token) string { return opaque(paints[t].dark) }
	for c := range looks {
		if used[c] {
			b.WriteString("." + looks[c].name + "{" + looks[c].colours(dark) + "}\n")
		}
	}
	b.WriteString(textColours(tones, dark) + "}\n")
	return b.String()
}

// opaque writes a colour with alpha, only ever a stroke, in the two properties that old
// drawing programs know.
func opaque(colour string) string {
	if len(colour) < 9 {
		return colour
	}
	alpha, _ := strconv.ParseUint(colour[7:], 16, 8)
	return colour[:7] + ";stroke-opacity:0." + strconv.Itoa(int(alpha*100+127)/255)
}

// colours are only the colour declarations of a class.
func (l look) colours(name func(token) string) string {
	var rules []string
	if l.fill != tokNone {
		rules = append(rules, "fill:"+name(l.fill))
	}
	if l.stroke != tokNone {
		rules = append(rules, "stroke:"+name(l.stroke))
	}
	return strings.Join(rules, ";")
}

func usedClasses(s *Scene) (used [classCount]bool) {
	for i := range s.marks {
		if m := &s.marks[i]; m.shape != textShape {
			used[m.class] = true
			used[hatch] = used[hatch] || m.hatched()
		}
	}
	return used
}

func usedTones(s *Scene) (used [tones>>4 + 1]bool) {
	for i := range s.marks {
		if m := &s.marks[i]; m.shape == textShape {
			used[m.style&tones>>4] = true
		}
	}
	return used
}

// textColours gives the size classes their colours, then the tones that override them.
func textColours(used [tones>>4 + 1]bool, name func(token) string) string {
	rules := ".t1,.t3,.head{fill:" + name(tokInk) + "}\n.t2{fill:" + name(tokInk3) + "}\n.sub{fill:" + name(tokInk2) + "}\n"
	for _, tone := range [...]style{second, onLow, onMid, onHigh} {
		if used[tone>>4] {
			rules += "." + tone.toneName() + "{fill:" + name(tone.ink()) + "}\n"
		}
	}
	return rules
}
