package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOutputThatWouldEndangerSourcesIsRefused(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, folder := range []string{"site/data/tables", "site/content", "site/themes/tenun", "site/public", "elsewhere"} {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	put(t, dir, "site/file", "x")
	for link, to := range map[string]string{"site/link": "data", "site/public2": "../elsewhere", "way": "site", "site/dangling": "nowhere"} {
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
	}
	o := Options{Project: "site", Protect: []string{"site/data", "site/content", "site/themes/tenun", "site/missing"}}
	for _, tt := range []struct{ out, want string }{
		{"site/data", "output site/data is the source folder site/data"},
		{"way/data", "output way/data is the source folder site/data"},
		{"site/link", "output site/link is the source folder site/data"},
		{"site/data/public", "output site/data/public lies in the source folder site/data"},
		{"site/link/a/b/c", "output site/link/a/b/c lies in the source folder site/data"},
		{"way/content/x.zip", "output way/content/x.zip lies in the source folder site/content"},
		{"site/themes", "output site/themes holds the source folder site/themes/tenun"},
		{"site/missing", "output site/missing is the source folder site/missing"},
		{"site/missing/x", "output site/missing/x lies in the source folder site/missing"},
		{"site", "output site holds the project site itself"},
		{"way/.", "output way/. holds the project site itself"},
		{"", "the output has no name"},
		{".", "output . holds the project site itself"},
		{"/", "output / is the root of the file system"},
		{"site/public2", "output site/public2 is a symbolic link to ../elsewhere; name that folder itself"},
		{"site/dangling", "output site/dangling is a symbolic link to nowhere; name that folder itself"},
		{"site/file", "output site/file exists and is not a folder"},
	} {
		_, err := Open(tt.out, o)
		if !errors.Is(err, ErrRefused) || err.Error() != tt.want {
			t.Errorf("%q:\n got %v\nwant %s", tt.out, err, tt.want)
		}
	}
	for _, out := range []string{"site/public", "site/database", "way/public", "elsewhere", "new/deep/public", "site/a.zip"} {
		p, err := Open(out, o)
		if err != nil {
			t.Errorf("%q: %v", out, err)
			continue
		}
		p.Abort()
	}
}

func TestArchiveDoesNotReplaceAnotherKindOfFile(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		name, content string
		refused       bool
	}{
		{"a.zip", "my diary", true},
		{"b.zip", "PK\x03\x04...", false},
		{"c.tar", "PK\x03\x04...", true},
		{"d.zip", "", false},
		{"e.tar", strings.Repeat("\x00", 1024), false},
		{"f.tar", strings.Repeat("x", 257) + "ustar\x00", false},
	} {
		put(t, dir, tt.name, tt.content)
		p, err := Open(filepath.Join(dir, tt.name), Options{})
		if err == nil {
			p.Abort()
		}
		if errors.Is(err, ErrRefused) != tt.refused || !tt.refused && err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	out := filepath.Join(dir, "folder.zip")
	os.Mkdir(out, 0o777)
	if _, err := Open(out, Options{}); !errors.Is(err, ErrRefused) || err.Error() != "output "+out+" exists and is a folder" {
		t.Error(err)
	}
}
