package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/site"
)

// offlineCopy is what the zip of the whole portal is made of, beside the portal's files.
type offlineCopy struct {
	Path   string            `json:"path"`   // of the zip
	Date   string            `json:"date"`   // of its entries
	Inside map[string]string `json:"inside"` // pages that are others in the copy
}

// newOfflineCopy renders the pages that are others in the copy; nil where none is offered.
func (w *writer) newOfflineCopy() (*offlineCopy, error) {
	if w.plan.Offline == "" {
		return nil, nil
	}
	c := &offlineCopy{Path: w.plan.Offline, Date: w.site.Date, Inside: map[string]string{}}
	for _, v := range w.plan.Pages {
		if v, ok := v.(*site.CataloguePage); ok {
			page, err := w.renderer.Append(nil, site.InsideCopy(v))
			if err != nil {
				return nil, err
			}
			c.Inside[v.Path] = string(page)
		}
	}
	return c, nil
}

// takes says whether a file belongs into the copy. It does not hold itself, nor what only a
// network can use: the page for missing addresses and the cards of links.
func (c *offlineCopy) takes(path string) bool {
	return path != c.Path && path != sumsFile && path != "404.html" && !strings.HasPrefix(path, site.CardDir)
}

// entries are the files of the copy, in a folder of its name, with their own sums.
func (c *offlineCopy) entries(out *output.Publish) []export.ZipEntry {
	folder := strings.TrimSuffix(c.Path, ".zip") + "/"
	var entries []export.ZipEntry
	var sums []export.Sum
	for e := range out.Entries() {
		if !c.takes(e.Path) {
			continue
		}
		sum, size, write := e.Sum, e.Size, func(to io.Writer) error { return copyOut(out, e.Path, to) }
		if page, other := c.Inside[e.Path]; other {
			sum, size, write = output.Sum(sha256.Sum256([]byte(page))), int64(len(page)), export.Bytes([]byte(page))
		}
		sums = append(sums, export.Sum{Path: e.Path, SHA256: sum})
		entries = append(entries, export.ZipEntry{Path: folder + e.Path, Size: size, Sum: sum, Write: write})
	}
	return append(entries, export.ZipEntry{Path: folder + sumsFile, Write: func(to io.Writer) error { return export.WriteSums(to, slices.Values(sums)) }})
}

func copyOut(out *output.Publish, path string, to io.Writer) error {
	from, err := out.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	buf := copyBuffers.Get().(*[]byte)
	defer copyBuffers.Put(buf)
	_, err = io.CopyBuffer(to, from, *buf)
	return err
}

var copyBuffers = sync.Pool{New: func() any {
	b := make([]byte, 32<<10)
	return &b
}}

// offline writes the copy once all files that it holds are written, and again only when one
// of them has changed.
func (w *writer) offline(c *offlineCopy) error {
	if c == nil {
		return nil
	}
	if w.noPictures {
		return w.put(c.Path, nil)
	}
	entries := c.entries(w.out)
	write := w.packed(c.Path, func(to io.Writer, pieces *export.Pieces) error {
		if err := export.WriteZipOver(to, c.Date, entries, pieces); err != nil {
			return fmt.Errorf("offline copy: %w", err)
		}
		return nil
	})
	return w.unit(c.Path, func() record.Key {
		k := record.NewKeyer("offline").Text(c.Date)
		var sums bytes.Buffer
		if err := entries[len(entries)-1].Write(&sums); err == nil {
			k.Text(sums.String())
		}
		return k.Key()
	}, func(u *unit) error {
		return u.create(c.Path, write)
	})
}
