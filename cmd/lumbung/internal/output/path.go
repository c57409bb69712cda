package output

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/diag"
)

// stateDir is the folder in an output that holds what Lumbung knows about it.
// No published path starts with it.
const stateDir = ".lumbung"

const (
	maxPath      = 1024 // what object stores take as a key
	maxComponent = 255  // what file systems take as a name
)

// CheckPath says whether a path can be published: stored on Linux, macOS,
// Windows and object stores, and served from each under the same name.
func CheckPath(path string) error {
	if path == "" {
		return faultf(ErrPath, "a path is empty")
	}
	if len(path) > maxPath {
		return faultf(ErrPath, "path %q… has %d bytes, more than %d", path[:60], len(path), maxPath)
	}
	if !utf8.ValidString(path) {
		return faultf(ErrPath, "path %q is not UTF-8", path)
	}
	for i := range len(path) {
		if c := path[i]; c < 0x20 || c == 0x7f || strings.IndexByte(`\:*?"<>|`, c) >= 0 {
			return faultf(ErrPath, "path %q holds %q, which some systems do not allow in a name", path, c)
		}
	}
	for name := range strings.SplitSeq(path, "/") {
		if why, bad := badName(name); bad {
			return faultf(ErrPath, "path %q: %s", path, why)
		}
	}
	if first, _, _ := strings.Cut(path, "/"); fold(first) == stateDir {
		return faultf(ErrPath, "path %q: %s is lumbung's own folder", path, stateDir)
	}
	return nil
}

func badName(name string) (why diag.Message, bad bool) {
	switch {
	case name == "":
		return diag.Msg("it starts with, ends with or doubles a slash"), true
	case name == "." || name == "..":
		return diag.Msg("%q is not a name", name), true
	case len(name) > maxComponent:
		return diag.Msg("a name in it is longer than 255 bytes"), true
	case name[len(name)-1] == '.':
		return diag.Msg("a name in it ends with a dot, which Windows drops"), true
	case name[len(name)-1] == ' ':
		return diag.Msg("a name in it ends with a space, which Windows drops"), true
	case reserved(name):
		return diag.Msg("%q is a device on Windows", name), true
	}
	return diag.Message{}, false
}

// reserved knows the names that Windows takes for devices, whatever follows
// the first dot: con, nul, com1, lpt1, also with superscript digits.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.TrimRight(stem, " ")
	if len(stem) < 3 || len(stem) > 7 {
		return false
	}
	switch stem = strings.ToLower(stem); stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	rest, ok := strings.CutPrefix(stem, "com")
	if !ok {
		rest, ok = strings.CutPrefix(stem, "lpt")
	}
	return ok && utf8.RuneCountInString(rest) == 1 && strings.Contains("0123456789¹²³", rest)
}

// fold gives one spelling to all that differ in case only. Two files of one
// build may not fold alike: Windows and macOS would keep one of them.
func fold(path string) string {
	if folded(path) {
		return path
	}
	return strings.Map(foldRune, path)
}

// folded is the quick answer for nearly every path there is.
func folded[T string | []byte](path T) bool {
	for i := range len(path) {
		if c := path[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// foldRune takes the least letter of those that differ in case only, in lower
// case if it is ASCII. That is the relation of strings.EqualFold.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	least := r
	for s := unicode.SimpleFold(r); s != r; s = unicode.SimpleFold(s) {
		least = min(least, s)
	}
	if 'A' <= least && least <= 'Z' {
		least += 'a' - 'A'
	}
	return least
}

// parent is the folder of a path, "" at the top.
func parent(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return ""
}
