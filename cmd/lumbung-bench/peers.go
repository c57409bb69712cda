package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
)

// all: because names such as _data and _partials begin with an underscore.
//
//go:embed all:peers
var peerSites embed.FS

// A peer is another generator that makes the plain pages of the same register, as its own
// documentation would have them made: a page for each group and for each region.
type peer struct {
	name     string // of the case and of the program
	register string // where its site in peers/ reads kube.csv
	build    func(out string) []string
}

var peers = []peer{
	{"hugo", "assets/kube.csv", func(out string) []string { return []string{"build", "--quiet", "--destination", out} }},
	{"eleventy", "kube.csv", func(out string) []string { return []string{"--quiet", "--output=" + out} }},
}

// installed gives the names of the peers whose program is found.
func installed() []string {
	var names []string
	for _, p := range peers {
		if _, err := exec.LookPath(p.name); err == nil {
			names = append(names, p.name)
		}
	}
	return names
}

// version is what the program says of itself, in a line. Both understand the flag or the
// command by that name.
func (p peer) version(ctx context.Context) (string, error) {
	arg := "--version"
	if p.name == "hugo" {
		arg = "version"
	}
	said, err := exec.CommandContext(ctx, p.name, arg).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", p.name, arg, err, said)
	}
	line, _, _ := bytes.Cut(bytes.TrimSpace(said), []byte("\n"))
	return string(line), nil
}

// writeSite makes the folder of the peer's site, without the register.
func (p peer) writeSite(dir string) error {
	root := path.Join("peers", p.name)
	return fs.WalkDir(peerSites, root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := peerSites.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(filepath.FromSlash(root), filepath.FromSlash(name))
		if err != nil {
			return err
		}
		to := filepath.Join(dir, rel)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o666)
	})
}

// measurePeer builds the peer's site of the register once, from nothing.
func (b builder) measurePeer(ctx context.Context, p peer, note func(name, out string, s sample) error) error {
	site := filepath.Join(b.dir, p.name)
	out, register := filepath.Join(site, "out"), filepath.Join(site, filepath.FromSlash(p.register))
	defer os.RemoveAll(site)
	if err := p.writeSite(site); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(register), 0o777); err != nil {
		return err
	}
	if err := create(register, func(w *csv.Writer) error { return writeGroups(w, b.rows, 0) }); err != nil {
		return err
	}
	s, err := runIn(ctx, site, nil, p.name, p.build(out)...)
	if err != nil {
		return err
	}
	return note(p.name, out, s)
}

// printPeers says which version of each peer was measured, and how many times as fast the
// plain pages were made.
func printPeers(ctx context.Context, w io.Writer, results []result) error {
	took := map[string]sample{}
	for _, r := range results {
		took[r.name] = r.median()
	}
	ours, compared := took["pages"]
	for _, p := range peers {
		theirs, measured := took[p.name]
		if !measured {
			continue
		}
		version, err := p.version(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "\n%s: %s\n", p.name, version)
		if compared {
			fmt.Fprintf(w, "pages are %s times as fast as %s, with %s times less CPU.\n",
				ratio(theirs.wall, ours.wall), p.name, ratio(theirs.cpu, ours.cpu))
		}
	}
	return nil
}
