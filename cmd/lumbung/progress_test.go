package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/message"
	"lumbung/cmd/lumbung/internal/output"
)

// What other tests compare does not say how busy the machine is.
func init() { patience = 24 * time.Hour }

// impatient is as builds are outside of tests.
func impatient(t *testing.T) {
	was := patience
	patience = time.Second
	t.Cleanup(func() { patience = was })
}

func english(s string) string { return s }

// talk collects what progress writes while work runs on a fake clock.
func talk(t *testing.T, env environment, work func(p *progress)) string {
	t.Helper()
	impatient(t)
	var b bytes.Buffer
	env.stderr, env.say = &b, english
	synctest.Test(t, func(t *testing.T) {
		p := env.progress()
		work(p)
		p.close()
	})
	return b.String()
}

func halfDone(p *progress) {
	p.phase("pages", 200)
	for range 100 {
		time.Sleep(40 * time.Millisecond)
		p.add(1)
	}
}

func TestProgressOnATerminalShowsPhaseDoneRateAndTimeLeft(t *testing.T) {
	got := talk(t, environment{terminal: true}, halfDone)
	want := "\rpages [===========             ] 97/200, 25/s, 4.1 s left\x1b[K"
	if !strings.Contains(got, want) {
		t.Errorf("%q not in\n%q", want, got)
	}
	if !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("the last line is left on the terminal: %q", got)
	}
}

func TestProgressElsewhereIsALineForEachLongPhase(t *testing.T) {
	got := talk(t, environment{}, func(p *progress) {
		halfDone(p)
		p.phase("search", 0)
		time.Sleep(10 * time.Millisecond)
	})
	if want := "pages: 100 (4.0 s)\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProgressOfAPhaseWithoutStepsIsItsTime(t *testing.T) {
	got := talk(t, environment{}, func(p *progress) {
		p.phase("plan", 0)
		time.Sleep(1900 * time.Millisecond)
	})
	if want := "plan: 1.9 s\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProgressOfShortWorkIsSilent(t *testing.T) {
	got := talk(t, environment{terminal: true}, func(p *progress) {
		p.phase("pages", 10)
		time.Sleep(900 * time.Millisecond)
		p.add(10)
	})
	if got != "" {
		t.Errorf("got %q", got)
	}
}

func TestProgressIsSilentWhenAskedTo(t *testing.T) {
	for _, env := range []environment{{quiet: true, terminal: true}, {json: true, terminal: true}} {
		if got := talk(t, env, halfDone); got != "" {
			t.Errorf("got %q", got)
		}
	}
}

func TestProgressWithoutATotalCountsOnly(t *testing.T) {
	impatient(t)
	p := &progress{say: english, name: "rows"}
	if got := p.line(0, 300*time.Millisecond); got != "rows 0.30 s" {
		t.Errorf("got %q", got)
	}
	if got := p.line(5000, 2*time.Second); got != "rows 5000, 2500/s" {
		t.Errorf("got %q", got)
	}
}

func TestSecondsAreWrittenForPeople(t *testing.T) {
	for _, c := range []struct {
		lang, want string
		d          time.Duration
	}{
		{"en", "0.42 s", 420 * time.Millisecond}, {"en", "1.0 s", 1049 * time.Millisecond}, {"en", "1.0 s", 996 * time.Millisecond}, {"en", "2.0 s", 1950 * time.Millisecond}, {"en", "31 s", 31 * time.Second}, {"en", "2 min", 150 * time.Second},
		{"id", "0,42 dtk", 420 * time.Millisecond}, {"id", "7,3 dtk", 7300 * time.Millisecond}, {"id", "31 dtk", 31 * time.Second}, {"id", "2 mnt", 150 * time.Second},
	} {
		if got := seconds(message.In(c.lang), c.d); got != c.want {
			t.Errorf("%v in %s: %q, want %q", c.d, c.lang, got, c.want)
		}
	}
}

// What the bar shows is counted where the work is done: at the end of its phase all pages are,
// and all charts.
func TestBuildCountsItsPagesAndCharts(t *testing.T) {
	pr, err := openProject(starterPortal(t))
	if err != nil {
		t.Fatal(err)
	}
	defer pr.close()
	log := &diag.Log{}
	p := readPortal(pr, readOptions{}, log)
	defer p.close()
	if log.Errors() > 0 {
		t.Fatal(log.Sorted()[0])
	}
	out, _ := output.OpenMemory(nil)
	defer out.Abort()
	counting := &progress{w: io.Discard, say: english}
	w := &writer{portal: p, ctx: t.Context(), out: out, noPictures: true, progress: counting}
	last, total, counted := "", 0, map[string]bool{}
	err = w.write(func(name string, n int) {
		if got := int(counting.count.Load()); total > 0 {
			if got != total {
				t.Errorf("%s: %d of %d counted", last, got, total)
			}
			counted[last] = true
		}
		counting.phase(name, n)
		last, total = name, n
	})
	if err != nil || !counted["pages"] || !counted["charts"] {
		t.Errorf("counted %v, %v", counted, err)
	}
}
