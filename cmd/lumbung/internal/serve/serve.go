// Package serve is the development server: it watches a project, has the site rebuilt
// when a file changes, and shows the result in the browser at once.
//
// A Server knows nothing of building. It is given a Rebuild function and keeps the last
// Tree that function gave; what a broken edit gives instead are diagnostics, and those
// are laid over the page of the last good tree until the edit is mended.
//
// Everything that makes a page live (a script, a style, the diagnostics) is added to
// responses as they leave and is never in the tree, so none of it can be published.
//
// What a browser is told is decided by comparing: each open page says which sum it has,
// and the server answers "reload" when the tree has another. Nothing is lost when a
// connection breaks, and pages that did not change do not move.
package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
)

// Rebuild makes the site anew. Without a tree the last one stays. What no open page shows
// may be left as it was: when nothing has changed for a while, Rebuild is called for a
// settled change, and makes what it put off.
type Rebuild func(ctx context.Context, change Change) (*output.Tree, []*diag.Diagnostic, error)

// Change is what the site is made anew for.
type Change struct {
	// Files are those that changed since the last call that gave a tree, relative to the
	// project, with slashes: nil at first, "." among them when anything may have changed,
	// and none when nothing has changed for a while.
	Files []string
	// Open are the paths of the pages that somebody looks at.
	Open []string
}

// Settled says whether nothing has changed for a while: what was put off is to be made.
func (c Change) Settled() bool { return c.Files != nil && len(c.Files) == 0 }

// Report says how a rebuild went.
type Report struct {
	Changed     []string
	Diagnostics []*diag.Diagnostic
	Err         error
	Good        bool // the new site is being shown
	Took        time.Duration
}

// Options say what to serve.
type Options struct {
	Root    string                   // folder to watch
	Ignore  func(path string) bool   // paths whose changes mean nothing, such as the published site
	Rebuild Rebuild                  // called by one goroutine at a time
	Say     func(string) string      // translates; nil is English
	Report  func(Report)             // told of each rebuild; may be nil
	Names   []string                 // host names a browser may use, beside those of this machine
	Rest    time.Duration            // how long nothing must change before what was put off is made; 0 is a second
	Events  func() (*Watcher, error) // nil watches Root; tests bring their own
}

// Server shows a site that is being worked on.
type Server struct {
	o Options

	mu      sync.Mutex
	state   state
	changed chan struct{} // closed when the state is replaced
	ready   chan struct{} // closed after the first build
	viewers viewers
}

// state is what is shown. It is replaced, never altered.
type state struct {
	tree     *output.Tree // nil before the first good build
	problems string       // HTML of what is wrong, "" when nothing is
}

// New makes a server. Run starts it.
func New(o Options) *Server {
	if o.Say == nil {
		o.Say = func(s string) string { return s }
	}
	if o.Ignore == nil {
		o.Ignore = func(string) bool { return false }
	}
	if o.Report == nil {
		o.Report = func(Report) {}
	}
	if o.Rest == 0 {
		o.Rest = time.Second
	}
	return &Server{o: o, changed: make(chan struct{}), ready: make(chan struct{})}
}

// Run answers on the listener, builds, and rebuilds when files change, until ctx ends.
func (s *Server) Run(ctx context.Context, on net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	web := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 2)
	go func() { failed <- web.Serve(on) }()
	go func() { failed <- s.work(ctx) }()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	cancel()
	closeCtx, done := context.WithTimeout(context.Background(), time.Second)
	defer done()
	if closing := web.Shutdown(closeCtx); closing != nil {
		web.Close()
	}
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// work builds whenever the watcher has something. Changes that arrive during a build
// wait for it; those before a failed build are told again with the next.
func (s *Server) work(ctx context.Context) error {
	w, err := s.watcher()
	if err != nil {
		return err
	}
	defer w.Close()
	batches := make(chan []string)
	go func() {
		for batch, ok := w.Next(ctx); ok; batch, ok = w.Next(ctx) {
			select {
			case batches <- batch:
			case <-ctx.Done():
			}
		}
	}()
	var pending []string
	if !s.build(ctx, nil) {
		pending = []string{"."}
	}
	unsettled := false
	for ctx.Err() == nil {
		batch := s.next(ctx, batches, unsettled)
		if batch == nil {
			unsettled = false
			continue
		}
		pending = union(pending, batch)
		if unsettled = s.build(ctx, pending); unsettled {
			pending = nil
		}
	}
	return ctx.Err()
}

// next waits for changes. While something was put off it waits only for so long, and then
// has it made until a change comes: nobody who saves a file waits for it. It gives nil when it was
// made, or when ctx ends.
func (s *Server) next(ctx context.Context, batches <-chan []string, unsettled bool) []string {
	var rest <-chan time.Time
	if unsettled {
		rest = time.After(s.o.Rest)
	}
	select {
	case batch := <-batches:
		return batch
	case <-ctx.Done():
		return nil
	case <-rest:
	}
	ctx, giveUp := context.WithCancel(ctx)
	defer giveUp()
	settled := make(chan struct{})
	go func() {
		defer close(settled)
		s.settle(ctx)
	}()
	var batch []string
	select {
	case batch = <-batches:
		giveUp()
	case <-settled:
	}
	<-settled
	return batch
}

// settle has made what was put off. Pages that show none of it do not move.
func (s *Server) settle(ctx context.Context) {
	began := time.Now()
	tree, diagnostics, err := s.o.Rebuild(ctx, Change{Files: []string{}, Open: s.viewers.open()})
	if tree == nil && ctx.Err() != nil || err == nil && tree == s.now().tree {
		return
	}
	next := state{tree: tree, problems: s.problems(diagnostics, err)}
	if tree == nil || err != nil {
		next.tree = s.now().tree
		s.o.Report(Report{Diagnostics: diagnostics, Err: err, Took: time.Since(began)})
	}
	s.show(next)
}

func (s *Server) watcher() (*Watcher, error) {
	if s.o.Events != nil {
		return s.o.Events()
	}
	return Watch(s.o.Root, s.o.Ignore)
}

func union(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// build has the site rebuilt and shows the result. It says whether there is a new tree.
func (s *Server) build(ctx context.Context, changed []string) bool {
	began := time.Now()
	tree, diagnostics, err := s.o.Rebuild(ctx, Change{Files: changed, Open: s.viewers.open()})
	if ctx.Err() != nil {
		return false
	}
	good := tree != nil && err == nil
	next := state{tree: tree, problems: s.problems(diagnostics, err)}
	if !good {
		next.tree = s.now().tree
	}
	s.show(next)
	s.o.Report(Report{Changed: changed, Diagnostics: diagnostics, Err: err, Good: good, Took: time.Since(began)})
	return good
}

func (s *Server) now() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

func (s *Server) show(next state) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = next
	close(s.changed)
	s.changed = make(chan struct{})
	select {
	case <-s.ready:
	default:
		close(s.ready)
	}
}

// watch gives the state and a channel that is closed when there is another.
func (s *Server) watch() (state, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.changed
}

// sum is which version of a page the state has, "" when it has none.
func (st state) sum(page string) string {
	if st.tree == nil {
		return ""
	}
	sum, ok := st.tree.Sum(page)
	if !ok {
		return ""
	}
	return sum.String()
}
