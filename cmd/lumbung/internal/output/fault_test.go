package output

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"lumbung/cmd/lumbung/internal/proof"
	"lumbung/cmd/lumbung/internal/race"
)

// A scenario is a build with what was there before it.
type scenario struct {
	name    string
	out     string
	before  func(t *testing.T, out string) // leaves old and foreign
	old     site
	foreign site
	write   func(p *Publish) error
	new     site
	abort   bool // given up at the end
	opener  func(opener) opener
}

// low thresholds, so that few files do what many do.
var fewFiles = thresholds{delta: 1, share: 3, swap: 3}

func scenarios() []scenario {
	large := strings.Repeat("5301,anak_telantar\n", streamFrom/10)
	pages := func(edition string) site { return manyPages(edition, 6) }
	rich := pages("one").with("data/a.csv", "same", "data/b.csv", "old", "peta", "a file", "wilayah/x/y.html", "goes", "wilayah/z.html", "goes", "kosong/a.html", "goes", "lain/a.html", "right")
	richNew := pages("two").with("data/a.csv", "same", "data/b.csv", large, "data/c.csv", "new", "peta/a.html", "in a folder", "wilayah", "a file", "cerita/1.html", "new", "cerita/2/3.html", "new", "lain/a.html", "right")
	foreign := site{"CNAME": "example.org", ".git/HEAD": "ref", "data/laporan.pdf": "%PDF"}
	var all []scenario
	add := func(s scenario) { all = append(all, s) }
	all = append(all, scenario{name: "first build", out: "public", new: small.with("data/large.csv", large)})
	add(scenario{name: "first build beside foreign files", out: "public", foreign: foreign, new: small})
	add(scenario{name: "update", out: "public", old: rich, foreign: foreign, new: richNew})
	add(scenario{name: "update of an edited site", out: "public", old: rich.with("lain/a.html", "meddled", "kube/001.html", "meddled"), new: richNew,
		before: func(t *testing.T, out string) {
			build(t, out, rich)
			put(t, out, "lain/a.html", "meddled")
			put(t, out, "kube/001.html", "meddled")
		}})
	add(scenario{name: "update without exchange", out: "public", old: pages("one"), new: pages("two").with("baru/x.html", "new"),
		opener: func(o opener) opener {
			return func(dir string) (disk, error) { d, err := o(dir); return noExchange{d}, err }
		}})
	many := manyPages("one", 22)
	one := many.with("kube/007.html", "one", "baru.html", "new", "kube/008.html", "")
	add(scenario{name: "small update, as a delta", out: "public", old: one, new: one.with("kube/007.html", "two", "kube/009.html", ""),
		before: func(t *testing.T, out string) { buildFew(t, out, many); buildFew(t, out, one) },
		write: func(p *Publish) error {
			p.KeepRest()
			p.Drop("kube/009.html")
			return p.Write("kube/007.html", []byte("two"))
		}})
	add(scenario{name: "delta becomes a manifest", out: "public", old: one, new: one.with("a/1", "1", "a/2", "2", "a/3", "3", "a/4", "4", "a/5", "5", "a/6", "6"),
		before: func(t *testing.T, out string) { buildFew(t, out, many); buildFew(t, out, one) },
		write: func(p *Publish) error {
			p.KeepRest()
			var err error
			for i := range 6 {
				err = errors.Join(err, p.Write(fmt.Sprintf("a/%d", i+1), fmt.Append(nil, i+1)))
			}
			return err
		}})
	add(scenario{name: "update given up", out: "public", old: rich, foreign: foreign, new: richNew, abort: true})
	add(scenario{name: "first zip", out: "site.zip", new: small.with("data/large.csv", large)})
	add(scenario{name: "zip over zip", out: "site.zip", old: small, new: small.with("index.html", "new")})
	add(scenario{name: "tar over tar", out: "site.tar", old: small, new: small.with("index.html", "new")})
	return all
}

func buildFew(t *testing.T, out string, s site) {
	t.Helper()
	p, err := openWith(out, Options{}, openDisk, fewFiles)
	if err != nil {
		t.Fatal(err)
	}
	writeSite(t, p, s)
	if _, err := p.Commit(); err != nil {
		t.Fatal(err)
	}
}

type noExchange struct{ disk }

