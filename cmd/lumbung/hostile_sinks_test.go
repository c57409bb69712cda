package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"lumbung/cmd/lumbung/internal/race"
)

// Where downloads and metadata are no pages: the texts break out of nothing there either.
// What other programs read in these files, .ci/run asks them, with the same portal.
func TestHostileTextsBreakOutOfNoDownload(t *testing.T) {
	t.Parallel()
	texts := payloads()
	for _, which := range []string{`"></title><script>alert(1)</script>`, "}},\n@misc{x, title={y}}\nTY  - BOOK\nER  - \n", `]]></title><x a="&e;">\input{/etc/passwd}`} {
		tree, _ := builtIn(t, portalFolder(t, hostilePortal(texts, which)), 0)
		sheets, citations := 0, 0
		everyByte(t, tree, func(name string, data []byte) {
			switch ext := filepath.Ext(name); {
			case strings.Contains(name, ".xlsx/") && (ext == ".xml" || ext == ".rels"):
				sheets++
				for _, problem := range onlyCells(data) {
					t.Errorf("%s: %s", name, problem)
				}
			case ext == ".bib":
				citations++
				if problem := oneBibTeX(string(data)); problem != "" {
					t.Errorf("%s %s:\n%s", name, problem, data)
				}
			case ext == ".ris":
				citations++
				if problem := oneRIS(string(data)); problem != "" {
					t.Errorf("%s %s:\n%s", name, problem, data)
				}
			}
		})
		if sheets < 8 || citations < 2 {
			t.Errorf("only %d parts of workbooks and %d citations were looked at", sheets, citations)
		}
		book, _ := tree.File("data/serangan.xlsx")
		shown, err := textsOfWorkbook(book)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			if !shown[text] {
				t.Errorf("no cell of the workbook holds %q", text)
			}
		}
	}
}

// Other programs read the same portal in .ci/run, which names the folder for it.
func TestHostilePortalIsBuiltForOthers(t *testing.T) {
	out := os.Getenv("LUMBUNG_HOSTILE")
	if out == "" {
		t.Skip("LUMBUNG_HOSTILE names no folder")
	}
	dir := portalFolder(t, hostilePortal(payloads(), `"></title><script>alert(1)</script>]]>}\end{x}&e;`))
	if code, said := testRun(t, dir, "build", "--out", out); code != done {
		t.Fatal(said)
	}
}

// onlyCells tells of what a part of a workbook must not have: formulas, links to elsewhere,
// broken XML.
func onlyCells(data []byte) (problems []string) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if token == nil {
			if err.Error() != "EOF" {
				problems = append(problems, err.Error())
			}
			return problems
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if slices.Contains([]string{"f", "script", "svg", "img", "externalReference", "ddeLink", "oleObject"}, start.Name.Local) {
			problems = append(problems, "an element <"+start.Name.Local+">")
		}
		for _, a := range start.Attr {
			if a.Name.Local == "TargetMode" && a.Value == "External" {
				problems = append(problems, "a target outside the workbook")
			}
		}
	}
}

var bibEntry = regexp.MustCompile(`(?m)^@[a-z]+\{[A-Za-z0-9_:.+-]+,$`)

// oneBibTeX says how a file is not entries with balanced braces.
func oneBibTeX(text string) string {
	depth := 0
	for i := range len(text) {
		switch {
		case i > 0 && text[i-1] == '\\' && strings.ContainsRune("{}", rune(text[i])):
			return "has an escaped brace, which BibTeX counts all the same"
		case text[i] == '{':
			depth++
		case text[i] == '}':
			depth--
		case text[i] == '@' && depth == 0 && !bibEntry.MatchString(text[i:]):
			return "begins an entry in a text"
		}
		if depth < 0 {
			return "closes more braces than it opens"
		}
	}
	if depth != 0 || !bibEntry.MatchString(text) {
		return "is no entry"
	}
	return ""
}

var risLine = regexp.MustCompile(`^[A-Z][A-Z0-9]  - `)

// oneRIS says how a file is not one record whose every line has a tag.
func oneRIS(text string) string {
	kinds, ends := 0, 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case line == "":
			continue
		case strings.HasPrefix(line, "TY  - "):
			kinds++
		case strings.HasPrefix(line, "ER  -"):
			ends++
			continue
		}
		if !risLine.MatchString(line) {
			return "has a line without a tag: " + line
		}
	}
	if kinds == 0 || kinds != ends {
		return fmt.Sprintf("begins %d records and ends %d", kinds, ends)
	}
	return ""
}

func textsOfWorkbook(data []byte) (map[string]bool, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	shown := map[string]bool{}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			for _, cell := range row {
				shown[cell] = true
			}
		}
	}
	return shown, nil
}

