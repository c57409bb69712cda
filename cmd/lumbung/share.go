package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"strconv"
	"strings"
)

// share is a part of a build that is spread over machines: part I of N, counted from 1. Each
// makes its share of the profiles; the first makes everything else too. All parts read the same sources and none writes to them.
type share struct{ part, of int }

// parseShare reads "2/4".
func parseShare(text string) (share, error) {
	if text == "" {
		return share{1, 1}, nil
	}
	part, of, ok := strings.Cut(text, "/")
	p, errPart := strconv.Atoi(part)
	n, errOf := strconv.Atoi(of)
	if !ok || errPart != nil || errOf != nil || n < 1 || p < 1 || p > n {
		return share{}, misusef("--shard is I/N, such as 2/4, not %q", text)
	}
	return share{p, n}, nil
}

// whole says that the build is not spread.
func (s share) whole() bool { return s.of <= 1 }

// first says that the part makes what is no profile.
func (s share) first() bool { return s.part <= 1 }

// takes says whether the part makes the n-th run of profiles.
func (s share) takes(n int) bool { return s.whole() || n%s.of == s.part-1 }

// label is the file that a part leaves in its folder, so that merge can tell whether all
// parts are there and of one mind.
const label = "lumbung-part.json"

// partLabel is what it holds.
type partLabel struct {
	Part    int    `json:"part"`
	Of      int    `json:"of"`
	Sources string `json:"sources"` // SHA-256 over all files of the project and what the command line said

	Offline *offlineCopy `json:"offline,omitempty"` // in the first part: what the joined portal offers
}

// writeLabel leaves the label of a part.
func (w *writer) writeLabel(offline *offlineCopy) error {
	sources, err := w.sourcesSum()
	if err != nil {
		return err
	}
	return w.create(label, func(to io.Writer) error {
		return json.NewEncoder(to).Encode(partLabel{w.share.part, w.share.of, sources, offline})
	})
}

// sourcesSum is one sum over all that a build is made from.
func (w *writer) sourcesSum() (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n", buildVersion(), w.site.BaseURL)
	names := []string{siteFile}
	for _, dir := range []string{"content", "data", "themes"} {
		err := fs.WalkDir(w.project.fs, dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				names = append(names, name)
			}
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	sort.Strings(names)
	for _, name := range names {
		f, err := w.project.fs.Open(name)
		if err != nil {
			return "", err
		}
		one := sha256.New()
		_, err = io.Copy(one, f)
		f.Close()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %x\n", name, one.Sum(nil))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
