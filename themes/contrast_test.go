package themes

import (
	"fmt"
	"math"
	"strconv"
	"testing"
)

// rgb is a colour in linear light, each part from 0 to 1.
type rgb [3]float64

// parse reads #rrggbb or #rrggbbaa; alpha is 1 where it is not written.
func parse(t *testing.T, hex string) (c rgb, alpha float64) {
	t.Helper()
	if (len(hex) != 7 && len(hex) != 9) || hex[0] != '#' {
		t.Fatalf("%q is not a colour in the long form", hex)
	}
	part := func(i int) float64 {
		n, err := strconv.ParseUint(hex[i:i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		return float64(n) / 255
	}
	for i := range c {
		c[i] = linear(part(1 + 2*i))
	}
	alpha = 1
	if len(hex) == 9 {
		alpha = part(7)
	}
	return c, alpha
}

func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func gamma(v float64) float64 {
	if v <= 0.0031308 {
		return v * 12.92
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}

// over lays a colour with alpha on another, as browsers do: in gamma-encoded values.
func over(top rgb, alpha float64, under rgb) rgb {
	var out rgb
	for i := range out {
		out[i] = linear(gamma(top[i])*alpha + gamma(under[i])*(1-alpha))
	}
	return out
}

func luminance(c rgb) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

// contrast is WCAG's ratio.
func contrast(a, b rgb) float64 {
	la, lb := luminance(a)+0.05, luminance(b)+0.05
	return max(la, lb) / min(la, lb)
}

// palette gives the colours of one theme by the names of their tokens.
type palette func(token string) rgb

func palettes(t *testing.T) map[string]palette {
	light, dark, _ := tokens(t)
	make := func(b block) palette {
		return func(token string) rgb {
			c, alpha := parse(t, b.declarations["--"+token])
			if alpha < 1 {
				under, _ := parse(t, b.declarations["--low"]) // the only see-through colour is the hatch
				return over(c, alpha, under)
			}
			return c
		}
	}
	return map[string]palette{"light": make(light), "dark": make(dark)}
}

// The ratios that the design states, against the page's colour unless another is named.
func TestContrastIsWhatTheDesignSays(t *testing.T) {
	all := palettes(t)
	for _, c := range []struct {
		a, b        string
		light, dark float64
	}{
		{"ink", "bg", 16.3, 14.7}, {"ink2", "bg", 8.6, 9.7}, {"ink3", "bg", 5.6, 6.4},
		{"link", "bg", 8.9, 8.8}, {"accent", "bg", 6.9, 7.9}, {"ok", "bg", 6.1, 8.6}, {"warn", "bg", 5.6, 9.5}, {"bad", "bg", 7.2, 7.7},
		{"axis", "bg", 3.6, 5.0}, {"low", "bg", 10.0, 3.7}, {"mid", "bg", 3.2, 12.6}, {"high", "bg", 11.0, 4.0},
		{"after", "bg", 11.0, 10.8}, {"before", "bg", 3.4, 3.5},
		{"low", "mid", 3.1, 3.4}, {"mid", "high", 3.4, 3.1}, {"before", "after", 3.2, 3.1},
	} {
		for theme, want := range map[string]float64{"light": c.light, "dark": c.dark} {
			if got := contrast(all[theme](c.a), all[theme](c.b)); got < want-0.05 {
				t.Errorf("%s: --%s against --%s is %.2f, the design says %.1f", theme, c.a, c.b, got, want)
			}
		}
	}
}

func TestContrastIsEnoughWhereverAColourIsUsed(t *testing.T) {
	all := palettes(t)
	type pair struct{ a, b string }
	least := map[pair]float64{}
	for _, ground := range []string{"bg", "surface", "sunken"} {
		for _, text := range []string{"ink", "ink2", "ink3", "link", "ok", "warn", "bad"} {
			least[pair{text, ground}] = 4.5
		}
		for _, mark := range []string{"axis", "accent", "weave", "weave2"} {
			least[pair{mark, ground}] = 3
		}
	}
	for _, band := range []string{"low", "mid", "high"} {
		least[pair{"on-" + band, band}] = 4.5
		least[pair{band, "bg"}] = 3
	}
	least[pair{"on-low", "hatch"}] = 4.5 // where a label crosses a line of the hatch
	least[pair{"bg", "link"}] = 4.5      // the main button
	least[pair{"ink3", "nodata"}] = 4.5  // the words in a span without data
	for theme, colour := range all {
		for p, want := range least {
			if got := contrast(colour(p.a), colour(p.b)); got < want {
				t.Errorf("%s: --%s on --%s is %.2f, needs %.1f", theme, p.a, p.b, got, want)
			}
		}
	}
}

// Order must be seen by lightness alone: the middle band is the lightest of the three.
func TestMiddleBandIsTheLightest(t *testing.T) {
	for theme, colour := range palettes(t) {
		if m := luminance(colour("mid")); m <= luminance(colour("low")) || m <= luminance(colour("high")) {
			t.Errorf("%s: --mid is not the lightest band", theme)
		}
	}
}

// Simulation of the three kinds of colour blindness, in linear light (Machado, Oliveira and
// Fernandes 2009, full severity).
var blindness = map[string][3]rgb{
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func seen(m [3]rgb, c rgb) rgb {
	var out rgb
	for i := range out {
		out[i] = min(max(m[i][0]*c[0]+m[i][1]*c[1]+m[i][2]*c[2], 0), 1)
	}
	return out
}

// distance is the OKLab distance of two colours, × 100.
func distance(a, b rgb) float64 {
	x, y := oklab(a), oklab(b)
	return 100 * math.Sqrt((x[0]-y[0])*(x[0]-y[0])+(x[1]-y[1])*(x[1]-y[1])+(x[2]-y[2])*(x[2]-y[2]))
}

func oklab(c rgb) [3]float64 {
	l := math.Cbrt(0.4122214708*c[0] + 0.5363325363*c[1] + 0.0514459929*c[2])
	m := math.Cbrt(0.2119034982*c[0] + 0.6806995451*c[1] + 0.1073969566*c[2])
	s := math.Cbrt(0.0883024619*c[0] + 0.2817188376*c[1] + 0.6299787005*c[2])
	return [3]float64{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func TestBandsStayApartForColourBlindReaders(t *testing.T) {
	for theme, colour := range palettes(t) {
		for kind, m := range blindness {
			for _, c := range []struct {
				a, b string
				want float64
			}{{"low", "mid", 25}, {"mid", "high", 25}, {"low", "high", 13}} {
				t.Run(fmt.Sprintf("%s/%s/%s-%s", theme, kind, c.a, c.b), func(t *testing.T) {
					if got := distance(seen(m, colour(c.a)), seen(m, colour(c.b))); got < c.want {
						t.Errorf("distance %.1f, needs %.0f", got, c.want)
					}
				})
			}
		}
	}
}
