package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// progress tells how far a long piece of work is: on a terminal one line that is drawn
// again and again, elsewhere a line for each phase that took long. Work under a second
// is not worth a word, so most builds show nothing.
//
// Its methods may be called by many workers at once; on a nil progress they do nothing.
type progress struct {
	w     io.Writer
	bar   bool
	say   func(string) string
	count atomic.Int64

	mu    sync.Mutex
	name  string // of the phase; "" between phases
	total int64
	began time.Time // the work
	since time.Time // the phase
	drawn bool
	stop  chan struct{}
	ended sync.WaitGroup
}

// patience is how long work may take before it is told of.
var patience = time.Second

const (
	redraw    = 100 * time.Millisecond
	barWidth  = 24
	lineWidth = 78
)

// progress starts to tell; nil with --quiet and --json. close must be called.
func (env *environment) progress() *progress {
	if env.quiet || env.json {
		return nil
	}
	p := &progress{w: env.stderr, bar: env.terminal, say: env.say, began: time.Now(), stop: make(chan struct{})}
	if p.bar {
		p.ended.Go(p.watch)
	}
	return p
}

// phase starts a part of the work, of total steps; 0 when that is not known.
func (p *progress) phase(name string, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.endPhase()
	p.name, p.total, p.since = name, int64(total), time.Now()
	p.count.Store(0)
}

// add counts steps done.
func (p *progress) add(n int) {
	if p != nil {
		p.count.Add(int64(n))
	}
}

// close ends the work and leaves the terminal clean.
func (p *progress) close() {
	if p == nil {
		return
	}
	close(p.stop)
	p.ended.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.endPhase()
	p.wipe()
}

func (p *progress) endPhase() {
	took := time.Since(p.since)
	switch count := p.count.Load(); {
	case p.name == "" || p.bar || took < patience:
	case count == 0:
		fmt.Fprintf(p.w, "%s: %s\n", p.say(p.name), seconds(p.say, took))
	default:
		fmt.Fprintf(p.w, "%s: %s (%s)\n", p.say(p.name), steps(count, 0), seconds(p.say, took))
	}
	p.name = ""
}

func (p *progress) watch() {
	tick := time.NewTicker(redraw)
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-tick.C:
			p.draw()
		}
	}
}

func (p *progress) draw() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.name == "" || time.Since(p.began) < patience {
		return
	}
	line := []rune(p.line(p.count.Load(), time.Since(p.since)))
	fmt.Fprintf(p.w, "\r%s\x1b[K", string(line[:min(len(line), lineWidth)]))
	p.drawn = true
}

func (p *progress) wipe() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.drawn = false
	}
}

// line is "pages [=====>      ] 12000 of 200000, 4100/s, 46 s left".
func (p *progress) line(count int64, took time.Duration) string {
	var b strings.Builder
	b.WriteString(p.say(p.name))
	if p.total > 0 {
		full := int(min(count, p.total) * barWidth / p.total)
		fmt.Fprintf(&b, " [%s%s]", strings.Repeat("=", full), strings.Repeat(" ", barWidth-full))
	}
	if count == 0 && p.total == 0 {
		fmt.Fprintf(&b, " %s", seconds(p.say, took))
		return b.String()
	}
	fmt.Fprintf(&b, " %s", steps(count, p.total))
	if took < patience || count == 0 {
		return b.String()
	}
	rate := float64(count) / took.Seconds()
	fmt.Fprintf(&b, ", %.0f/s", rate)
	if p.total > count {
		left := time.Duration(float64(p.total-count) / rate * float64(time.Second))
		fmt.Fprintf(&b, ", "+p.say("%s left"), seconds(p.say, left))
	}
	return b.String()
}

func steps(count, total int64) string {
	if total > 0 {
		return fmt.Sprintf("%d/%d", count, total)
	}
	return fmt.Sprint(count)
}

// seconds writes a duration for people: "0.62 s", "4.1 s", "46 s", "3 min".
func seconds(say func(string) string, d time.Duration) string {
	switch ms := d.Milliseconds(); {
	case ms < 995:
		return fmt.Sprintf(say("%d.%02d s"), 0, (ms+5)/10)
	case d < 10*time.Second:
		return fmt.Sprintf(say("%d.%d s"), (ms+50)/1000, (ms+50)/100%10)
	case d < 2*time.Minute:
		return fmt.Sprintf(say("%.0f s"), d.Seconds())
	}
	return fmt.Sprintf(say("%.0f min"), d.Minutes())
}
