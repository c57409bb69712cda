package dataset

import (
	"encoding/csv"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/unicode"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/race"
	"lumbung/cmd/lumbung/internal/table"
)

// loadCSV loads one dataset of two fields, unless the descriptor says otherwise.
func loadCSV(descriptor, csv string) (*Resource, *diag.Log) {
	if !strings.Contains(descriptor, "fields") {
		descriptor += "\n[schema]\nfields = [{ name = \"a\", type = \"string\" }, { name = \"b\", type = \"integer\" }]\n"
	}
	log := &diag.Log{}
	p := Load(fstest.MapFS{
		"data/x.toml": {Data: []byte("name = \"x\"\ntitle = \"X\"\n" + descriptor)},
		"data/x.csv":  {Data: []byte(csv)},
	}, log)
	return p.Resource("x"), log
}

// said is all diagnostics, one a line: place, message, notes.
func said(log *diag.Log) string {
	var lines []string
	for _, d := range log.Sorted() {
		line := fmt.Sprintf("%d:%d+%d %s", d.Span.Line, d.Span.Col, d.Span.Length, d.Message)
		for _, n := range d.Notes {
			line += " · " + n.Message.String()
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// rows is a table, cells parted by "|"; a cell without a value is "∅".
func rows(t *table.Table) string {
	var lines []string
	for row := range t.Len() {
		var cells []string
		for col := range t.Schema.Fields {
			if t.Has(row, col) {
				cells = append(cells, t.Text(row, col))
			} else {
				cells = append(cells, "∅")
			}
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

func utf16(s string) string {
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func TestHostileCSVGivesTheExactValueOrSaysWhatIsWrong(t *testing.T) {
	race.Without(t)
	indonesian := "dialect.delimiter = \";\"\n[schema]\nfields = [{ name = \"a\", type = \"integer\", groupChar = \".\" }, { name = \"b\", type = \"number\", decimalChar = \",\", groupChar = \".\" }]\n"
	number := "[schema]\nfields = [{ name = \"a\", type = \"string\" }, { name = \"b\", type = \"number\" }]\n"
	match := func(how string) string {
		return "[schema]\nfieldsMatch = \"" + how + "\"\nfields = [{ name = \"a\", type = \"string\" }, { name = \"b\", type = \"integer\" }]\n"
	}
	for _, c := range []struct{ name, descriptor, csv, want string }{
		{"byte order mark and CRLF", "", "\ufeffa,b\r\nx,1\r\n", "x|1"},
		{"line ends of all kinds", "", "a,b\nx,1\r\ny,2\rz,3", "x|1\ny|2\nz|3"},
		{"line ends of an old Mac", "", "a,b\rx,1\ry,2\r", "x|1\ny|2"},
		{"quoted line ends", "", "a,b\n\"x\r\ny\",1\n", "x\r\ny|1"},
		{"doubled quotes", "", "a,b\n\"x \"\"y\"\" z\",1\n", "x \"y\" z|1"},
		{"quotes inside a plain cell", "", "a,b\n5\" pipa,1\n", "5\" pipa|1"},
		{"quoted empty cell", "", "a,b\n\"\",\"1\"\n", "∅|1"},
		{"blank lines", "", "a,b\n\nx,1\n\n\n", "x|1"},
		{"no line end at the end", "", "a,b\nx,1", "x|1"},
		{"header and no rows", "", "a,b\n", ""},
		{"formula", "", "a,b\n\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",1\n", "=HYPERLINK(\"http://x\",\"y\")|1"},
		{"right-to-left marks", "", "a,b\n\u202ebukE\u202c,1\n", "\u202ebukE\u202c|1"},
		{"leading zeros of a code", "", "a,b\n0380,1\n", "0380|1"},
		{"beyond every float", number, "a,b\nx,1e400\ny,-0\nz,0.10\n", "x|1" + strings.Repeat("0", 400) + "\ny|0\nz|0.10"},
		{"Indonesian spreadsheet", indonesian, "a;b\r\n58.033;18,30\r\n7;1.234,5\r\n", "58033|18.30\n7|1234.5"},
		{"Windows-1252", "encoding = \"windows-1252\"\n", "a,b\ncaf\xe9 \x96 \x93x\x94,1\n", "café – “x”|1"},
		{"UTF-16", "encoding = \"utf-16\"\n", utf16("a,b\r\nKupang é,1\r\n"), "Kupang é|1"},
		{"comments", "dialect.commentChar = \"#\"\n", "# \"remark\na,b\n#x,1\ny,2\n", "y|2"},
		{"comment rows", "dialect.commentRows = [1, 3]\n", "Tabel \"1\na,b\nx,\"\ny,2\n", "y|2"},
		{"header in two rows", "dialect.headerRows = [2, 3]\ndialect.headerJoin = \"_\"\n[schema]\nfields = [{ name = \"laki_n\", type = \"integer\" }, { name = \"b\", type = \"integer\" }]\n", "Tabel 1,\nlaki,\nn,b\n1,2\n", "1|2"},
		{"no header", "dialect.header = false\n", "x,1\n", "x|1"},
		{"blanks after the delimiter", "dialect.skipInitialSpace = true\n", "a, b\nx, 1\ny, \"2\"\n", "x|1\ny|2"},
		{"escape character", "dialect.escapeChar = \"\\\\\"\n", "a,b\nx\\,y,1\n", "x,y|1"},
		{"escape character in quotes", "dialect.escapeChar = \"\\\\\"\ndialect.quoteChar = \"'\"\n", "a,b\n'x\\'y',1\n", "x'y|1"},
		{"null sequence", "dialect.nullSequence = \"\\\\N\"\n", "a,b\n\\N,1\n\"\\N\",2\n", "∅|1\n\\N|2"},
		{"line terminator of its own", "dialect.lineTerminator = \"|\"\n", "a,b|x\ny,1|", "x\ny|1"},
		{"delimiter of two characters", "dialect.delimiter = \"::\"\n", "a::b\nx:y::1\n", "x:y|1"},
		{"columns in any order", match("equal"), "b,a\n1,x\n", "x|1"},
		{"columns not for publication", match("subset"), "nik,a,b\n9,x,1\n", "x|1"},
		{"columns to come", match("superset"), "a\nx\n", "x|∅"},
		{"some columns", match("partial"), "b,c\n1,y\n", "∅|1"},

		{"semicolons", "", "a;b\nx;1\n", "1:1+3 the file looks separated by \";\", not by \",\" · declare dialect.delimiter = \";\""},
		{"semicolons of three fields", "[schema]\nfields = [{ name = \"a\" }, { name = \"b\" }, { name = \"c\" }]\n", "a;b;c\nx;1;2\n", "1:1+5 the file looks separated by \";\", not by \",\" · declare dialect.delimiter = \";\""},
		{"text after a quote", "", "a,b\n\"x\"y,1\nz,2\n", "2:4+1 text follows the quote that ends the cell · a quote inside a cell is written twice: \"\""},
		{"quote that is never closed", "", "a,b\nx,1\n\"y,2\nz,3\n", "3:1+1 the quote that opens here is never closed · a quote inside a cell is written twice: \"\""},
		{"short row", "", "a,b\nx\ny,2\n", "2:1+1 the row has 1 cell, but there are 2 columns · write empty cells too: each row has 1 times \",\""},
		{"long row", "", "a,b\nx,1,2,3\n", "2:5+3 the row has 4 cells, but there are 2 columns · a cell that holds \",\" must be in quotes"},
		{"NUL", "", "a,b\nx\x00,1\n", "2:2+1 the file has a NUL character here · it is no text, or text in another encoding: if a spreadsheet saved it as Unicode text, declare encoding = \"utf-16\""},
		{"NUL in the header", "", "a\x00,b\nx,1\n", "1:2+1 the file has a NUL character here · it is no text, or text in another encoding: if a spreadsheet saved it as Unicode text, declare encoding = \"utf-16\""},
		{"NUL in quotes, after a line end", "", "a,b\n\"x\ny\x00\",1\n", "3:2+1 the file has a NUL character here · it is no text, or text in another encoding: if a spreadsheet saved it as Unicode text, declare encoding = \"utf-16\""},
		{"NUL in UTF-16", "encoding = \"utf-16\"\n", utf16("a,b\nx\x00,1\n"), "2:2+1 the file has a NUL character here · it is not text in utf-16 alone: export it again, as UTF-8"},
		{"nothing but NUL", "", "\x00\x00\x00\x00", "1:1+1 the file has a NUL character here · it is no text, or text in another encoding: if a spreadsheet saved it as Unicode text, declare encoding = \"utf-16\""},
		{"not UTF-8", "", "a,b\ncaf\xe9,1\n", "2:4+1 the file is not UTF-8: byte 0xE9 stands here · save it as UTF-8, or declare encoding = \"windows-1252\" if it comes from an older Excel"},
		{"UTF-16 undeclared", "", utf16("a,b\nx,1\n"), "0:0+0 the file is UTF-16, not utf-8 · declare encoding = \"utf-16\""},
		{"a spreadsheet by the name of CSV", "", "PK\x03\x04\x14\x00", "0:0+0 the file is a spreadsheet or an archive, not a CSV · save the sheet as CSV, or let lumbung add do it"},
		{"cell of ten megabytes", "", "a,b\n\"" + strings.Repeat("x", 10<<20) + "\",1\n", "2:1+1 the cell has more than the 1048576 bytes that a cell may have · is the quote that opens here never closed?"},
		{"cell of two megabytes", "", "a,b\n" + strings.Repeat("x", 2<<20) + ",1\n", "2:1+20 the cell has more than the 1048576 bytes that a cell may have"},
		{"row of six megabytes", "", "a,b\n" + wideRow(6, "") + "x,1\n", "2:1+1 the row has more than the 4194304 bytes that a row may have"},
		{"quoted row of twenty megabytes", "", "a,b\n" + wideRow(20, `"`), "2:1+1 the row has more than the 4194304 bytes that a row may have"},
		{"comment of six megabytes", "[dialect]\ncommentChar = \"#\"\n", "a,b\n#" + wideRow(6, "") + "x,1\n", "2:1+1 the row has more than the 4194304 bytes that a row may have"},
		{"row that begins after megabytes", "", "a,b\n" + strings.Repeat(strings.Repeat("x", 90_000)+",1\n", 50) + wideRow(5, ""), "52:1+1 the row has more than the 4194304 bytes that a row may have"},
		{"two thousand columns", "", strings.Repeat("x,", 2000) + "\n", "1:2001+1 the row has 1001 cells, more than the 1000 that a table may have"},
		{"two columns of one name", "", "a,b,a\nx,1,y\n", "1:5+1 two columns are named \"a\" · the first is · remove one of the two, or give it another name"},
		{"column without a name", "", "a,b,\nx,1,\n", "1:5+1 column 3 has no name · remove the column, or name it after a field"},
		{"misspelt column", "[schema]\nfields = [{ name = \"a\" }, { name = \"jumlah\" }]\n", "a,jumlh\nx,1\n", "1:3+5 no field describes the column \"jumlh\" · did you mean \"jumlah\"?"},
		{"blank in a name", "[schema]\nfields = [{ name = \"a\" }, { name = \"jumlah\" }]\n", "a,jumlah \nx,1\n", "1:3+7 no field describes the column \"jumlah \" · did you mean \"jumlah\"?"},
		{"column too many", "", "a,b,keterangan\nx,1,y\n", "1:5+10 no field describes the column \"keterangan\" · describe it in a [[schema.fields]] of data/x.toml, or declare fieldsMatch = \"subset\" if it is not for publication"},
		{"column too few", "", "a\nx\n", "1:1+1 the column \"b\" is missing · the field is described"},
		{"columns in another order", "", "b,a\n1,x\n", "1:1+1 column 1 is \"b\", but field 1 is \"a\" · put the columns in the order of the fields, or declare fieldsMatch = \"equal\""},
		{"none of the columns", match("partial"), "c,d\n1,y\n", "1:1+3 none of the columns is described · the fields are a, b"},
		{"empty file", "", "", "0:0+0 the file ends before its header · the first line names the columns: a,b"},
		{"thousands", "", "a,b\nx,58.033\n", "2:3+6 \"58.033\" is not an integer (field \"b\") · if the dot groups thousands, declare groupChar = \".\" for \"b\""},
		{"wrong cell after a quoted line end", "", "a,b\n\"é\nz\",x1\n", "3:4+2 \"x1\" is not an integer (field \"b\") · if the text around the number says nothing more, declare bareNumber = false for \"b\""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, log := loadCSV(c.descriptor, c.csv)
			got := said(log)
			if got == "" && r != nil && r.Table != nil {
				got = rows(r.Table)
			}
			if got != c.want {
				t.Errorf("got\n%.600s\nwant\n%.600s", got, c.want)
			}
		})
	}
}

func TestEveryWrongCellIsToldInOneRun(t *testing.T) {
	r, log := loadCSV("", "a,b\nx,satu\ny\nz,dua\n")
	if got := said(log); strings.Count(got, "\n") != 2 || !strings.Contains(got, "\"satu\"") || !strings.Contains(got, "\"dua\"") {
		t.Errorf("got\n%s", got)
	}
	if r.Table != nil {
		t.Error("a file with broken rows gave a table")
	}
}

// Messages once showed pieces of later rows: they looked into a buffer that those had filled.
func TestMessageOfAWrongCellKeepsItsText(t *testing.T) {
	var csv, want strings.Builder
	csv.WriteString("a,b\n")
	for i := range 200 {
		fmt.Fprintf(&csv, "%s,\"kata \"\"%d\"\"\"\n%s,%d\n", strings.Repeat("x", 3000), i, strings.Repeat("y", 3000), i)
		fmt.Fprintf(&want, "%d:3002+%d %q is not an integer (field \"b\")\n", 2*i+2, len(fmt.Sprintf(`"kata ""%d"""`, i)), fmt.Sprintf(`kata "%d"`, i))
	}
	_, log := loadCSV("", csv.String())
	var got strings.Builder
	for _, d := range log.Sorted() {
		fmt.Fprintf(&got, "%d:%d+%d %s\n", d.Span.Line, d.Span.Col, d.Span.Length, d.Message)
	}
	if got.String() != want.String() {
		t.Errorf("got\n%.400s\nwant\n%.400s", got.String(), want.String())
	}
}

func TestWrongCellStandsInTheTableAsInvalid(t *testing.T) {
	r, _ := loadCSV("", "a,b\nx,satu\ny,2\n")
	if v := r.Table.Value(0, 1); v.State != table.Missing || v.Reason != table.Invalid {
		t.Errorf("got %+v", v)
	}
}

func TestThousandsOfProblemsAreCounted(t *testing.T) {
	_, log := loadCSV("", "a,b\n"+strings.Repeat("x,y\n", MaxProblems+5))
	if log.Errors() != MaxProblems+1 || !strings.Contains(said(log), "and 5 more problems in this file") {
		t.Errorf("%d errors: %.200s", log.Errors(), said(log))
	}
}

func TestPrivateCellsAreNotInTheLog(t *testing.T) {
	_, log := loadCSV("[schema]\nfields = [{ name = \"nik\", type = \"integer\", private = true }, { name = \"b\", type = \"integer\" }]\n", "nik,b\n3201x4567890001,1\n3201234567890001,y\n")
	if got := printed(log); strings.Contains(got, "3201") || !strings.Contains(got, "••••") || log.Errors() != 2 {
		t.Errorf("got\n%s", got)
	}
}

func TestZerosInFrontAreWarnedOf(t *testing.T) {
	_, log := loadCSV("", "a,b\nx,0380\ny,007\n")
	want := `5:65+9 2 cells of "b" have zeros in front, which type "integer" loses · if they are codes, declare type = "string"`
	if got := said(log); got != want || log.Errors() != 0 {
		t.Errorf("got %s", got)
	}
}

func TestFileThatIsNotThere(t *testing.T) {
	log := &diag.Log{}
	Load(fstest.MapFS{"data/x.toml": {Data: []byte("name = \"x\"\ntitle = \"X\"\npath = \"y.csv\"\nschema.fields = [{ name = \"a\" }]\n")}}, log)
	if got := said(log); got != `3:8+7 data/y.csv cannot be read: there is no such file or folder · the data of "x" are expected there` {
		t.Errorf("got %s", got)
	}
}

func TestCellSpansAreFoundAgain(t *testing.T) {
	r, log := loadCSV("dialect.commentChar = \"#\"\n", "a,b\r\n# remark\r\n\"x\r\ny\",1\r\n\r\nz,22\r\n")
	if log.Errors() > 0 {
		t.Fatal(printed(log))
	}
	spans := r.CellSpans([]Cell{{1, 1}, {0, 0}, {0, 1}, {1, -1}})
	var got []string
	for _, s := range spans {
		got = append(got, fmt.Sprintf("%s:%d:%d+%d %s", s.Name(), s.Line, s.Col, s.Length, s.Text))
	}
	want := []string{"data/x.csv:6:3+2 z,22", "data/x.csv:3:1+2 \"x", "data/x.csv:4:4+1 y\",1", "data/x.csv:6:1+4 z,22"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestDescriptorMistakesAreToldAtTheirKeys(t *testing.T) {
	for _, c := range []struct{ descriptor, want string }{
		{"encoding = \"utf8\"\n", `3:12+6 unknown encoding "utf8" · did you mean "utf-8"?`},
		{"dialect.delimiter = \"\"\n", `3:21+2 "" cannot part cells · it is "," by default; ";" and "\t" are usual too`},
		{"dialect.quoteChar = \"''\"\n", `3:21+4 quoteChar is one character, not "''" · write the one character, or leave quoteChar out`},
		{"dialect.headerRows = [0]\n", `3:23+1 0 cannot be in headerRows: rows are counted from 1, and a header ends by row 100 · write the number of the row as a spreadsheet shows it`},
		{"[schema]\nfields = [{ name = \"a\", type = \"integer\", decimalChar = \",\" }]\n", `4:57+3 decimalChar has no meaning for type "integer" · it belongs to type "number"`},
		{"[schema]\nfields = [{ name = \"a\", type = \"intger\" }]\n", `4:32+8 unknown type "intger" · did you mean "integer"?`},
		{"[schema]\nfields = [{ name = \"a\", privacy = { allow = [\"phone\"] } }]\n", `4:25+7 a waiver needs a reason · readers see it beside the data: say why it may be published`},
		{"[schema]\nfields = [{ name = \"a\", privacy = { allow = [\"telepon\"], reason = \"kantor\" } }]\n", `4:46+9 "telepon" is no kind of personal data · the kinds are nik, phone, email, card`},
		{"[schema]\nfields = [{ name = \"a\", type = \"integer\" }]\n[disclosure]\nfields = [\"b\"]\n", `6:11+3 there is no field "b"; did you mean "a"? · "lumbung help privacy" says what can be declared`},
		{"path = \"x.csv\"\nquery = \"SELECT 1\"\n", `4:9+10 a dataset has a path or a query, not both · keep path for a table of its own, query for one that is made from others`},
		{"doi = \"https://doi.org/10.5281/zenodo.1234567\"\n", `3:7+40 "https://doi.org/10.5281/zenodo.1234567" is not a DOI · write it bare, as "10.5281/zenodo.1234567": addresses are made from it`},
		{"sources = [{ title = \"S\", path = \"javascript:alert(1)\" }]\n", `3:34+21 "javascript:alert(1)" is not an address of the web · write it in full, as "https://kupangkota.go.id/"`},
		{"licenses = [{ name = \"L\", path = \"../lisensi\" }]\n", `3:34+12 "../lisensi" is not an address of the web · write it in full, as "https://kupangkota.go.id/"`},
		{"dialect.delimiter = \";\"\ndialect.quoteChar = \";\"\n", `4:21+3 quoteChar and delimiter are both ";" · write the mark that the file has for each`},
		{"[schema]\nfields = [{ name = \"a\" }, { name = \"a\" }]\n", `4:36+3 field "a" is described twice · remove one of the two, or give it another name`},
		{"[schema]\nfields = [{ name = \"a\" }, { name = \"b@en\" }]\n", `4:36+6 "b@en" translates a field "b" that does not exist · did you mean "a"?`},
		{"[schema]\nfields = [{ name = \"a\" }]\n[[tests]]\nname = \"t\"\nkind = \"jumlah\"\n", `7:8+8 "jumlah" is no kind of test · it is sum, share, ranges or sql`},
		{"[schema]\nfields = [{ name = \"a\" }]\n[[tests]]\nname = \"t\"\nsql = \"SELECT 1\"\nseverity = \"berat\"\n", `8:12+7 "berat" is no severity · it is error or warning`},
		{"[schema]\nfields = [{ name = \"a\", type = \"object\", constraints = { jsonSchema = \"{}\" } }]\n", `4:71+4 the constraint jsonSchema is not checked · it is published in the metadata as it is`},
	} {
		_, log := loadCSV(c.descriptor, "a\n")
		if got, _, _ := strings.Cut(said(log), "\n"); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.descriptor, got, c.want)
		}
	}
}

func TestWellFormedCSVReadsAsItWasWritten(t *testing.T) {
	want := [][]string{{"a", "b"}, {"x,\"y\"\n", " z "}, {"", "é\r\n"}, {"'", "#"}}
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.WriteAll(want); err != nil {
		t.Fatal(err)
	}
	d := table.DefaultDialect()
	r := newRecordReader(strings.NewReader(b.String()), &d, &diag.File{Name: "x.csv"})
	for _, record := range want {
		rec, err := r.next()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range rec.cells {
			got = append(got, c.text)
		}
		if !reflect.DeepEqual(got, record) {
			t.Errorf("got %q, want %q", got, record)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a,b\nx,1\n", "a;b\r\n\"x\r\ny\";1", "a,b\r\"", "a,b\n\\,,\x00", "\ufeffa,b\n\xe9,1", "a,b\n'x''y',1\n#c\n"} {
		f.Add(seed, ",", `"`, "", "", false)
		f.Add(seed, ";", "'", `\`, "#", true)
	}
	f.Fuzz(func(t *testing.T, text, delimiter, quote, escape, comment string, space bool) {
		d := table.DefaultDialect()
		d.Delimiter, d.QuoteChar, d.EscapeChar, d.CommentChar, d.SkipInitialSpace = delimiter, quote, escape, comment, space
		if delimiter == "" || strings.ContainsAny(delimiter, "\r\n") || len(quote) > 1 || len(escape) > 1 || strings.Contains(delimiter, quote) && quote != "" {
			return
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		r := newRecordReader(strings.NewReader(text), &d, &diag.File{Name: "x.csv"})
		for range len(text) + 2 {
			rec, err := r.next()
			e, broken := err.(*recordError)
			if err != nil && !broken {
				return
			}
			for _, c := range rec.cells {
				if c.from > c.to || !broken && c.to > len(rec.raw) {
					t.Fatalf("cell %d to %d of %d bytes", c.from, c.to, len(rec.raw))
				}
			}
			if broken {
				if s := r.span(rec, e.at, e.to); s.Line < 1 || s.Line > lines || s.Col < 1 {
					t.Fatalf("%s at %d:%d of %d lines", e, s.Line, s.Col, lines)
				}
				if e.fatal {
					return
				}
			}
		}
		t.Fatal("the file does not end")
	})
}

// What a descriptor leaves out, or says twice in ways that contradict each other.
func TestWhatADescriptorLacksIsToldAtItsTable(t *testing.T) {
	const a, b = "[schema]\nfields = [{ name = \"a\" }, { name = \"b\", type = \"integer\" }]\n", "a,b\nx,1\n"
	for _, c := range []struct{ name, descriptor, want string }{
		{"a field without a name", "[schema]\nfields = [{ name = \"a\" }, { type = \"integer\" }]\n", `4:27+20 a field has no name · the name is the column's heading in the CSV`},
		{"a waiver of a private field", "[schema]\nfields = [{ name = \"a\", private = true, privacy = { allow = [\"phone\"], reason = \"kantor\" } }, { name = \"b\" }]\n", `4:41+7 field "a" is private: nothing of it is published · remove the waiver, or private = true`},
		{"a foreign key of two fields to one", a + "[[schema.foreignKeys]]\nfields = [\"a\", \"b\"]\nreference = { resource = \"y\", fields = [\"kode\"] }\n", `5:1+22 a foreign key needs as many fields as its reference: 2 and 1 · write fields = ["wilayah"] and reference = { resource = "regions", fields = ["kode"] }`},
		{"a note without a text", a + "[[notes]]\nfield = \"a\"\n", `5:1+9 a note has no text · add text: what readers of the data must know`},
		{"a profile without a path", a + "[profile]\ntitle = \"{a}\"\n", `5:1+9 a profile needs a path · add path = "x/{a}"`},
		{"a profile without a title", a + "[profile]\npath = \"x/{a}\"\n", `5:1+9 a profile needs a title · add title = "{a}"`},
		{"a test without a name", a + "[[tests]]\nsql = \"SELECT 1\"\n", `5:1+9 a test has no name · add name: it says which test fails`},
		{"a sum without what it equals", a + "[[tests]]\nname = \"jumlah\"\nkind = \"sum\"\nfield = \"b\"\n", `5:1+9 test "jumlah" of kind "sum" needs "equals" · add that key to the test`},
		{"a waiver without a reason", a + "[[tests]]\nname = \"jumlah\"\nsql = \"SELECT 1\"\n[[tests.waivers]]\nwhere = { a = \"x\" }\n", `8:1+17 a waiver needs a reason · readers see it beside the data: say what is known`},
		{"disclosure of no field", a + "[disclosure]\nthreshold = 5\n", `5:1+12 disclosure control needs the fields that count people · "lumbung help privacy" says what can be declared`},
		{"a threshold of one", a + "[disclosure]\nfields = [\"b\"]\nthreshold = 1\n", `7:13+1 the threshold must be 2 or more: a count below it is hidden, and 0 is no small count · "lumbung help privacy" says what can be declared`},
		{"a width below one", a + "[disclosure]\nfields = [\"b\"]\nwidth = -1\n", `7:9+2 the width must be 1 or more · "lumbung help privacy" says what can be declared`},
		{"a group below one", a + "[disclosure]\nfields = [\"b\"]\ngroup = -1\n", `7:9+2 the size of a group must be 1 or more · "lumbung help privacy" says what can be declared`},
		{"zeros of no kind", a + "[disclosure]\nfields = [\"b\"]\nzeros = \"aman\"\n", `7:9+6 zeros are "safe" or "suppress", not "aman" · "lumbung help privacy" says what can be declared`},
		{"all of it sound", a + "[profile]\npath = \"x/{a}\"\ntitle = \"{a}\"\n[[notes]]\nfield = \"a\"\ntext = \"x\"\n[[tests]]\nname = \"jumlah\"\nkind = \"sum\"\nfield = \"b\"\nequals = 1\n" +
			"[[tests.waivers]]\nwhere = { a = \"x\" }\nreason = \"x\"\n[disclosure]\nfields = [\"b\"]\nthreshold = 2\nwidth = 1\ngroup = 1\nzeros = \"safe\"\n", ""},
	} {
		if _, log := loadCSV(c.descriptor, b); said(log) != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.name, said(log), c.want)
		}
	}
}

func TestAFolderIsNoTable(t *testing.T) {
	log := &diag.Log{}
	Load(fstest.MapFS{
		"data/x.toml":      {Data: []byte("title = \"X\"\ndescription = \"X\"\npath = \"x\"\n[schema]\nfields = [{ name = \"a\" }]\n")},
		"data/x/daftar.md": {Data: []byte("a")},
	}, log)
	if got, want := said(log), `3:8+3 data/x is a folder · path names the CSV file itself, with its folder`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// loadEntries loads a data folder of one file, charts.toml or claims.toml.
func loadEntries(file, text string) *diag.Log {
	log := &diag.Log{}
	Load(fstest.MapFS{file: {Data: []byte(text)}}, log)
	return log
}

func TestChartsAndClaimsAreToldWhatTheyLack(t *testing.T) {
	const chart = "[[charts]]\nname = \"a\"\ntype = \"bars\"\ndataset = \"x\"\ntitle = \"T\"\nfinding = \"F\"\n"
	const claim = "[[claims]]\nname = \"a\"\ntext = \"T\"\nexpect = \"differs\"\nquery = \"SELECT 1\"\nnote = \"N\"\n"
	for _, c := range []struct{ file, text, old, new, want string }{
		{"charts", chart, "", "", ""},
		{"charts", chart + chart, "", "", `8:8+3 chart "a" is described twice · the first is · remove one of the two, or give it another name`},
		{"charts", chart, `"a"`, `"A b"`, `2:8+5 "A b" cannot be the name of a chart · use lower-case letters and digits, parted by hyphens`},
		{"charts", chart, "dataset = \"x\"\n", "", `1:1+10 a chart needs a dataset or a query, and not both · dataset charts rows as they are published, query chooses or computes others: keep one`},
		{"charts", chart, "title", "query = \"SELECT 1\"\ntitle", `1:1+10 a chart needs a dataset or a query, and not both · dataset charts rows as they are published, query chooses or computes others: keep one`},
		{"charts", chart, "title = \"T\"\n", "", `1:1+10 a chart needs a title, which names it, and a finding, which says what it shows · add the one that is missing, in each language of the portal`},
		{"charts", chart, "finding = \"F\"\n", "", `1:1+10 a chart needs a title, which names it, and a finding, which says what it shows · add the one that is missing, in each language of the portal`},
		{"claims", claim, "", "", ""},
		{"claims", claim + claim, "", "", `8:8+3 claim "a" is made twice · the first is · remove one of the two, or give it another name`},
		{"claims", claim, `"a"`, `"A b"`, `2:8+5 "A b" cannot be the name of a claim · use lower-case letters and digits, parted by hyphens`},
		{"claims", claim, "text = \"T\"\n", "", `1:1+10 claim "a" quotes nothing · add text: the words of the publication, only a few`},
		{"claims", claim, "text = \"T\"\n", "text = { id = \"T\" }\nlanguage = \"id\"\n", ""},
		{"claims", claim, "text = \"T\"\n", "text = { id = \"T\" }\nlanguage = \"en\"\n", `4:12+4 claim "a" has no words in "en", the language that it is printed in · add them to text, as en, or name another language`},
		{"claims", claim, "differs", "sama", `4:10+6 "sama" is no verdict · expect is matches, differs or unverifiable`},
		{"claims", claim, "differs", "unverifiable", `5:9+10 claim "a" cannot be checked, and yet has a query · remove the query, or expect "matches" or "differs"`},
		{"claims", claim, "query = \"SELECT 1\"\n", "", `1:1+10 claim "a" has no query · add one, or say expect = "unverifiable" and why in note`},
		{"claims", claim, "note = \"N\"\n", "", `1:1+10 claim "a" does not match, and no note says why · add note: what differs, or why it cannot be checked, in fair words`},
	} {
		log := loadEntries("data/"+c.file+".toml", strings.Replace(c.text, c.old, c.new, 1))
		if got := said(log); got != c.want {
			t.Errorf("%s, %q for %q\ngot  %s\nwant %s", c.file, c.new, c.old, got, c.want)
		}
	}
}

// wideRow is a row of cells that are each within their limit, so many for a megabyte.
func wideRow(megabytes int, quote string) string {
	cell := quote + strings.Repeat("x", 1<<18-1-2*len(quote)) + quote + ","
	return strings.Repeat(cell, 4*megabytes) + "1\n"
}
