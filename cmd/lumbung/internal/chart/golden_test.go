package chart

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/race"
)

// golden compares with a file in testdata; UPDATE_GOLDEN=1 writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	gotLines, wantLines := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			t.Fatalf("%s:%d\n got %s\nwant %s", path, i+1, gotLines[i], wantLines[i])
		}
	}
	t.Fatalf("%s has %d lines, want %d", path, len(gotLines), len(wantLines))
}

// The files of testdata open in any browser, in light and in dark.
func TestChartsLookAsTheyDid(t *testing.T) {
	for _, c := range realCharts() {
		t.Run(c.name, func(t *testing.T) {
			wide, warnings, err := Standalone(&c.in, c.frame, Wide)
			if err != nil {
				t.Fatal(err)
			}
			if warns := strings.HasSuffix(c.name, "_warn"); warns != (len(warnings) > 0) {
				t.Errorf("warnings %v, expected %v", warnings, warns)
			}
			golden(t, c.name+".svg", wide)
			small, _, err := Standalone(&c.in, c.frame, Small)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, c.name+".sempit.svg", small)
		})
	}
}

func TestInlineChartsKeepTheirContract(t *testing.T) {
	for _, c := range realCharts() {
		switch c.name {
		case "kinerja", "kemiskinan", "skor":
			svg, _, err := Figure(&c.in, c.name, c.slot)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, c.name+".inline.html", svg)
		}
	}
}

func TestAlternativesAreWrittenFromTheData(t *testing.T) {
	var b strings.Builder
	for _, c := range realCharts() {
		fmt.Fprintf(&b, "%s\n    %q\n", c.name, Describe(&c.in))
	}
	golden(t, "describe.txt", []byte(b.String()))
}

// TestPixelsAreTheSameEverywhere holds pictures by a sum of their pixels, which does not
// depend on how a version of Go compresses them.
func TestPixelsAreTheSameEverywhere(t *testing.T) {
	race.Without(t)
	var b strings.Builder
	for _, c := range realCharts() {
		s, err := framed(&c.in, c.frame, Wide)
		if err != nil {
			t.Fatal(err)
		}
		width, height := s.Size()
		p := pixels{raster: newRaster(2*width, 2*height, inkOf(tokBg).colour), num: 2, den: int(px)}
		p.scene(s)
		sum := sha256.New()
		for _, c := range p.pix {
			sum.Write([]byte{byte(c >> 16), byte(c >> 8), byte(c)})
		}
		fmt.Fprintf(&b, "%s %d %d %x\n", c.name, p.width, p.height, sum.Sum(nil)[:8])
	}
	golden(t, "pixels.txt", []byte(b.String()))
}

func TestStylesheetIsWrittenDown(t *testing.T) { golden(t, "chart.css", []byte(Stylesheet())) }