// The checks above must see what they look for.
func TestBrokenDownloadsAreSeen(t *testing.T) {
	for _, s := range []string{`<c><f>1+1</f></c>`, `<r TargetMode="External"/>`, `<a>`, `<a>&e;</a>`} {
		if onlyCells([]byte(s)) == nil {
			t.Errorf("%s was not seen", s)
		}
	}
	for _, s := range []string{"@misc{x,\n  title = {a}},\n}\n", "@misc{x,\n  title = {a}\n}\n}\n@misc{y z}", "@misc{x,\n title={{a}\n", "x"} {
		if oneBibTeX(s) == "" {
			t.Errorf("%q was not seen", s)
		}
	}
	for _, s := range []string{"TY  - DATA\nTI  - a\nb\nER  - \n", "TY  - DATA\n", "TY  - DATA\nER  - \nER  - \n"} {
		if oneRIS(s) == "" {
			t.Errorf("%q was not seen", s)
		}
	}
	if s := "@misc{x-1,\n  title = {a {B}},\n}\n"; oneBibTeX(s) != "" {
		t.Error(oneBibTeX(s))
	}
}

// A log is read in a terminal, and by programs: what is wrong in a file neither moves the
// cursor, nor turns the line round, nor begins a message of its own.
func TestHostileTextsInTheLogAreText(t *testing.T) {
	race.Without(t)
	t.Parallel()
	texts := append(payloads(), "\x1b[2J\x1b]0;x\x07", "\x1b[31m", "\u009b31m", "a\rb", "x\n::error file=a::b", "x%0A::set-output name=a::b", "\n##[error]x", "\u2067x", "\u0007")
	for _, args := range [][]string{{"check"}, {"check", "--lang", "id"}, {"check", "--color", "always"}, {"build"}} {
		for some := range slices.Chunk(texts, 8) { // more of one kind are folded
			if len(args) > 1 && !strings.ContainsFunc(strings.Join(some, ""), moves) {
				continue // what one form of the log shows, the others do
			}
			code, said := testRun(t, wrongCells(t, some), args...)
			if code != broken || strings.Count(said, "data/log.csv:") != len(some) {
				t.Fatalf("%v: exit %d, %s", args, code, said)
			}
			own := said
			if slices.Contains(args, "--color") {
				own = regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(said, "")
			}
			if i := strings.IndexFunc(own, moves); i >= 0 {
				t.Errorf("%v: the log holds %q", args, own[max(0, i-60):min(len(own), i+40)])
			}
		}
	}
	dir := wrongCells(t, texts)
	_, said := testRun(t, dir, "check", "--format", "github")
	for line := range strings.Lines(said) {
		if !regexp.MustCompile(`^::(error|warning|notice) file=[a-z./]+,line=\d+,col=\d+,title=[a-z-]+::`).MatchString(line) && !strings.HasPrefix(line, "lumbung: ") {
			t.Errorf("a line that is no message: %q", line)
		}
	}
	_, said = testRun(t, dir, "check", "--format", "json")
	objects := 0
	for line := range strings.Lines(said) {
		objects++
		if !json.Valid([]byte(line)) && !strings.HasPrefix(line, "lumbung: ") {
			t.Errorf("no JSON: %q", line)
		}
	}
	if objects < len(texts)-20 {
		t.Errorf("only %d objects", objects)
	}
}

// moves says whether a character does more in a terminal than show itself or end a line.
func moves(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) || r == '\u2028' || r == '\u2029'
}

// wrongCells is a portal with a column of whole numbers in which texts stand.
func wrongCells(t *testing.T, texts []string) string {
	t.Helper()
	files := copied(soundPortal)
	files["data/log.toml"] = "title = \"Log\"\n[schema]\nfields = [{ name = \"n\", type = \"integer\" }]\n"
	files["data/log.csv"] = "n\n"
	for _, text := range texts {
		files["data/log.csv"] += `"` + strings.ReplaceAll(text, `"`, `""`) + "\"\n"
	}
	return portalFolder(t, files)
}

// No NUL gets further than the file that it stands in.
func TestNULIsRefusedWhereItStands(t *testing.T) {
	for name, at := range map[string]string{"data/usaha.csv": "data/usaha.csv:", "data/usaha.toml": "data/usaha.toml:", "site.toml": "site.toml:", "content/id/cara.md": "content/id/cara.md:"} {
		files := copied(soundPortal)
		text := files[name]
		middle := strings.LastIndexByte(strings.TrimRight(text, "\n"), '\n') + 2
		files[name] = text[:middle] + "\x00" + text[middle:]
		if said := refused(t, files); !strings.Contains(said, at) || strings.Contains(said, "\x00") {
			t.Errorf("%s: %s", name, said)
		}
	}
}