func (noExchange) exchange(a, b string) error { return errors.ErrUnsupported }

// stand is one run of a scenario.
type stand struct {
	completed bool // the site is the new one already, and what is found now is of a later build
	*testing.T
	*scenario
	dir   string
	path  string
	stats map[string]stat // of foreign files
}

// fastDir is in a memory file system if there is one: these tests make and
// remove a million files.
func fastDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "lumbung-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func (s *scenario) setUp(t *testing.T, dir string) *stand {
	t.Helper()
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	st := &stand{T: t, scenario: s, dir: dir, path: filepath.Join(dir, s.out)}
	for path, content := range s.foreign {
		put(t, st.path, path, content)
	}
	if s.before != nil {
		s.before(t, st.path)
	} else if s.old != nil {
		buildFew(t, st.path, s.old)
	}
	if s.foreign != nil {
		st.stats = times(t, st.path, slices.Collect(maps.Keys(s.foreign))...)
	}
	return st
}

func (s *stand) tearDown() { os.RemoveAll(s.dir) }

// run builds with faults.
func (s *stand) run(f *faults) error {
	open := opener(f.disk)
	if s.opener != nil {
		open = s.opener(open)
	}
	p, err := openWith(s.path, Options{}, open, fewFiles)
	if err != nil {
		return err
	}
	if s.write != nil {
		err = s.write(p)
	} else {
		for _, path := range slices.Sorted(maps.Keys(s.new)) {
			if err = writeSome(p, path, s.new[path], len(path)%3 > 0); err != nil {
				break
			}
		}
	}
	if err != nil || s.abort {
		return errors.Join(err, p.Abort())
	}
	_, err = p.Commit()
	return err
}

func (s *stand) archive() bool { return filepath.Ext(s.out) != "" }

func (s *stand) look() site {
	s.Helper()
	if !s.archive() {
		return served(s.T, s.path)
	}
	if _, err := os.Stat(s.path); absent(err) {
		return site{}
	}
	got, _ := readArchive(s.T, s.path)
	return got
}

// is compares what is served with a site.
func (s *stand) is(wanted site) bool {
	s.Helper()
	return s.same(s.look(), wanted)
}

func (s *stand) same(got, wanted site) bool {
	all := site{}
	maps.Copy(all, wanted)
	maps.Copy(all, s.foreign)
	return maps.Equal(got, all)
}

// between says that every file is that of the old site or of the new one, and
// foreign files are as they were.
func (s *stand) between(got site) string {
	s.Helper()
	for path, content := range got {
		if content != s.old[path] && content != s.new[path] && content != s.foreign[path] {
			return fmt.Sprintf("%s holds %.40q", path, content)
		}
	}
	for path := range s.old {
		if _, ok := got[path]; !ok && s.new[path] != "" {
			return path + " is in both sites and is not served"
		}
	}
	if s.stats != nil && !maps.Equal(s.stats, times(s.T, s.path, slices.Collect(maps.Keys(s.foreign))...)) {
		return "a foreign file was touched"
	}
	return ""
}

// outcomes are counted for the table.
type outcomes struct {
	old, new, undone, redone int
}

// recovered opens the output in peace and says what became of it.
func (s *stand) recovered(o *outcomes) string {
	s.Helper()
	rec, err := Recover(s.path, Options{})
	if err != nil {
		return "recover: " + err.Error()
	}
	got := s.look()
	isOld, isNew := s.same(got, s.old), s.same(got, s.new)
	switch {
	case rec.Outcome == RolledBack && isOld:
		o.undone++
	case rec.Outcome == RolledBack && isNew && s.completed:
		o.undone++ // of the build that the first recovery was the beginning of
	case rec.Outcome == Completed && isNew:
		o.redone++
	case rec.Outcome == Clean && isOld:
		o.old++
	case rec.Outcome == Clean && isNew:
		o.new++
	default:
		return fmt.Sprintf("recovery says %q, the output is old: %v, new: %v", rec.Outcome, isOld, isNew)
	}
	return cmp.Or(s.between(got), s.tidy())
}

