package release

import (
	"io/fs"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
)

// closing is a project in which a file or folder may be read some times, and then no more.
type closing struct {
	files fs.FS
	name  string
	times int
}

func (c *closing) Open(name string) (fs.File, error) {
	if name == c.name {
		if c.times--; c.times < 0 {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
		}
	}
	return c.files.Open(name)
}

func TestReleaseThatCannotBeReadIsToldByItsFile(t *testing.T) {
	for name, want := range map[string]string{
		"":                                       "",
		Dir:                                      "the folder cannot be read",
		"data/releases/1.0.0":                    "the folder cannot be read",
		"data/releases/1.0.0/release.json":       "the file cannot be read",
		"data/releases/1.0.0/kube.csv":           "the file cannot be read",
		"data/releases/1.0.0/kube.resource.json": "cannot be read",
	} {
		p := newPortal(t)
		p.release("1.0.0", "2026-11-25")
		log := &diag.Log{}
		Load(&closing{p.fs, name, 0}, log)
		said := log.Sorted()
		if want == "" {
			if len(said) > 0 {
				t.Errorf("everything can be read: %s", said[0])
			}
			continue
		}
		if len(said) == 0 {
			t.Errorf("%s cannot be read, and nothing is told", name)
		}
		for _, d := range said {
			if d.Rule != ruleFiles || d.Span.Name() != name || !strings.Contains(d.String(), want) || !strings.Contains(d.String(), "permission is denied") || len(d.Notes) == 0 {
				t.Errorf("%s: %s: %s: %s", name, d.Span.Name(), d.Rule, d)
			}
		}
	}
}

// A frozen table is read when it is compared: by then it may be gone.
func TestReleaseThatIsGoneWhenItIsComparedIsTold(t *testing.T) {
	const file = "data/releases/1.0.0/kube.csv"
	for _, ask := range map[string]func(p *portal, all []*Release, log *diag.Log){
		"check": func(p *portal, all []*Release, log *diag.Log) { Check(p.site(), all, p.now(), log) },
		"step": func(p *portal, all []*Release, log *diag.Log) {
			next, _ := ParseVersion("1.1.0")
			checkStep(next, diag.Span{}, all[0], p.now(), log)
		},
	} {
		for times, gone := range map[int]bool{1: true, 1000: false} {
			p := newPortal(t)
			p.release("1.0.0", "2026-11-25")
			p.edit("data/kube.csv", "Tunas Baru,10", "Tunas Baru,11")
			log := &diag.Log{}
			all := Load(&closing{p.fs, file, times}, log)
			if log.Errors() > 0 {
				t.Fatal(printed(log))
			}
			ask(p, all, log)
			told := false
			for _, d := range log.Sorted() {
				told = told || d.Rule == ruleFiles && strings.Contains(d.String(), "permission is denied") && len(d.Notes) > 0
			}
			if told != gone {
				t.Errorf("gone %v:\n%s", gone, printed(log))
			}
		}
	}
}
