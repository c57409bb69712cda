package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/export"
)

// piecesDir has a folder for each download that was packed in pieces. It may be removed at
// any time.
const piecesDir = ".lumbung/pieces"

// packed makes a download with the pieces that it was packed to in the last build. Only a
// build that leaves a record has any, and only a portal that excuses nothing: an excuse may be
// taken back, and short pieces stand as they are, packed to nothing else.
func (w *writer) packed(path string, write func(to io.Writer, pieces *export.Pieces) error) func(io.Writer) error {
	var pieces *export.Pieces
	if w.record != nil && !slices.ContainsFunc(w.raw.Resources, (*dataset.Resource).Excused) {
		sum := sha256.Sum256([]byte(path))
		name := hex.EncodeToString(sum[:8])
		w.record.packs(name)
		pieces = &export.Pieces{Dir: filepath.Join(w.project.path(piecesDir), name)}
	}
	return func(to io.Writer) error {
		if err := write(to, pieces); err != nil {
			return err
		}
		pieces.Tidy()
		return nil
	}
}

// packs remembers the folder of a download.
func (r *recorder) packs(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.packed[name] = true
}

// tidyPieces removes the folders of downloads that the portal does not have any more.
func (w *writer) tidyPieces() {
	dir := w.project.path(piecesDir)
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !w.record.packed[e.Name()] {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}

// dropPieces removes all pieces after a build that failed: a field that was public may have
// become private, and no download is made anew that would do without it.
func dropPieces(pr *project) { os.RemoveAll(pr.path(piecesDir)) }
