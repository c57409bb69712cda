package asset

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/theme"
	"lumbung/themes"
)

// makeTheme bundles the default theme with a portal's own files over it.
func makeTheme(t *testing.T, own fs.FS) (*Bundle, *diag.Log) {
	t.Helper()
	log := &diag.Log{}
	th := theme.New("tenun", themes.Tenun(), own)
	b := Make(Source{Name: "tenun", FS: th.FS, Where: th.Where, Phrases: []*locale.Phrases{th.Phrases("id", log), th.Phrases("en", log)}}, log)
	return b, log
}

func printed(log *diag.Log) string {
	var out strings.Builder
	diag.Printer{W: &out}.Print(log.Sorted())
	return out.String()
}

func mustMake(t *testing.T, own fs.FS) *Bundle {
	t.Helper()
	b, log := makeTheme(t, own)
	if b == nil || printed(log) != "" {
		t.Fatalf("the theme does not bundle:\n%s", printed(log))
	}
	return b
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestSameThemeSameBytes(t *testing.T) {
	first, second := mustMake(t, nil).All(), mustMake(t, nil).All()
	if len(first) != len(second) {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	for i := range first {
		if first[i].Path != second[i].Path || !bytes.Equal(first[i].Bytes, second[i].Bytes) {
			t.Errorf("%s came out as %s, or with other bytes", first[i].Path, second[i].Path)
		}
	}
}

func TestNamesAreOnceEachAndSayTheContent(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range mustMake(t, nil).All() {
		if seen[f.Path] {
			t.Errorf("%s is there twice", f.Path)
		}
		seen[f.Path] = true
		if !regexp.MustCompile(`^aset/[a-z0-9-]+-[0-9a-f]{10}\.(css|js|svg|woff2)$`).MatchString(f.Path) {
			t.Errorf("%q is no name by content", f.Path)
		}
		if len(f.Bytes) == 0 {
			t.Errorf("%s is empty", f.Path)
		}
	}
}

func TestStyleRefersOnlyToItsOwnFiles(t *testing.T) {
	b := mustMake(t, nil)
	linked := map[string]bool{}
	for _, f := range b.Linked {
		linked[strings.TrimPrefix(f.Path, Dir)] = true
	}
	found := regexp.MustCompile(`url\(["']?([^"')]+)`).FindAllStringSubmatch(string(b.Style.Bytes), -1)
	if len(found) == 0 {
		t.Fatal("the style refers to nothing: the fonts are gone")
	}
	for _, m := range found {
		if !linked[m[1]] && !strings.HasPrefix(m[1], "data:") {
			t.Errorf("url(%s) is not published", m[1])
		}
	}
}

// A page opened from file:// may load no module, and a strict policy runs no eval.
func TestScriptsAreClassic(t *testing.T) {
	b := mustMake(t, nil)
	for _, f := range []File{b.Early, b.Scripts["id"], b.Scripts["en"], b.Search} {
		text := string(f.Bytes)
		if m := regexp.MustCompile(`(^|[;}\n])\s*(import|export)\b|\beval\(|new Function|sourceMappingURL|innerHTML`).FindString(text); m != "" {
			t.Errorf("%s has %q", f.Path, m)
		}
	}
}

func TestScriptOfALanguageBeginsWithItsTexts(t *testing.T) {
	b := mustMake(t, nil)
	for lang, want := range map[locale.Lang]string{"id": `"filter":"Saring baris"`, "en": `"filter":"Filter rows"`} {
		first, _, _ := strings.Cut(string(b.Scripts[lang].Bytes), "\n")
		if !strings.HasPrefix(first, "window.lumbungText={") || !strings.Contains(first, want) {
			t.Errorf("%s: the script begins with %.60q", lang, first)
		}
	}
	if b.Scripts["id"].Path == b.Scripts["en"].Path {
		t.Error("two languages share one script")
	}
}

func TestTextsCannotEndTheScript(t *testing.T) {
	b := mustMake(t, fstest.MapFS{"strings/id.toml": file("[js]\nfilter = \"</script><script>alert(1)//\u2028\"\n")})
	first, _, _ := strings.Cut(string(b.Scripts["id"].Bytes), "\n")
	if strings.Contains(first, "<") || strings.Contains(first, "\u2028") {
		t.Errorf("%.200q", first)
	}
}

func TestPortalsFileReplacesTheThemes(t *testing.T) {
	plain := mustMake(t, nil)
	own := mustMake(t, fstest.MapFS{
		"css/print.css": file("@media print { body { color: rebeccapurple } }"),
		"js/key.ts":     file(`export function searchKey(): void { document.title += "own"; }`),
	})
	if !strings.Contains(string(own.Style.Bytes), "#639") || own.Style.Path == plain.Style.Path {
		t.Error("the portal's print.css is not in the style")
	}
	if !strings.Contains(string(own.Scripts["id"].Bytes), `"own"`) {
		t.Error("the portal's key.ts is not in the script")
	}
	if own.Early.Path != plain.Early.Path || own.Search.Path != plain.Search.Path {
		t.Error("files that the portal did not touch have changed")
	}
}

func TestPortalsPictureIsPublished(t *testing.T) {
	b := mustMake(t, fstest.MapFS{
		"css/print.css": file(`main { background: url("../img/cap.png?v=2#x") }`),
		"img/cap.png":   file("png"),
	})
	var found bool
	for _, f := range b.Linked {
		found = found || strings.HasPrefix(f.Path, "aset/cap-") && string(f.Bytes) == "png"
	}
	if !found {
		t.Errorf("cap.png is not among the %d linked files", len(b.Linked))
	}
}

// The budget of design and product: a page with everything it loads stays under 60 KB.
func TestStyleAndScriptsStaySmall(t *testing.T) {
	b := mustMake(t, nil)
	script := b.Scripts["id"]
	for f, limit := range map[*File]int{&b.Style: 6500, &b.Early: 400, &script: 8500, &b.Search: 6500} {
		if n := packed(t, *f); n > limit {
			t.Errorf("%s is %d bytes packed, more than %d", f.Path, n, limit)
		}
	}
	fonts := 0
	for _, f := range b.Linked {
		fonts += len(f.Bytes)
	}
	if fonts > 30*1024 {
		t.Errorf("the fonts are %d bytes", fonts)
	}
}

func packed(t *testing.T, f File) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(f.Bytes); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
