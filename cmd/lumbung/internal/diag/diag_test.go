package diag

import (
	"strings"
	"testing"
)

var pmks = &File{Name: "data/pmks.csv", Data: []byte("kode,jenis,jumlah\n5301,anak_telantar,58.033\n")}

func printed(l *Log) string {
	var b strings.Builder
	Printer{W: &b}.Print(l.Sorted())
	return b.String()
}

func TestPrintShowsPlaceLineCaretAndMend(t *testing.T) {
	l := &Log{}
	off := strings.Index(string(pmks.Data), "58.033")
	l.Error("cell-type", pmks.Offset(off, 6), "%q is not an integer (field %q)", "58.033", "jumlah").
		Note("if the dot groups thousands, declare groupChar = %q", ".")
	want := `data/pmks.csv:2:20: error: "58.033" is not an integer (field "jumlah")
    2 | 5301,anak_telantar,58.033
      |                    ~~~~~~
  note: if the dot groups thousands, declare groupChar = "."
`
	if got := printed(l); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPrintSortsByPlaceAndDropsRepeats(t *testing.T) {
	l := &Log{}
	l.Error("b", pmks.At(2, 1, 1), "second")
	l.Error("b", pmks.At(2, 1, 1), "second")
	l.Warn("a", pmks.At(1, 1, 1), "first")
	got := printed(l)
	if strings.Count(got, "second") != 1 || strings.Index(got, "first") > strings.Index(got, "second") {
		t.Errorf("got\n%s", got)
	}
	if l.Errors() != 2 || l.Warnings() != 1 {
		t.Errorf("counts %d, %d", l.Errors(), l.Warnings())
	}
}

func TestPrivateExcerptIsMasked(t *testing.T) {
	l := &Log{}
	f := &File{Name: "x.csv", Data: []byte("Siti,3201234567890001\n")}
	l.Add(&Diagnostic{Rule: "private", Span: f.Offset(5, 16), Message: Msg("an identity number"), Private: true})
	if got := printed(l); strings.Contains(got, "3201") || strings.Contains(got, "Siti") || !strings.Contains(got, "••••,••••••••••••••••") {
		t.Errorf("got\n%s", got)
	}
	var b strings.Builder
	if err := PrintJSON(&b, l.Sorted(), nil); err != nil || strings.Contains(b.String(), "3201") {
		t.Errorf("json: %v\n%s", err, b.String())
	}
}

func TestExcerptCannotForgeTheTerminal(t *testing.T) {
	l := &Log{}
	f := &File{Name: "x.csv", Data: []byte("a\x1b[2Jb\u202ec\n")}
	l.Error("r", f.At(1, 1, 1), "bad %s", "\x1b[31m")
	if got := printed(l); strings.ContainsAny(got, "\x1b\u202e") {
		t.Errorf("got %q", got)
	}
}

func TestLongLineIsCutAroundTheSpan(t *testing.T) {
	l := &Log{}
	f := &File{Name: "x.csv", Data: []byte(strings.Repeat("a", 500) + "BAD" + strings.Repeat("z", 500))}
	l.Error("r", f.Offset(500, 3), "bad")
	lines := strings.Split(printed(l), "\n")
	col := strings.Index(lines[2], "~")
	if len([]rune(lines[1])) > maxExcerpt+12 || string([]rune(lines[1])[col:col+3]) != "BAD" {
		t.Errorf("got\n%s\n%s", lines[1], lines[2])
	}
}

func TestManyOfOneRuleAreFolded(t *testing.T) {
	l := &Log{}
	for i := range 500 {
		l.Error("cell-type", Span{File: pmks, Line: i + 1, Col: 1}, "bad %d", i)
	}
	if got := printed(l); !strings.Contains(got, "and 490 more of rule cell-type") {
		t.Errorf("got\n%s", got)
	}
}

func TestLevelsRaiseAndSilenceWarningsNeverErrors(t *testing.T) {
	l := &Log{}
	if l.SetLevel("x", "loud") == nil {
		t.Error("an unknown level was accepted")
	}
	for rule, level := range map[string]string{"up": "error", "gone": "off", "err": "off"} {
		if err := l.SetLevel(rule, level); err != nil {
			t.Fatal(err)
		}
	}
	l.Warn("up", Span{}, "raised")
	l.Warn("gone", Span{}, "silenced")
	l.Error("err", Span{}, "stays")
	if l.Errors() != 2 || l.Warnings() != 0 {
		t.Errorf("%d errors, %d warnings", l.Errors(), l.Warnings())
	}
}

func TestClosestSuggestsOnlyLikelyWords(t *testing.T) {
	if got := Closest("jumlh", []string{"nama", "jumlah"}); got != "jumlah" {
		t.Errorf("got %q", got)
	}
	if got := Closest("zzzzz", []string{"nama", "jumlah"}); got != "" {
		t.Errorf("got %q", got)
	}
}
