package export

import (
	"io"
	"sort"
	"strings"
)

// Sum is the SHA-256 of a file, in hexadecimal.
type Sum struct {
	Path   string // from the folder that SHA256SUMS is in
	SHA256 string
}

// WriteSums writes SHA256SUMS, sorted by path, as `sha256sum --check` reads it.
func WriteSums(w io.Writer, sums []Sum) error {
	sorted := append([]Sum(nil), sums...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Path < sorted[j].Path })
	s := newStream(w)
	for _, sum := range sorted {
		s.add(sumLine(sum))
	}
	return s.flush()
}

// sumLine begins with a backslash when the path holds what would break the line, which is
// how the tool marks an escaped name.
func sumLine(sum Sum) string {
	if !strings.ContainsAny(sum.Path, "\\\n\r") {
		return sum.SHA256 + "  " + sum.Path + "\n"
	}
	return `\` + sum.SHA256 + "  " + strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`).Replace(sum.Path) + "\n"
}