// tidy says that nothing is left but a manifest.
func (s *stand) tidy() string {
	entries, _ := os.ReadDir(s.dir)
	for _, e := range entries {
		if e.Name() != s.out {
			return "left: " + e.Name()
		}
	}
	state, _ := os.ReadDir(filepath.Join(s.path, stateDir))
	for _, e := range state {
		if e.Name() != manifestName && e.Name() != deltaName {
			return "left: " + stateDir + "/" + e.Name()
		}
	}
	return ""
}

// rebuild is the build that a person makes after a mishap.
func (s *stand) rebuild() string {
	p, err := Open(s.path, Options{})
	if err != nil {
		return "build again: " + err.Error()
	}
	for path, content := range s.new {
		if err := p.Write(path, []byte(content)); err != nil {
			return "build again: " + err.Error()
		}
	}
	if _, err := p.Commit(); err != nil {
		return "build again: " + err.Error()
	}
	got := s.look()
	if !s.same(got, s.new) {
		return "a build after it is not right"
	}
	return cmp.Or(s.between(got), s.tidy())
}

var injected = []error{syscall.EIO, syscall.ENOSPC, syscall.EACCES, syscall.ENFILE, syscall.EROFS, syscall.EDQUOT}

// stride leaves most faults out in a short test, and under the race detector, which looks at the
// same goroutines in all of them.
func stride() int {
	if testing.Short() {
		return 7
	}
	return race.Every(7)
}

// TestEveryOperationFails is the promise: whichever operation fails, and if
// all after it do, or the process dies in it, or the power is cut, the site is
// the old one or the new one, at the latest after the next command.
func TestEveryOperationFails(t *testing.T) {
	all := scenarios()
	rows := make([]strings.Builder, len(all))
	var total [powerCut + 1]atomic.Int64 // by mode
	t.Run("scenario", func(t *testing.T) {
		for i, sc := range all {
			t.Run(sc.name, func(t *testing.T) {
				t.Parallel()
				ops := sc.count(t)
				for _, mode := range []faultMode{failOnce, failOn, die, powerCut} {
					if mode == powerCut && runtime.GOOS != "linux" {
						continue
					}
					n, o := sc.tryAll(t, mode, ops)
					total[mode].Add(int64(n))
					fmt.Fprintf(&rows[i], "| %s | %v | %d | %d | %d | %d | %d |\n", sc.name, mode, n, o.old, o.undone, o.redone, o.new)
				}
			})
		}
	})
	table := "| build | fault | faults injected | old site kept | next command rolled back | next command completed | new site in place |\n|---|---|---:|---:|---:|---:|---:|\n"
	for i := range rows {
		table += rows[i].String()
	}
	failed, died, cut := total[failOnce].Load()+total[failOn].Load(), total[die].Load(), total[powerCut].Load()
	t.Logf("%d faults injected\n\n%s", failed+died+cut, table)
	if stride() == 1 && runtime.GOOS == "linux" {
		proof.Check(t, "faults", failed)
		proof.Check(t, "deaths", died)
		proof.Check(t, "power-cuts", cut)
	}
}

func (sc *scenario) tryAll(t *testing.T, mode faultMode, ops int) (n int, o outcomes) {
	t.Helper()
	for at := 1; at <= ops; at += stride() {
		n++
		if problem := sc.try(t, newFaults(mode, at, injected[at%len(injected)]), &o); problem != "" {
			t.Errorf("%v at %d: %s", mode, at, problem)
		}
	}
	return n, o
}

// count runs a scenario without faults.
func (sc *scenario) count(t *testing.T) int {
	t.Helper()
	s := sc.setUp(t, filepath.Join(fastDir(t), "run"))
	defer s.tearDown()
	f := newFaults(failOnce, 0, nil)
	if err := s.run(f); err != nil {
		t.Fatalf("%s: %v", sc.name, err)
	}
	f.bury()
	if wanted := s.new; sc.abort && !s.is(s.old) || !sc.abort && !s.is(wanted) {
		t.Fatalf("%s without faults:\n%s", sc.name, difference(s.look(), wanted))
	}
	if p := s.tidy(); p != "" {
		t.Fatalf("%s: %s", sc.name, p)
	}
	return f.n
}

