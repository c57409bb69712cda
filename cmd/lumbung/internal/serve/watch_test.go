package serve

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// ways to learn of changes: each test of the watcher holds for both.
var ways = map[string]func() (*fsnotify.Watcher, error){
	"events":  fsnotify.NewWatcher,
	"polling": func() (*fsnotify.Watcher, error) { return nil, errors.New("no events here") },
}

// folder is a watched folder.
type folder struct {
	t   *testing.T
	dir string
	w   *Watcher
}

func watched(t *testing.T, events func() (*fsnotify.Watcher, error)) *folder {
	f := &folder{t: t, dir: t.TempDir()}
	f.write("data/kube.csv", "a\n")
	f.write("content/id/a.md", "x")
	f.write("public/index.html", "x")
	w, err := watch(f.dir, func(p string) bool { return p == "public" }, events)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	f.w = w
	return f
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

func (f *folder) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) write(name, text string) {
	f.t.Helper()
	f.must(os.MkdirAll(filepath.Dir(f.path(name)), 0o755))
	f.must(os.WriteFile(f.path(name), []byte(text), 0o644))
}

// next collects batches until one holds the path.
func (f *folder) next(want string) string {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.t.Context(), 5*time.Second)
	defer cancel()
	var all []string
	for {
		batch, ok := f.w.Next(ctx)
		if !ok {
			f.t.Fatalf("never told of %s, only of %q", want, all)
		}
		all = union(all, batch)
		if strings.Contains(" "+strings.Join(all, " ")+" ", " "+want+" ") {
			return strings.Join(all, " ")
		}
	}
}

func TestWatcherTellsOfEachKindOfChange(t *testing.T) {
	for name, events := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := watched(t, events)
			f.write("data/kube.csv", "bb\n")
			f.next("data/kube.csv")

			f.write("data/kube.csv.tmp", "ccc\n") // an editor's atomic save
			f.must(os.Rename(f.path("data/kube.csv.tmp"), f.path("data/kube.csv")))
			if got := f.next("data/kube.csv"); got != "data/kube.csv" {
				t.Errorf("an atomic save told of %s", got)
			}
			f.write("data/sedAx41k", "dddd\n") // of any name
			f.must(os.Rename(f.path("data/sedAx41k"), f.path("data/kube.csv")))
			if got := f.next("data/kube.csv"); got != "data/kube.csv" {
				t.Errorf("an atomic save told of %s", got)
			}

			f.must(os.Rename(f.path("data/kube.csv"), f.path("data/pmks.csv")))
			f.next("data/pmks.csv")

			f.must(os.Remove(f.path("data/pmks.csv")))
			f.next("data/pmks.csv")

			f.write("content/en/cerita/b.md", "x") // folders that did not exist
			f.next("content/en/cerita/b.md")
			f.write("content/en/cerita/c.md", "x") // and are watched from now on
			f.next("content/en/cerita/c.md")

			f.must(os.RemoveAll(f.path("content/en")))
			f.next("content/en/cerita/b.md")
		})
	}
}

func TestWatcherIsSilentAboutWhatIsNoSource(t *testing.T) {
	for name, events := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := watched(t, events)
			for _, noise := range []string{"public/index.html", "public/new/x.html", ".git/index", "data/.kube.csv.swp", "data/kube.csv~", "data/~$kube.xlsx", "data/#kube#", "node_modules/x/y.js"} {
				f.write(noise, "noise")
			}
			f.write("data/end.csv", "x")
			if got := f.next("data/end.csv"); got != "data/end.csv" {
				t.Errorf("told of %s", got)
			}
		})
	}
}

func TestWatcherFindsByLookingWhatNoEventTold(t *testing.T) {
	f := watched(t, fsnotify.NewWatcher)
	f.must(f.w.events.Remove(f.path("data"))) // as on a network folder
	f.w.every = 50 * time.Millisecond
	f.write("data/kube.csv", "bb\n")
	f.next("data/kube.csv")
	if f.w.every != pollFast {
		t.Errorf("it still looks only every %v", f.w.every)
	}
}

func TestWatcherForgetsWhatCameAndWent(t *testing.T) {
	f := watched(t, fsnotify.NewWatcher)
	b := batch{}
	for _, p := range []string{"data/sedAx41k", "data/kube.csv", "data/new.csv"} {
		f.w.add(p, b)
	}
	f.write("data/new.csv", "x")
	f.w.event(fsnotify.Event{Name: f.path("data/new.csv"), Op: fsnotify.Create}, b)
	f.must(os.Remove(f.path("data/kube.csv")))
	for _, p := range []string{"data/kube.csv", "data/sedAx41k"} {
		f.w.event(fsnotify.Event{Name: f.path(p), Op: fsnotify.Remove}, b)
	}
	if got := strings.Join(f.w.lasting(b), " "); got != "data/kube.csv data/new.csv" {
		t.Errorf("told of %s", got)
	}
}

func TestLostEventsMeanThatAnythingMayHaveChanged(t *testing.T) {
	f := watched(t, fsnotify.NewWatcher)
	go func() { f.w.events.Errors <- fsnotify.ErrEventOverflow }()
	f.next(".")
}

func TestWatchingNeedsAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, root := range []string{file, filepath.Join(t.TempDir(), "nothing")} {
		if w, err := Watch(root, func(string) bool { return false }); err == nil {
			w.Close()
			t.Errorf("%s was watched", root)
		}
	}
}
