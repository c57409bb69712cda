package release

import (
	"slices"
	"testing"
)

func TestVersionsAreThoseOfSemVer(t *testing.T) {
	for s, ok := range map[string]bool{
		"1.0.0": true, "0.1.0": true, "10.20.30": true, "1.0.0-rc.1": true, "1.0.0-alpha-2": true,
		"": false, "1": false, "1.0": false, "v1.0.0": false, "1.0.0.0": false, "01.0.0": false, "1.0.0-": false, "1.0.0-01": false,
		"1.0.0+build": false, "1.0.-1": false, "1.0.0 ": false, "1.0.9999999999": false, "1.0.0-a..b": false,
	} {
		v, got := ParseVersion(s)
		if got != ok || ok && v.String() != s {
			t.Errorf("%q: %v %v, want %v", s, v, got, ok)
		}
	}
}

func TestVersionsAreOrderedAsInTheStandard(t *testing.T) {
	rising := []string{"0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.1.0", "2.0.0", "10.0.0"}
	for i, a := range rising {
		for j, b := range rising {
			x, _ := ParseVersion(a)
			y, _ := ParseVersion(b)
			if got, want := x.Compare(y), i-j; (got < 0) != (want < 0) || (got > 0) != (want > 0) {
				t.Errorf("%s and %s compare as %d", a, b, got)
			}
		}
	}
}

func TestStepsAskForTheLeastVersion(t *testing.T) {
	for _, c := range []struct {
		from string
		step Step
		want string
	}{
		{"1.2.3", Patch, "1.2.4"}, {"1.2.3", Minor, "1.3.0"}, {"1.2.3", Major, "2.0.0"},
		{"0.2.3", Patch, "0.2.4"}, {"0.2.3", Minor, "0.2.4"}, {"0.2.3", Major, "0.3.0"},
		{"2.0.0-rc.1", Major, "2.0.0"},
	} {
		v, _ := ParseVersion(c.from)
		if got := v.Needs(c.step).String(); got != c.want {
			t.Errorf("%s after %s: %s, want %s", c.step, c.from, got, c.want)
		}
	}
}

func TestAStepMayBeLargerButNotSmaller(t *testing.T) {
	for _, c := range []struct {
		from, next string
		allowed    []Step
	}{
		{"1.0.0", "1.0.1", []Step{None, Patch}}, {"1.0.0", "1.0.7", []Step{None, Patch}}, {"1.0.3", "1.1.0", []Step{None, Patch, Minor}},
		{"1.0.0", "2.0.0", []Step{None, Patch, Minor, Major}}, {"1.0.0", "2.0.0-rc.1", []Step{None, Patch, Minor, Major}},
		{"0.1.0", "0.1.1", []Step{None, Patch, Minor}}, {"0.1.0", "1.0.0", []Step{None, Patch, Minor, Major}},
		{"2.0.0-rc.1", "2.0.0-rc.2", []Step{None, Patch, Minor, Major}},
	} {
		from, _ := ParseVersion(c.from)
		next, _ := ParseVersion(c.next)
		for _, s := range []Step{None, Patch, Minor, Major} {
			if got := from.Allows(next, s); got != slices.Contains(c.allowed, s) {
				t.Errorf("%s to %s for %s: %v", c.from, c.next, s, got)
			}
		}
	}
}