func (sc *scenario) try(t *testing.T, f *faults, o *outcomes) (problem string) {
	t.Helper()
	s := sc.setUp(t, filepath.Join(fastDir(t), "run"))
	defer s.tearDown()
	defer func() {
		if problem != "" {
			problem += "\nlast operations:\n\t" + strings.Join(f.log[max(0, min(f.at, len(f.log))-4):min(f.at+2, len(f.log))], "\n\t")
		}
	}()
	err := s.run(f)
	f.bury()
	if f.mode == powerCut {
		return s.afterPowerCut(o)
	}
	got := s.look()
	if p := s.between(got); p != "" {
		return "before recovery: " + p
	}
	switch {
	case f.mode == die:
	case err == nil && !s.abort && !s.same(got, s.new):
		return "no error, and the site is not the new one"
	case err != nil && !errors.Is(err, ErrUnfinished) && !s.same(got, s.old):
		return fmt.Sprintf("error %q, and the site is not the old one:\n%s", err, difference(got, s.old))
	}
	if p := s.recovered(o); p != "" {
		return fmt.Sprintf("after %v: %s", err, p)
	}
	return s.rebuild()
}

// afterPowerCut allows files to be empty that were not yet on the disk: that is
// what is given for not syncing each. They are found by their size, and the
// next build makes them again.
func (s *stand) afterPowerCut(o *outcomes) string {
	s.Helper()
	rec, err := Recover(s.path, Options{})
	if err != nil {
		return "recover: " + err.Error()
	}
	got := s.look()
	for path, content := range got {
		if s.archive() && content == "" {
			return "an archive lost bytes"
		}
		if content != "" && content != s.old[path] && content != s.new[path] && content != s.foreign[path] {
			return fmt.Sprintf("%s holds %.40q", path, content)
		}
	}
	switch rec.Outcome {
	case RolledBack:
		o.undone++
		if !s.same(got, s.old) {
			return "rolled back, and it is not the old site"
		}
	case Completed:
		o.redone++
	case Clean:
		if s.same(got, s.old) {
			o.old++
		} else {
			o.new++
		}
	}
	return s.rebuild()
}

// TestRecoveryFailsToo lets a recovery be disturbed as well: by an operation
// that fails, or by dying itself. The one after it does what had to be done.
func TestRecoveryFailsToo(t *testing.T) {
	var total, undone, redone, old, new atomic.Int64
	t.Run("scenario", func(t *testing.T) {
		for _, sc := range scenarios() {
			if sc.abort {
				continue
			}
			t.Run(sc.name, func(t *testing.T) {
				t.Parallel()
				n, o := sc.tryRecoveries(t)
				total.Add(int64(n))
				undone.Add(int64(o.undone))
				redone.Add(int64(o.redone))
				old.Add(int64(o.old))
				new.Add(int64(o.new))
			})
		}
	})
	t.Logf("%d faults in recoveries: the next command rolled back %d and completed %d; %d were old and %d new already",
		total.Load(), undone.Load(), redone.Load(), old.Load(), new.Load())
	if stride() == 1 && runtime.GOOS == "linux" {
		proof.Check(t, "recovery-faults", total.Load())
	}
}

func (sc *scenario) tryRecoveries(t *testing.T) (n int, o outcomes) {
	ops := sc.count(t)
	for died := 3; died <= ops; died += max(1, ops/9) * stride() {
		for _, mode := range []faultMode{failOnce, failOn, die} {
			for at := 1; ; at++ {
				ended, problem := sc.tryRecovery(t, died, newFaults(mode, at, injected[at%len(injected)]), &o)
				if problem != "" {
					t.Errorf("died at %d, its recovery %v at %d: %s", died, mode, at, problem)
				}
				if ended {
					break
				}
				n++
			}
		}
	}
	return n, o
}

func (sc *scenario) tryRecovery(t *testing.T, died int, f *faults, o *outcomes) (ended bool, problem string) {
	t.Helper()
	s := sc.setUp(t, filepath.Join(fastDir(t), "run"))
	defer s.tearDown()
	first := newFaults(die, died, nil)
	s.run(first)
	first.bury()
	if p, err := openWith(s.path, Options{}, f.disk, fewFiles); err == nil {
		p.Abort()
	}
	ended = f.n < f.at
	f.bury()
	got := s.look()
	if p := s.between(got); p != "" {
		return ended, "before the second recovery: " + p
	}
	s.completed = s.same(got, s.new)
	if p := s.recovered(o); p != "" {
		return ended, p
	}
	return ended, s.rebuild()
}
