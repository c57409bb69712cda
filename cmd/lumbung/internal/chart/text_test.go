package chart

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The widths are those Chromium gives for the same cut at 200 px, kerning included.
func TestWidthsAgreeWithABrowser(t *testing.T) {
	for s, want := range map[string]float64{"AVATAR To Wa.": 1379.98, "Rumah tidak layak huni": 2052.45} {
		if got := float64(regular().width(s, 200*px)) / 10; got < want-0.2 || got > want+0.2 {
			t.Errorf("%q: %.1f, a browser measures %.2f", s, got, want)
		}
	}
}

func TestKerningBringsLettersTogether(t *testing.T) {
	for name, f := range map[string]*face{"regular": regular(), "bold": bold(), "heading": heading()} {
		if apart := f.width("A", 200*px) + f.width("V", 200*px); f.width("AV", 200*px) > apart-10 {
			t.Errorf("%s: AV is %d wide, apart they are %d", name, f.width("AV", 200*px), apart)
		}
	}
}

func TestFiguresAreTabular(t *testing.T) {
	for _, f := range []*face{regular(), bold()} {
		for _, digit := range "0123456789" {
			if f.glyphWidth(digit) != f.glyphWidth('0') {
				t.Errorf("%c is %d wide, 0 is %d", digit, f.glyphWidth(digit), f.glyphWidth('0'))
			}
		}
	}
}

func TestMissingGlyphsHaveAWidth(t *testing.T) {
	f := regular()
	if w := f.width("≥", 14*px); w < 5*px {
		t.Errorf("≥ is %d", w)
	}
	if w := f.width("字🙂", 14*px); w != 28*px {
		t.Errorf("two squares are %d", w)
	}
	if f.width("e\u0301", 14*px) != f.width("e", 14*px) {
		t.Error("a combining accent takes room")
	}
	if w := f.width("\xff\xfe", 14*px); w <= 0 {
		t.Errorf("broken UTF-8 is %d", w)
	}
}

func TestWrapKeepsEveryCharacter(t *testing.T) {
	f := Narrow.form()
	for _, s := range []string{
		"Keluarga yang bertempat tinggal di rumah tidak layak huni", "Perkiosan/pertokoan-perdagangan/peternakan-persawahan",
		"antidisestablishmentarianisme", "字字字字字字字字字字字字字字字字字字字字字字字字", "", " ", "a",
	} {
		for room := 10 * px; room < 320*px; room += 13 * px {
			lines := f.wrap(t1, s, room)
			if got, want := strings.Join(strings.Fields(strings.Join(lines, "")), ""), strings.Join(strings.Fields(s), ""); got != want {
				t.Fatalf("at %d: %q became %q", room, s, lines)
			}
			for _, l := range lines {
				if f.fit(t1, l) > room && len([]rune(l)) > 1 {
					t.Fatalf("%q does not fit %d", l, room)
				}
			}
		}
	}
}

func TestWrapKeepsNoBreakSpaces(t *testing.T) {
	lines := Narrow.form().wrap(t1, "jumlah responden dengan n\u00a0=\u00a060", 170*px)
	if len(lines) != 2 || lines[1] != "n\u00a0=\u00a060" {
		t.Errorf("%q", lines)
	}
}

func TestBalanceMakesEvenLines(t *testing.T) {
	f := Full.form()
	text := "Keluarga yang ditinggal di rumah tidak layak huni"
	greedy, even := f.wrap(t1, text, 260*px), f.balance(t1, text, 260*px)
	if len(greedy) != 2 || len(even) != 2 || f.fit(t1, even[0]) >= f.fit(t1, greedy[0]) {
		t.Errorf("greedy %q, balanced %q", greedy, even)
	}
}

// TestBalancedIsWhatEveryStepGives: leaving out widths at which nothing changes changes nothing.
func TestBalancedIsWhatEveryStepGives(t *testing.T) {
	stepwise := func(f form, s string, room du) []string {
		lines := f.wrap(t1, s, room)
		if len(lines) == 1 {
			return lines
		}
		for narrower := room; narrower > room/4; narrower -= narrowing {
			tried := f.wrap(t1, s, narrower)
			if len(tried) > len(lines) || brokenWords(tried, s) {
				break
			}
			lines = tried
		}
		return lines
	}
	f, r := Full.form(), rand.New(rand.NewPCG(7, 8))
	pieces := []string{"kelompok", "usaha", "bersama", "di", "Kabupaten", "Timor", "Tengah", "Selatan,", "10,5", "–", "W", "pertanggungjawaban/pelaksanaan", "非常に", "\u00a0", "x-y-z"}
	for range 3000 {
		var all []string
		for range 1 + r.IntN(24) {
			all = append(all, pieces[r.IntN(len(pieces))])
		}
		s, room := strings.Join(all, " "), du(1+r.IntN(700))*px
		if got, want := f.balance(t1, s, room), stepwise(f, s, room); !slices.Equal(got, want) {
			t.Fatalf("%q in %d: got %q, want %q", s, room, got, want)
		}
	}
}
