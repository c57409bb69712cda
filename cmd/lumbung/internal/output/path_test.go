package output

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPathsThatEverySystemCanStore(t *testing.T) {
	for _, path := range []string{
		"index.html", "kube/tunas-baru.html", "data/pmks.csv", "SHA256SUMS", "en/a b.html",
		"aset/.well-known", ".nojekyll", "cerita/dua belas—ø.html", "concert.html", "com10.html", "auxiliary/nul_.csv",
		"a/" + strings.Repeat("x", 255), "con-.html", ".lumbungku/x", "x/.lumbung",
	} {
		if err := CheckPath(path); err != nil {
			t.Errorf("%q: %v", path, err)
		}
	}
}

func TestPathsThatSomeSystemCannotStore(t *testing.T) {
	for _, tt := range []struct{ path, want string }{
		{"", "a path is empty"},
		{"/index.html", `path "/index.html": it starts with, ends with or doubles a slash`},
		{"a//b", `path "a//b": it starts with, ends with or doubles a slash`},
		{"a/", `path "a/": it starts with, ends with or doubles a slash`},
		{"../x", `path "../x": ".." is not a name`},
		{"a/../../x", `path "a/../../x": ".." is not a name`},
		{"a/./x", `path "a/./x": "." is not a name`},
		{"a\x00b", `path "a\x00b" holds '\x00', which some systems do not allow in a name`},
		{"a\tb", `path "a\tb" holds '\t', which some systems do not allow in a name`},
		{"a\nb", `path "a\nb" holds '\n', which some systems do not allow in a name`},
		{`a\b`, `path "a\\b" holds '\\', which some systems do not allow in a name`},
		{"c:/x", `path "c:/x" holds ':', which some systems do not allow in a name`},
		{"a?b", `path "a?b" holds '?', which some systems do not allow in a name`},
		{"a\x7f", `path "a\x7f" holds '\x7f', which some systems do not allow in a name`},
		{"a\xff", `path "a\xff" is not UTF-8`},
		{"kube/con", `path "kube/con": "con" is a device on Windows`},
		{"AUX.html", `path "AUX.html": "AUX.html" is a device on Windows`},
		{"nul/x.html", `path "nul/x.html": "nul" is a device on Windows`},
		{"com1.tar.gz", `path "com1.tar.gz": "com1.tar.gz" is a device on Windows`},
		{"Lpt9", `path "Lpt9": "Lpt9" is a device on Windows`},
		{"com².txt", `path "com².txt": "com².txt" is a device on Windows`},
		{"con .txt", `path "con .txt": "con .txt" is a device on Windows`},
		{"conin$", `path "conin$": "conin$" is a device on Windows`},
		{"a./b", `path "a./b": a name in it ends with a dot, which Windows drops`},
		{"a /b", `path "a /b": a name in it ends with a space, which Windows drops`},
		{"...", `path "...": a name in it ends with a dot, which Windows drops`},
		{strings.Repeat("y", 256), `path "` + strings.Repeat("y", 256) + `": a name in it is longer than 255 bytes`},
		{strings.Repeat("a/", 600) + "x", `path "` + strings.Repeat("a/", 30) + `"… has 1201 bytes, more than 1024`},
		{".lumbung/manifest", `path ".lumbung/manifest": .lumbung is lumbung's own folder`},
		{".Lumbung", `path ".Lumbung": .lumbung is lumbung's own folder`},
	} {
		err := CheckPath(tt.path)
		if !errors.Is(err, ErrPath) || err.Error() != tt.want {
			t.Errorf("%q:\n got %v\nwant %s", tt.path, err, tt.want)
		}
	}
}

func TestFoldIsEqualFold(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		for s := unicode.SimpleFold(r); s != r; s = unicode.SimpleFold(s) {
			if fold(string(r)) != fold(string(s)) {
				t.Fatalf("%q and %q fold to %q and %q", r, s, fold(string(r)), fold(string(s)))
			}
		}
		if f := fold(string(r)); !strings.EqualFold(f, string(r)) || fold(f) != f {
			t.Fatalf("%q folds to %q", r, f)
		}
	}
}

func FuzzCheckPath(f *testing.F) {
	for _, seed := range []string{"a/b.html", "../x", "con", "a//b", "\xff", "É/é", "a./b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if CheckPath(path) != nil {
			return
		}
		if strings.Contains(path, "..") && strings.Contains("/"+path+"/", "/../") || strings.HasPrefix(path, "/") || strings.ContainsAny(path, "\\\x00\t\n") {
			t.Errorf("%q was let through", path)
		}
		if !strings.EqualFold(fold(path), path) {
			t.Errorf("fold(%q) = %q", path, fold(path))
		}
	})
}
