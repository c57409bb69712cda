package output

import (
	"archive/tar"
	"io"
	"time"
)

// writeTar writes the entries in order of their path, all of the same time,
// owner and mode. Folders are not entries: every tool makes them.
func (a *archive) writeTar(w io.Writer, r *spoolReader, now listing) error {
	t := tar.NewWriter(w)
	h := tar.Header{Typeflag: tar.TypeReg, Mode: 0o644, ModTime: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i := range now.len() {
		path, e := now.at(i)
		h.Name, h.Size = path, e.size
		if err := t.WriteHeader(&h); err != nil {
			return err
		}
		if err := r.copy(t, a.part(e)); err != nil {
			return err
		}
	}
	return t.Close()
}
