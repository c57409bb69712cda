package check

import (
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/content"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
)

const office = "0812-3456-7890"

func TestWaiversLetOneKindPassInOneText(t *testing.T) {
	waiver := "privacy = { allow = [\"phone\"], reason = \"telepon kantor\" }\n"
	descriptor := "[schema]\nfields = [{ name = \"x\", type = \"string\" }]\n"
	chart := func(name, extra, label string) string {
		return "[[charts]]\nname = \"" + name + "\"\ntype = \"bars\"\n" + extra + "title = \"T\"\nfinding = \"F\"\ndataset = \"a\"\nlabels = { a = \"" + label + "\" }\n"
	}
	claim := func(name, extra, text string) string {
		return "[[claims]]\nname = \"" + name + "\"\n" + extra + "text = \"" + text + "\"\nexpect = \"unverifiable\"\nnote = \"N\"\n"
	}
	for name, c := range map[string]struct{ file, text, want string }{
		"a page":                       {"content/id/a.md", "+++\ntitle = \"A\"\n" + waiver + "+++\n\nTelepon " + office + ".\n", ""},
		"a page, but not another kind": {"content/id/a.md", "+++\ntitle = \"A\"\n" + waiver + "+++\n\nTelepon " + office + ", " + nik + ".\n", "content/id/a.md:6:25 this looks like the number of an identity card (NIK) or a family card (KK) · remove it, or, where it is not of a person, let it pass with privacy = { allow = [\"nik\"], reason = \"…\" }: lumbung help privacy"},
		"a page without need":          {"content/id/a.md", "+++\ntitle = \"A\"\n" + waiver + "+++\n\nTelepon.\n", "content/id/a.md:3:1 warning: the waiver excuses nothing · nothing in the text looks like what it lets pass: remove it"},
		"a descriptor":                 {"data/a.toml", waiver + "description = \"" + office + "\"\n" + descriptor, ""},
		"a chart":                      {"data/charts.toml", chart("satu", waiver, office), ""},
		"the next chart":               {"data/charts.toml", chart("satu", waiver, office) + chart("dua", "", office), "charts.toml:15:17 this looks like a phone number · remove it, or, where it is not of a person, let it pass with privacy = { allow = [\"phone\"], reason = \"…\" }: lumbung help privacy"},
		"a claim":                      {"data/claims.toml", claim("satu", waiver, office), ""},
		"the claim before":             {"data/claims.toml", claim("satu", "", office) + claim("dua", waiver, office), "claims.toml:3:9 this looks like a phone number · remove it, or, where it is not of a person, let it pass with privacy = { allow = [\"phone\"], reason = \"…\" }: lumbung help privacy"},
		"the settings":                 {"site.toml", "title = \"A\"\ndescription = \"Telepon " + office + "\"\n" + waiver + "[publisher]\nname = \"Dinas, " + office + "\"\n", ""},
		"the settings, another kind":   {"site.toml", "title = \"A\"\ndescription = \"" + office + "\"\nkeywords = [\"dinas@belu.go.id\"]\n" + waiver, "site.toml:3:14 this looks like an e-mail address · remove it, or, where it is not of a person, let it pass with privacy = { allow = [\"email\"], reason = \"…\" }: lumbung help privacy"},
		"the settings without need":    {"site.toml", "title = \"A\"\n" + waiver, "site.toml:2:1 warning: the waiver excuses nothing · nothing in the text looks like what it lets pass: remove it"},
		"no card in the settings": {"site.toml", "title = \"A " + nik + "\"\nprivacy = { allow = [\"nik\"], reason = \"R\" }\n", "site.toml:1:12 this looks like the number of an identity card (NIK) or a family card (KK) · nobody's identity or contact data may be published: remove it\n" +
			"site.toml:2:22 nothing lets \"nik\" pass in the settings of a portal · an office has no card of its own: remove the number; \"phone\" and \"email\" may pass"},
		"the settings without a reason": {"site.toml", "title = \"A " + office + "\"\nprivacy = { allow = [\"phone\"] }\n", "site.toml:2:1 a waiver needs a reason · readers see it beside the data: say why it may be published"},
		"a waiver without a reason":     {"content/id/a.md", "+++\ntitle = \"A\"\nprivacy = { allow = [\"phone\"] }\n+++\n\nTelepon " + office + ".\n", "content/id/a.md:3:1 a waiver needs a reason · readers see it beside the data: say why it may be published"},
	} {
		t.Run(name, func(t *testing.T) {
			files := project("data/a.toml", descriptor, "data/a.csv", "x\n1\n")
			files[c.file] = project(c.file, c.text)[c.file]
			pkg, log := load(t, files)
			site := settings(files, log)
			pages, _ := content.Load(files, []locale.Lang{"id"}, log)
			Personal(files, pkg, &dataset.Package{}, "", TextWaivers(site, pkg, pages), log)
			if got := said(log); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// settings are those of files, or of a portal that says nothing.
func settings(files fstest.MapFS, log *diag.Log) *config.Site {
	file, ok := files["site.toml"]
	if !ok {
		return &config.Site{}
	}
	site, _ := config.Decode(&diag.File{Name: "site.toml", Data: file.Data}, log)
	return site
}

func TestReadersSeeWhySomethingPersonalMayStandThere(t *testing.T) {
	files := project("data/a.toml", "privacy = { allow = [\"email\"], reason = \"surel dinas\" }\ndescription = \"dinas@belu.go.id\"\n[schema]\nfields = [{ name = \"kantor\", type = \"string\", privacy = { allow = [\"phone\"], reason = \"telepon kantor\" } }]\n",
		"data/a.csv", "kantor\n"+office+"\n",
		"data/claims.toml", "[[claims]]\nname = \"satu\"\nprivacy = { allow = [\"phone\"], reason = \"nomor kantor\" }\ntext = \""+office+"\"\nexpect = \"unverifiable\"\nnote = \"Tidak ada datanya.\"\n")
	pkg, log := load(t, files)
	Personal(files, pkg, &dataset.Package{}, "", TextWaivers(&config.Site{}, pkg, nil), log)
	out := Publish(pkg, log)
	notes := out.Resource("a").Notes
	if len(notes) != 2 || notes[0].Text.In("id") != "surel dinas" || notes[1].Field != "kantor" || notes[1].Text.In("id") != "telepon kantor" || log.Errors()+log.Warnings() > 0 {
		t.Errorf("notes %v\n%s", notes, said(log))
	}
	if got := out.Claims[0].Note.In("id"); got != "Tidak ada datanya. nomor kantor" {
		t.Errorf("the claim's note is %q", got)
	}
	if len(pkg.Resource("a").Notes) != 0 {
		t.Error("publishing changed what was read")
	}
}

func TestAFieldsWaiverThatIsNotNeededIsTold(t *testing.T) {
	files := project("data/a.toml", "[schema]\nfields = [{ name = \"kantor\", type = \"string\", privacy = { allow = [\"phone\"], reason = \"telepon kantor\" } }]\n", "data/a.csv", "kantor\nAtambua\n")
	pkg, log := load(t, files)
	Personal(files, pkg, &dataset.Package{}, "", nil, log)
	if got, want := said(log), `a.toml:4:47 warning: the waiver excuses nothing · no cell of "kantor" looks like what it lets pass: remove it`; got != want || log.Errors() > 0 {
		t.Errorf("got\n%s", got)
	}
}
