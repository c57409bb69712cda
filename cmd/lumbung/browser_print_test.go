package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// faint lists text that would not be read on white paper. Browsers leave backgrounds out when
// they print, so only text on a ground that must be printed may be pale.
const faint = `(() => {
	const light = (c) => { const p = c.match(/[\d.]+/g).slice(0, 3).map((v) => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * p[0] + .7152 * p[1] + .0722 * p[2]; };
	const out = [];
	for (const e of document.querySelectorAll("main :is(h1, h2, h3, p, a, li, th, td, dt, dd, small, figcaption), main svg .t1:not([class*=on-]), main svg .t2")) {
		if (!e.checkVisibility() || !e.textContent.trim()) continue;
		const s = getComputedStyle(e);
		if (s.printColorAdjust === "exact") continue;
		if (1.05 / (light(e.ownerSVGElement ? s.fill : s.color) + .05) < 4.5) out.push(s.color + " " + s.fill + " " + e.outerHTML.slice(0, 80));
	}
	return out.slice(0, 5);
})()`

func printFromDark(r *reader) {
	for _, chosen := range []bool{false, true} { // by the system, by the reader
		for _, b := range r.site.pages {
			r.media("", "dark")
			r.open(r.site.addresses(b)[0])
			if chosen {
				r.run(`document.documentElement.dataset.theme = "dark"`)
			}
			if n := len(ask[[]string](r, faint)); n == 0 {
				r.t.Fatalf("%s is not dark on the screen: nothing is tested", b.path)
			}
			r.media("print", "dark")
			if pale := ask[[]string](r, faint); len(pale) > 0 {
				r.t.Errorf("%s prints pale text: %s", b.path, strings.Join(pale, "\n"))
			}
			if shown := ask[bool](r, `[...document.querySelectorAll(".top nav, .search, .prefs, .tabletool, .downloads")].some((e) => e.checkVisibility())`); shown {
				r.t.Errorf("%s prints controls", b.path)
			}
			// What is wider than its sheet makes browsers print the whole page smaller.
			sheet := int64(680) // 180 mm, what A4 leaves between its margins
			if ask[bool](r, `!!document.querySelector(".wide")`) {
				sheet = 1009 // 267 mm
			}
			r.width(sheet)
			if wide := ask[int64](r, `document.documentElement.scrollWidth`); wide > sheet {
				r.t.Errorf("%s is %d wide on a sheet of %d", b.path, wide, sheet)
			}
			if line := ask[string](r, `document.querySelector(".printed").checkVisibility() ? document.querySelector(".printed").textContent : ""`); !strings.Contains(line, r.site.server+strings.TrimSuffix(b.path, "index.html")) {
				r.t.Errorf("%s does not say on paper where it is from: %q", b.path, line)
			}
		}
	}
}

// paper prints pages from a dark screen, and looks into what comes out.
func paper(r *reader) {
	r.media("", "dark")
	for _, b := range r.site.pages {
		if b.lang != "id" || b.kind == "404" {
			continue
		}
		r.open(r.site.addresses(b)[0])
		yes := true
		ctx, cancel := context.WithTimeout(r.ctx, 30*time.Second)
		printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes})
		cancel()
		if err != nil {
			r.t.Fatalf("%s: %v", b.path, err)
		}
		if dir := os.Getenv("LUMBUNG_PAPER"); dir != "" { // to look at them
			if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(b.path, "/", "_")+".pdf"), printed.Data, 0o644); err != nil {
				r.t.Fatal(err)
			}
		}
		sheets := mediaBox.FindAllSubmatch(printed.Data, -1)
		if len(sheets) == 0 || len(sheets) > 40 {
			r.t.Errorf("%s prints on %d sheets", b.path, len(sheets))
		}
		for _, s := range sheets {
			if size := string(s[1]); size != "594.95996 841.91998" && size != "841.91998 594.95996" {
				r.t.Errorf("%s is printed on a sheet of %s, not A4", b.path, size)
			}
		}
		inks := inksOf(r.t, printed.Data)
		if inks[lightInk] == 0 {
			r.t.Errorf("%s is not printed in the ink of the light theme: %v", b.path, inks)
		}
		for _, dark := range darkInks {
			if inks[dark] > 0 {
				r.t.Errorf("%s is printed with #%06x, a colour of the dark screen", b.path, dark)
			}
		}
	}
	r.quiet()
}

// Colours of tokens.css: the light theme's text, and what in the dark one is text and marks.
const lightInk = 0x1f1b16

var darkInks = []int{0xece7dc, 0xc3bdb0, 0x9f998d, 0x8fb8e8, 0xa9cbf2, 0x14161b}

var (
	mediaBox = regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+ [\d.]+)\]`)
	stream   = regexp.MustCompile(`(?s)/FlateDecode[^>]*>>\s*stream\r?\n(.*?)endstream`)
	ink      = regexp.MustCompile(`(?m)(?:^|\s)([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b`)
)

// inksOf counts the colours that the content of a PDF is drawn in.
func inksOf(t *testing.T, pdf []byte) map[int]int {
	t.Helper()
	inks := map[int]int{}
	for _, s := range stream.FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(s[1]))
		if err != nil {
			continue // the pattern found no stream of its own
		}
		content, _ := io.ReadAll(z) // a picture or a font may end otherwise
		for _, m := range ink.FindAllSubmatch(content, -1) {
			colour := 0
			for _, part := range m[1:] {
				v, err := strconv.ParseFloat(string(part), 64)
				if err != nil {
					t.Fatal(err)
				}
				colour = colour<<8 | int(v*255+0.5)
			}
			inks[colour]++
		}
	}
	return inks
}
