package serve

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"lumbung/cmd/lumbung/internal/diag"
)

const (
	// quiet is how long nothing must happen before a batch is given: an editor writes a
	// temporary file, renames the old one away and the new one into place.
	quiet = 20 * time.Millisecond
	// patience is the longest a batch waits for quiet, while a program writes on and on.
	patience = 150 * time.Millisecond
	// pollEvery is how often the folder is looked through where events have been seen;
	// pollFast where changes come that no event told of (network folders, virtual machines).
	pollEvery = 2 * time.Second
	pollFast  = 300 * time.Millisecond
	// pollShare is the share of one core that polling may take: 1/pollShare.
	pollShare = 20
)

// Watcher tells which files of a folder change. It listens to the system's events and, far
// more slowly, looks through the folder itself: events are not sent for network folders and
// some virtual machines, they run over, and there may be fewer watches than folders. A
// change that only the second way finds makes the looking more frequent, so that no kind of
// folder has to be recognised.
type Watcher struct {
	root   string
	ignore func(string) bool
	events *fsnotify.Watcher // nil when the system gives none
	seen   map[string]stamp
	every  time.Duration
}

// stamp is what polling compares.
type stamp struct {
	size int64
	time time.Time
	dir  bool
}

// Watch starts to watch a folder and all folders in it, but not what ignore says or
// editors leave lying about. Paths are relative to the folder, with slashes.
func Watch(root string, ignore func(path string) bool) (*Watcher, error) {
	return watch(root, ignore, fsnotify.NewWatcher)
}

func watch(root string, ignore func(path string) bool, events func() (*fsnotify.Watcher, error)) (*Watcher, error) {
	w := &Watcher{root: root, ignore: ignore, every: pollEvery}
	info, err := os.Stat(root)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "watch", Path: root, Err: diag.Err("it is no folder")}
	}
	if w.events, err = events(); err != nil {
		w.events, w.every = nil, pollFast
	}
	w.seen = w.look(".")
	for p, st := range w.seen {
		if st.dir {
			w.listen(p)
		}
	}
	w.listen(".")
	return w, nil
}

// listen asks for a folder's events. When the system has no watches left, polling must do.
func (w *Watcher) listen(dir string) {
	if w.events != nil && w.events.Add(filepath.Join(w.root, filepath.FromSlash(dir))) != nil {
		w.every = pollFast
	}
}

// Close ends the watching.
func (w *Watcher) Close() error {
	if w.events == nil {
		return nil
	}
	return w.events.Close()
}

// Next waits for changes and gives the paths of a batch, sorted; false when ctx ended
// before anything changed.
func (w *Watcher) Next(ctx context.Context) ([]string, bool) {
	batch := batch{}
	var events chan fsnotify.Event
	var faults chan error
	if w.events != nil {
		events, faults = w.events.Events, w.events.Errors
	}
	poll := time.NewTimer(w.every)
	defer poll.Stop()
	var still, latest <-chan time.Time
	for {
		ends := false
		select {
		case <-ctx.Done():
			paths := w.lasting(batch)
			return paths, len(paths) > 0
		case e, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			if !w.event(e, batch) {
				continue
			}
		case _, ok := <-faults:
			if !ok {
				faults = nil
				continue
			}
			batch["."] = true // events were lost
		case <-poll.C:
			began := time.Now()
			found := w.poll(batch)
			poll.Reset(max(w.every, pollShare*time.Since(began)))
			if !found {
				continue
			}
			w.every = pollFast
		case <-still:
			ends = true
		case <-latest:
			ends = true
		}
		if ends {
			if paths := w.lasting(batch); len(paths) > 0 {
				return paths, true
			}
			clear(batch)
			still, latest = nil, nil
			continue
		}
		if latest == nil {
			latest = time.After(patience)
		}
		still = time.After(quiet)
	}
}

// A batch is the paths that changed, each with whether it was there before.
type batch map[string]bool

