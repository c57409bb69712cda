package asset

import (
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/message"
)

func TestMistakesAreToldAtTheAuthorsFile(t *testing.T) {
	for _, c := range []struct {
		name string
		own  fstest.MapFS
		want string
	}{
		{
			"script that does not parse",
			fstest.MapFS{"js/key.ts": file("export function searchKey(): void {\n\tconst ä = = 1;\n}\n")},
			`themes/tenun/js/key.ts:2:12: error: unexpected "="
    2 |  const ä = = 1;
      |            ~
  note: mend it there, or remove the file to have the default theme's
`,
		},
		{
			"import of nothing",
			fstest.MapFS{"js/key.ts": file("import { x } from \"./gone\";\nexport function searchKey(): void { x(); }\n")},
			`themes/tenun/js/key.ts:1:19: error: there is no "js/gone" in the theme
    1 | import { x } from "./gone";
      |                   ~~~~~~~~
  note: mend it there, or remove the file to have the default theme's
`,
		},
		{
			"name that is not exported",
			fstest.MapFS{"js/key.ts": file("export const other = 1;\n"), "js/main.ts": file("import { searchKey } from \"./key\";\nsearchKey();\n")},
			`themes/tenun/js/main.ts:1:10: error: no matching export in "js/key.ts" for import "searchKey"
    1 | import { searchKey } from "./key";
      |          ~~~~~~~~~
  note: mend it there, or remove the file to have the default theme's
`,
		},
		{
			"style from elsewhere",
			fstest.MapFS{"css/print.css": file("@import \"https://fonts.example/roboto.css\";\n")},
			`themes/tenun/css/print.css:1:9: error: "https://fonts.example/roboto.css" is elsewhere, and a page asks nobody else for anything: copy the file into the theme
    1 | @import "https://fonts.example/roboto.css";
      |         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  note: mend it there, or remove the file to have the default theme's
`,
		},
		{
			"picture from another host",
			fstest.MapFS{"css/print.css": file("body { background: url(//cdn.example/x.png) }\n")},
			`themes/tenun/css/print.css:1:20: error: "//cdn.example/x.png" is elsewhere, and a page asks nobody else for anything: copy the file into the theme
    1 | body { background: url(//cdn.example/x.png) }
      |                    ~~~~~~~~~~~~~~~~~~~~~~~~
  note: mend it there, or remove the file to have the default theme's
`,
		},
		{
			"picture by an absolute path",
			fstest.MapFS{"css/print.css": file("body { background: url(/etc/passwd) }\n")},
			`themes/tenun/css/print.css:1:20: error: "/etc/passwd" begins with a slash: write the path from the file it stands in
    1 | body { background: url(/etc/passwd) }
      |                    ~~~~~~~~~~~~~~~~
  note: mend it there, or remove the file to have the default theme's
`,
		},
		{
			"path out of the theme",
			fstest.MapFS{"css/print.css": file("body { background: url(../../../secret.png) }\n")},
			`themes/tenun/css/print.css:1:20: error: there is no "../../secret.png" in the theme
    1 | body { background: url(../../../secret.png) }
      |                    ~~~~~~~~~~~~~~~~~~~~~~~~
  note: mend it there, or remove the file to have the default theme's
`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, log := makeTheme(t, c.own)
			if b != nil {
				t.Error("there is a bundle all the same")
			}
			if got := printed(log); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestDoubtfulStyleIsAWarning(t *testing.T) {
	b, log := makeTheme(t, fstest.MapFS{"css/print.css": file("body { color: red; widht: 2px }\n")})
	want := `themes/tenun/css/print.css:1:20: warning: "widht" is not a known CSS property
    1 | body { color: red; widht: 2px }
      |                    ~~~~~
  note: did you mean "width" instead?
`
	if got := printed(log); got != want || b == nil {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestThemeWithoutAnIconIsAnError(t *testing.T) {
	b, log := makeTheme(t, nil)
	if b == nil {
		t.Fatal(printed(log))
	}
	src := Source{Name: "kosong", FS: fstest.MapFS{}, Where: func(name string) string { return name }}
	if b := Make(src, log); b != nil {
		t.Error("there is a bundle all the same")
	}
	if got, want := printed(log), "img/icon.svg: error: theme \"kosong\" has no img/icon.svg\n  note: draw one: a square SVG, shown in the tab of the browser\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Mistakes that are made most are told in Indonesian too, their notes with them; what the
// author wrote stays.
func TestMistakesAreToldInIndonesian(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"js/key.ts", "const a = = 1;\n", `kesalahan: tidak disangka: "="`},
		{"js/key.ts", "const a = [1;\n", `kesalahan: di sini seharusnya "]", bukan ";"`},
		{"js/key.ts", "const = 1;\n", `kesalahan: di sini seharusnya sebuah nama, bukan "="`},
		{"js/key.ts", "function a() {\n", "kesalahan: tidak disangka: akhir berkas"},
		{"js/key.ts", "const a = 'x;\n", "kesalahan: teks tidak ditutup: tanda kutip kurang"},
		{"js/key.ts", "const a = `x;\n", "kesalahan: teks tidak ditutup: tanda kutip kurang"},
		{"js/key.ts", "const a = /x;\n", "kesalahan: ekspresi reguler tidak ditutup: / kurang"},
		{"js/key.ts", "/* x\n", `kesalahan: komentar tidak ditutup: "*/" kurang`},
		{"js/key.ts", "let a = 1; let a = 2;\n", `kesalahan: nama "a" sudah dinyatakan`},
		{"js/key.ts", "let a = 1; let a = 2;\n", `catatan: nama "a" pertama kali dinyatakan di sini`},
		{"js/key.ts", "const a = 1; a = 2; export const searchKey = a;\n", `"a" tidak dapat diisi: ia tetapan`},
		{"js/key.ts", "1 = 2;\n", "kesalahan: yang ada di sini tidak dapat diisi"},
		{"js/key.ts", "import {x} from './gone';x()\n", `kesalahan: tidak ada "js/gone" di tema`},
		{"js/key.ts", "function a() { await 1 }\n", `kesalahan: "await" hanya dapat dipakai di dalam fungsi "async"`},
		{"css/print.css", "a { colr: red }\n", `peringatan: "colr" bukan sifat CSS yang dikenal`},
		{"css/print.css", "a { color: red\n", `peringatan: di sini seharusnya "}" sebagai pasangan "{"`},
		{"css/print.css", "// x\na { color: red }\n", `peringatan: komentar di CSS ada di antara "/*" dan "*/"`},
		{"css/print.css", "a { background: url(https://x.example/y.png) }\n", `kesalahan: "https://x.example/y.png" ada di tempat lain`},
		{"css/print.css", "a { background: url(/y.png) }\n", `kesalahan: "/y.png" diawali garis miring`},
		{"css/print.css", "a { content: 'x\n }\n", "peringatan: teks tidak ditutup: tanda kutip kurang"},
	} {
		_, log := makeTheme(t, fstest.MapFS{c.file: file(c.text)})
		var b strings.Builder
		diag.Printer{W: &b, Translate: message.In("id")}.Print(log.Sorted())
		if !strings.Contains(b.String(), c.want) {
			t.Errorf("%q\ngot\n%s\nwant\n%s", c.text, b.String(), c.want)
		}
	}
}
