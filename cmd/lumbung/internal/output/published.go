package output

import "fmt"

// Published lists the files that the last build of a folder made, from its
// manifest: what a verifier has to find there, beside files of other hands.
// It is nil if Lumbung has made nothing there.
func Published(dir string) ([]Entry, error) {
	d, err := openDisk(dir)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	defer d.close()
	t := &target{path: dir}
	last, err := openLayered(d, stateDir)
	if err != nil {
		return nil, t.manifestFault(err)
	}
	if last == nil {
		return nil, nil
	}
	defer last.close()
	entries := make([]Entry, 0, last.count())
	for r, err := range last.scan("") {
		if err != nil {
			return nil, t.manifestFault(err)
		}
		entries = append(entries, Entry{r.path, r.size, r.sum})
	}
	return entries, nil
}
