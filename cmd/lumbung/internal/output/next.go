package output

import (
	"fmt"
	"iter"
)

// writeNext writes the manifest to be, whole or as a delta. It gives the name
// that belongs to it, and the output's new ID.
func (pl *planner) writeNext() (name, id string, err error) {
	f := pl.folder
	w, err := createManifest(f.home, stateDir+"/"+nextName)
	if err != nil {
		return "", "", fmt.Errorf("write the manifest: %w", err)
	}
	if !pl.asDelta() {
		sum, err := w.writeAll(pl.publish, pl.now)
		return manifestName, sum.String(), err
	}
	if err := pl.addDelta(w); err != nil {
		w.abandon()
		return "", "", err
	}
	live := f.last.count() + pl.res.New - pl.res.Removed
	sum, err := w.finish(f.last.base.id, live)
	if err != nil {
		return "", "", fmt.Errorf("write the manifest: %w", err)
	}
	return deltaName, layeredID(f.last.base.id, sum), nil
}

// asDelta judges by the number of records that would be in it.
func (pl *planner) asDelta() bool {
	last := pl.folder.last
	if last == nil || last.base.records < pl.folder.from.delta {
		return false
	}
	records := pl.changes
	if last.delta != nil {
		records += last.delta.records
	}
	return records*pl.folder.from.share <= last.base.records
}

// addDelta lays the changes of this build over the delta before it.
func (pl *planner) addDelta(w *manifestWriter) error {
	last := pl.folder.last
	records := pl.changed()
	if last.delta != nil {
		records = overlay(last.delta.scan(""), records)
	}
	for r, err := range records {
		if err == nil && r.gone {
			var had bool
			if _, had, err = last.base.lookup(r.path); err == nil && !had {
				continue // made and removed since the base: nothing to take back
			}
		}
		if err != nil {
			return err
		}
		w.add(r)
	}
	return nil
}

func (pl *planner) changed() iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		for s, err := range pl.steps() {
			switch {
			case err != nil:
				yield(record{}, err)
				return
			case s.gone(pl.publish.rest):
				if !yield(record{path: s.path, gone: true}, nil) {
					return
				}
			case s.changes():
				if !yield(s.record(), nil) {
					return
				}
			}
		}
	}
}

// writeAll writes every file of a build, those kept by KeepRest too.
func (w *manifestWriter) writeAll(p *Publish, now listing) (Sum, error) {
	for s, err := range p.steps(now, true) {
		if err != nil {
			w.abandon()
			return Sum{}, err
		}
		if s.now != nil || s.kept(p.rest) {
			w.add(s.record())
		}
	}
	sum, err := w.finish(Sum{}, w.records)
	if err != nil {
		return Sum{}, fmt.Errorf("write the manifest: %w", err)
	}
	return sum, nil
}

// changes says that the manifest has to learn about a step.
func (s *step) changes() bool {
	return s.now != nil && (s.now.state == staged || s.now.state == touched)
}

// record is the file of a step as the manifest is to remember it.
func (s *step) record() record {
	if s.now == nil {
		return s.old
	}
	return record{path: s.path, size: s.now.size, mtime: s.now.stamp, sum: s.now.sum}
}
