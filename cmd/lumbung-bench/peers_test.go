package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// standIns puts programs of the peers' names first in the path. Each makes a page from
// the first group of the register that lies where its site reads it.
func standIns(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the stand-ins are shell scripts")
	}
	dir := t.TempDir()
	for name, script := range map[string]string{
		"hugo": `[ "$1" = version ] && { echo hugo v0.0.0; exit; }
test -f layouts/page.html -a -f content/wilayah/_content.gotmpl -a -f layouts/_partials/peer-head.html && mkdir "$4" && sed -n 2p assets/kube.csv > "$4/index.html"`,
		"eleventy": `[ "$1" = --version ] && { echo 0.0.0; exit; }
test -f eleventy.config.js -a -f src/group.11ty.js -a -f src/_data/register.js && mkdir "${2#--output=}" && sed -n 2p kube.csv > "${2#--output=}/index.html"`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestPeersMakeTheirSiteOfTheSameRegister(t *testing.T) {
	standIns(t)
	for _, p := range peers {
		b := builder{dir: t.TempDir(), rows: 3}
		var page []byte
		err := b.measurePeer(t.Context(), p, func(name, out string, s sample) (err error) {
			if name != p.name || s.wall == 0 {
				t.Errorf("%s: noted %q, %v", p.name, name, s.wall)
			}
			page, err = os.ReadFile(filepath.Join(out, "index.html"))
			return err
		})
		if want := strings.Join(register(t, 3, 0)[1], ",") + "\n"; err != nil || string(page) != want {
			t.Errorf("%s: got %q, %v, want %q", p.name, page, err, want)
		}
		if left, _ := os.ReadDir(b.dir); len(left) > 0 {
			t.Errorf("%s leaves %v", p.name, left)
		}
	}
}

func TestPeersAreMeasuredWhereTheyAreFound(t *testing.T) {
	standIns(t)
	usual, err := parse(nil, io.Discard)
	if want := []string{"floor", "pages", "edit", "quick", "whole", "hugo", "eleventy"}; err != nil || !slices.Equal(usual.cases, want) {
		t.Errorf("got %q, %v, want %q", usual.cases, err, want)
	}
	t.Setenv("PATH", t.TempDir())
	if usual, err = parse(nil, io.Discard); err != nil || !slices.Equal(usual.cases, usualCases) {
		t.Errorf("got %q, %v where no peer is found", usual.cases, err)
	}
	if _, err = parse([]string{"-cases", "pages,hugo"}, io.Discard); !errors.As(err, new(usageError)) || !strings.Contains(err.Error(), "no program hugo is found") {
		t.Errorf("got %v where hugo is asked for and not found", err)
	}
}

func TestPeersAreComparedWithThePlainPages(t *testing.T) {
	standIns(t)
	s := func(wall, cpu int) []sample {
		return []sample{{wall: time.Duration(wall) * time.Second, cpu: time.Duration(cpu) * time.Second}}
	}
	var out bytes.Buffer
	if err := printPeers(t.Context(), &out, []result{{name: "pages", samples: s(2, 3)}, {name: "hugo", samples: s(20, 39)}}); err != nil {
		t.Fatal(err)
	}
	if want := "\nhugo: hugo v0.0.0\npages are 10.00 times as fast as hugo, with 13.00 times less CPU.\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	out.Reset()
	if err := printPeers(t.Context(), &out, []result{{name: "eleventy", samples: s(20, 39)}}); err != nil || out.String() != "\neleventy: 0.0.0\n" {
		t.Errorf("got %q, %v without the plain pages", out.String(), err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := printPeers(cancelled, &out, []result{{name: "hugo", samples: s(1, 1)}}); err == nil {
		t.Error("a version that is not told goes unnoticed")
	}
}
