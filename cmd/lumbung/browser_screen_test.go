package main

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// What every kind of page is like on every screen: narrow, wide, magnified, in colours and
// spacing of the reader's own. The measures are in testdata/screen.js.

// look loads the measures into the page; measure asks for one of them.
func (r *reader) look() {
	r.t.Helper()
	measures, err := os.ReadFile("testdata/screen.js")
	if err != nil {
		r.t.Fatal(err)
	}
	r.run("window.screen_ = " + string(measures))
}

func (r *reader) measure(name string) []string {
	r.t.Helper()
	return ask[[]string](r, "window.screen_."+name+"()")
}

// well reports what any of the measures finds.
func (r *reader) well(where string, measures ...string) {
	r.t.Helper()
	for _, name := range measures {
		if faults := r.measure(name); len(faults) > 0 {
			r.t.Errorf("%s: %s: %d faults\n\t%s", where, name, len(faults), strings.Join(faults[:min(len(faults), 4)], "\n\t"))
		}
	}
}

var layout = []string{"sideways", "small", "overlapping", "cut", "outside"}

func everyScreen(r *reader) {
	for _, b := range r.site.pages {
		r.open(r.site.addresses(b)[0])
		r.look()
		for _, width := range []int64{320, 360, 768, 1280, 1440} {
			r.width(width)
			r.well(fmt.Sprintf("%s, %d wide", b.path, width), layout...)
		}
		// 1280 × 800 at 400 %.
		r.do(chromedp.EmulateViewport(320, 200, chromedp.EmulateScale(4)))
		r.well(b.path+", at 400 %", append(layout, "covering")...)
		r.measure("roomier")
		for _, width := range []int64{320, 1280} {
			r.width(width)
			r.well(fmt.Sprintf("%s, %d wide, with more space in its text", b.path, width), layout...)
		}
		r.quiet()
	}
}

// standIns are the faces of type.css that a page is set in until its own are here. Where it
// breaks its lines and where its labels end is then nearly as it will be.
var standIns = []string{"like-arial", "like-dejavu"}

func otherFaces(r *reader) {
	widths := []int64{360, 1280}
	high := func(width int64) float64 {
		r.width(width)
		return ask[float64](r, `document.querySelector("main").getBoundingClientRect().height`)
	}
	tried := 0
	for _, b := range r.site.pages {
		r.open(r.site.addresses(b)[0])
		r.is(`document.fonts.status`, "loaded")
		r.look()
		var ours []float64
		for _, width := range widths {
			ours = append(ours, high(width))
		}
		for _, stand := range standIns {
			if len(ask[[]string](r, fmt.Sprintf("window.screen_.without(%q)", stand))) < 2 {
				continue // this machine has no such face
			}
			tried++
			for i, width := range widths {
				where := fmt.Sprintf("%s in %s, %d wide", b.path, stand, width)
				if off := high(width) - ours[i]; math.Abs(off) > ours[i]/20 {
					r.t.Errorf("%s: %+.0f px higher than the %.0f px in our own face", where, off, ours[i])
				}
				r.well(where, layout...)
			}
		}
		r.quiet()
	}
	if tried == 0 {
		r.t.Skip("this machine has none of the faces that stand in for ours")
	}
}

func everyColour(r *reader) {
	marks := 0
	for _, b := range r.site.pages {
		r.emulate("", "prefers-color-scheme: light")
		r.open(r.site.addresses(b)[0])
		r.look()
		for _, scheme := range []string{"light", "dark"} {
			r.emulate("", "prefers-color-scheme: "+scheme)
			r.well(b.path+", "+scheme, "faint")
			r.emulate("", "prefers-color-scheme: "+scheme, "forced-colors: active")
			if !ask[bool](r, `matchMedia("(forced-colors: active)").matches`) {
				r.t.Fatal("no colours are forced: nothing is tested")
			}
			r.well(b.path+", forced colours, "+scheme, "faint", "lost")
			marks += len(r.measure("marks"))
		}
		r.emulate("", "prefers-reduced-motion: reduce")
		r.well(b.path+", reduced motion", "moving")
		r.quiet()
	}
	if marks < 200 {
		r.t.Errorf("only %d marks of charts were looked at", marks)
	}
}

// faultsAreSeen breaks a page in the ways that the measures look for.
func faultsAreSeen(r *reader) {
	for _, c := range []struct {
		measure, page, fault string
		forced               bool
	}{
		{"sideways", "index.html", `document.querySelector("h1").style.width = "120vw"`, false},
		{"small", "index.html", `document.querySelector("main p").style.fontSize = "11px"`, false},
		{"small", "kube/tunas-baru.html", `document.querySelector("svg.ch.n").style.maxWidth = "200px"`, false},
		{"overlapping", "index.html", `document.querySelector("h1").style.marginBottom = "-2rem"`, false},
		{"overlapping", "kube/tunas-baru.html", `document.querySelectorAll("svg.ch.n text").forEach((t) => { t.setAttribute("x", 90); t.setAttribute("y", 50); })`, false},
		{"cut", "index.html", `Object.assign(document.querySelector("h1").style, {overflow: "hidden", height: "1rem"})`, false},
		{"cut", "index.html", `document.querySelector("h1").style.marginLeft = "-3rem"`, false},
		{"outside", "kube/tunas-baru.html", `document.querySelector("svg.ch.n text").setAttribute("x", -9)`, false},
		{"covering", "index.html", `Object.assign(document.querySelector(".top").style, {position: "sticky", top: 0, height: "60vh"})`, false},
		{"faint", "index.html", `document.querySelector("main p").style.color = "#999"`, false},
		{"faint", "kube/tunas-baru.html", `document.querySelector("svg.ch.n text").style.fill = "#999"`, false},
		{"faint", "kube/tunas-baru.html", `Object.assign(document.querySelector("svg.ch.n text").style, {forcedColorAdjust: "none", fill: "#777"})`, true},
		{"lost", "kube/tunas-baru.html", `document.querySelector("svg.ch.n .after").style.fill = "Canvas"`, true},
		{"moving", "index.html", `document.querySelector("h1").style.transition = "color 1s"`, false},
	} {
		r.width(360)
		r.emulate("", "prefers-color-scheme: light")
		if c.forced {
			r.emulate("", "prefers-color-scheme: light", "forced-colors: active")
		}
		r.open(r.site.server + c.page)
		r.look()
		if before := r.measure(c.measure); len(before) > 0 {
			r.t.Errorf("%s is at fault before it is broken: %s: %q", c.page, c.measure, before[0])
		}
		r.run(c.fault)
		if len(r.measure(c.measure)) == 0 {
			r.t.Errorf("%s does not see %s", c.measure, c.fault)
		}
	}
}

// TestBrowserIsAsked holds the one line that a machine without a browser says.
func TestBrowserIsAsked(t *testing.T) {
	for _, c := range []struct{ required, found, fails, skips string }{
		{"", "", "", "there is no Chromium to open the portal in"},
		{"required", "", "there is no Chromium, and LUMBUNG_BROWSER says that it is required", ""},
		{"required", "/usr/bin/chromium", "", ""},
	} {
		if fails, skips := withoutBrowser(c.found, c.required); fails != c.fails || skips != c.skips {
			t.Errorf("LUMBUNG_BROWSER=%q, %q: fails %q, skips %q", c.required, c.found, fails, skips)
		}
	}
}
