package release

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Version is a version of the data by SemVer. Build metadata ("+x") is not taken: it has no
// place in the order of versions, and two releases must have one.
type Version struct {
	Major, Minor, Patch int
	Pre                 string // "rc.1"; "" for none
}

var versionForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$`)

// ParseVersion reads a version; ok is false where the text is none.
func ParseVersion(s string) (v Version, ok bool) {
	m := versionForm.FindStringSubmatch(s)
	if m == nil {
		return v, false
	}
	for i, n := range []*int{&v.Major, &v.Minor, &v.Patch} {
		*n, _ = strconv.Atoi(m[i+1]) // at most nine digits
	}
	v.Pre = m[4]
	for part := range strings.SplitSeq(v.Pre, ".") {
		if len(part) > 1 && part[0] == '0' && isNumber(part) {
			return v, false // the standard: no zeros in front
		}
	}
	return v, true
}

// String writes the version as SemVer does.
func (v Version) String() string {
	s := fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch)
	if v.Pre != "" {
		s += "-" + v.Pre
	}
	return s
}

// Compare gives the order of two versions: negative when v is the older one.
func (v Version) Compare(o Version) int {
	for _, n := range []int{v.Major - o.Major, v.Minor - o.Minor, v.Patch - o.Patch} {
		if n != 0 {
			return n
		}
	}
	switch {
	case v.Pre == o.Pre:
		return 0
	case v.Pre == "":
		return 1
	case o.Pre == "":
		return -1
	}
	return comparePre(strings.Split(v.Pre, "."), strings.Split(o.Pre, "."))
}

// comparePre orders what follows the hyphen: numbers as numbers and before words.
func comparePre(a, b []string) int {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		switch xn, yn := isNumber(x), isNumber(y); {
		case xn && yn && len(x) != len(y):
			return len(x) - len(y)
		case xn != yn && xn:
			return -1
		case xn != yn:
			return 1
		}
		if order := strings.Compare(x, y); order != 0 {
			return order
		}
	}
	return len(a) - len(b)
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// Step is how far a version moves, or has to move for a change.
type Step uint8

// The steps of a version.
const (
	None Step = iota
	Patch
	Minor
	Major
)

// String names a step as the recipe does.
func (s Step) String() string { return [...]string{"none", "PATCH", "MINOR", "MAJOR"}[s] }

// Needs is the least version after v for a change of some step. While MAJOR is 0 the data
// is still in the making: what would be a MAJOR step is a MINOR one there, and all else a
// PATCH. After a pre-release comes the version that it prepared.
func (v Version) Needs(s Step) Version {
	if v.Pre != "" {
		return Version{v.Major, v.Minor, v.Patch, ""}
	}
	if v.Major == 0 && s > Patch {
		s--
	}
	switch s {
	case Major:
		return Version{v.Major + 1, 0, 0, ""}
	case Minor:
		return Version{v.Major, v.Minor + 1, 0, ""}
	}
	return Version{v.Major, v.Minor, v.Patch + 1, ""}
}

// Allows says whether a change of some step may be published as next, which is newer.
func (v Version) Allows(next Version, s Step) bool {
	if v.Pre != "" {
		return true
	}
	least := v.Needs(s)
	return Version{next.Major, next.Minor, next.Patch, ""}.Compare(least) >= 0
}
