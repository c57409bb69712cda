package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"strings"
)

// Sum is the SHA-256 of a file.
type Sum struct {
	Path   string // from the folder that SHA256SUMS is in
	SHA256 [sha256.Size]byte
}

// WriteSums writes SHA256SUMS as `sha256sum --check` reads it. The sums come sorted by path
// and none is kept: there may be millions.
func WriteSums(w io.Writer, sums iter.Seq[Sum]) error {
	s, last := newStream(w), ""
	for sum := range sums {
		if sum.Path < last {
			return fmt.Errorf("sums: %q comes after %q", sum.Path, last)
		}
		last = sum.Path
		s.sumLine(sum)
		s.spill()
	}
	return s.finish()
}

// sumLine begins with a backslash when the path holds what would break the line, which is
// how the tool marks an escaped name.
func (s *stream) sumLine(sum Sum) {
	path := sum.Path
	if strings.ContainsAny(path, "\\\n\r") {
		s.add(`\`)
		path = pathEscaper.Replace(path)
	}
	s.buf = hex.AppendEncode(s.buf, sum.SHA256[:])
	s.add("  ")
	s.add(path)
	s.add("\n")
}

var pathEscaper = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
