package asset

import (
	"testing"
	"testing/fstest"
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
