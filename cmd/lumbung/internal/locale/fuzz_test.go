package locale

import (
	"regexp"
	"testing"
)

var address = regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)

func FuzzSlug(f *testing.F) {
	for _, seed := range []string{"Tunas Baru", "../etc/passwd", "Ngada–Élise 07", "’", "İ", "CON", "a\x00b", "\xff", "ﬁ½"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		slug := Slug(text)
		if !address.MatchString(slug) {
			t.Errorf("%q is no part of an address: of %q", slug, text)
		}
		if again := Slug(slug); again != slug {
			t.Errorf("%q becomes %q, and then %q", text, slug, again)
		}
		if appended := string(AppendSlug([]byte("kube/"), text)); appended != "kube/"+slug {
			t.Errorf("%q appended gives %q, and by itself %q", text, appended, slug)
		}
	})
}
