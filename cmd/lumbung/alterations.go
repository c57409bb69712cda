package main

import "lumbung/cmd/lumbung/internal/output"

// alterations are the files of an output that another hand changed since the last build.
// They are looked for while other work is done; who asks waits for it. A nil *alterations is
// none.
type alterations struct {
	done  chan struct{}
	paths map[string]bool
	err   error
}

// lookForAlterations begins to look, but for the files of folders that stand as unlooked says.
func lookForAlterations(out *output.Publish, unlooked output.Folders) *alterations {
	a := &alterations{done: make(chan struct{}), paths: map[string]bool{}}
	go func() {
		defer close(a.done)
		var paths []string
		paths, a.err = out.Altered(unlooked)
		for _, path := range paths {
			a.paths[path] = true
		}
	}()
	return a
}

// wait gives them once all files were looked at.
func (a *alterations) wait() (map[string]bool, error) {
	if a == nil {
		return nil, nil
	}
	<-a.done
	return a.paths, a.err
}

// has says whether a file is one of them, or may be: where not all could be looked at, the
// build fails in the end.
func (a *alterations) has(path string) bool {
	paths, err := a.wait()
	return err != nil || paths[path]
}