// add notes that a path changes. It is called before what is seen of the path does.
func (w *Watcher) add(p string, to batch) {
	if _, noted := to[p]; !noted {
		_, to[p] = w.seen[p]
	}
}

// lasting gives the paths of a batch, sorted, without those that came and went in it: the
// temporary files of an editor.
func (w *Watcher) lasting(b batch) []string {
	paths := make([]string, 0, len(b))
	for p, before := range b {
		if _, now := w.seen[p]; before || now {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return paths
}

// event puts what an event tells of into the batch. It says whether that was anything.
func (w *Watcher) event(e fsnotify.Event, to batch) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	rel, err := filepath.Rel(w.root, e.Name)
	if err != nil {
		return false
	}
	p := filepath.ToSlash(rel)
	if p == "." || w.skip(p) {
		return false
	}
	st, ok := w.stat(p)
	switch {
	case !ok:
		w.gone(p, to)
	case st.dir:
		// What was in it before the watch began sent no event.
		w.listen(p)
		w.seen[p] = st
		for name, inner := range w.look(p) {
			if inner.dir {
				w.listen(name)
			} else {
				w.add(name, to)
			}
			w.seen[name] = inner
		}
		return len(to) > 0
	default:
		w.add(p, to)
		w.seen[p] = st
	}
	return true
}

// gone forgets a path and all that was in it.
func (w *Watcher) gone(p string, to batch) {
	if st, ok := w.seen[p]; !ok || !st.dir {
		w.add(p, to)
		delete(w.seen, p)
		return
	}
	for name, st := range w.seen {
		if name == p || strings.HasPrefix(name, p+"/") {
			if !st.dir {
				w.add(name, to)
			}
			delete(w.seen, name)
		}
	}
}

// poll compares the folder with what was last seen of it.
func (w *Watcher) poll(to batch) (found bool) {
	now := w.look(".")
	for p, st := range now {
		old, ok := w.seen[p]
		if ok && old.dir == st.dir && (st.dir || old.size == st.size && old.time.Equal(st.time)) {
			continue
		}
		if st.dir {
			w.listen(p)
			continue
		}
		w.add(p, to)
		found = true
	}
	for p, st := range w.seen {
		if _, ok := now[p]; !ok && !st.dir {
			w.add(p, to)
			found = true
		}
	}
	w.seen = now
	return found
}

// look lists a folder and all in it. What vanishes meanwhile is left out.
func (w *Watcher) look(dir string) map[string]stamp {
	found := map[string]stamp{}
	base := filepath.Join(w.root, filepath.FromSlash(dir))
	filepath.WalkDir(base, func(name string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(w.root, name)
		if err != nil || relErr != nil {
			return nil
		}
		p := filepath.ToSlash(rel)
		if p == "." || p == dir {
			return nil
		}
		if w.skip(p) {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if info, err := d.Info(); err == nil {
			found[p] = stamp{info.Size(), info.ModTime(), info.IsDir()}
		}
		return nil
	})
	return found
}

func (w *Watcher) stat(p string) (stamp, bool) {
	info, err := os.Lstat(filepath.Join(w.root, filepath.FromSlash(p)))
	if err != nil {
		return stamp{}, false
	}
	return stamp{info.Size(), info.ModTime(), info.IsDir()}, true
}

// skip says whether a path means nothing to the site: what is ignored, what is hidden
// (.git, .#lock, .name.swp), and what editors and Excel leave beside a file at work.
func (w *Watcher) skip(p string) bool {
	for part := range strings.SplitSeq(p, "/") {
		if strings.HasPrefix(part, ".") || strings.HasPrefix(part, "~$") || strings.HasSuffix(part, "~") ||
			strings.HasPrefix(part, "#") || part == "node_modules" || part == "4913" {
			return true
		}
	}
	if ext := path.Ext(p); ext == ".tmp" || ext == ".swp" || ext == ".crswap" {
		return true
	}
	for at := p; at != "."; at = path.Dir(at) {
		if w.ignore(at) {
			return true
		}
	}
	return false
}
