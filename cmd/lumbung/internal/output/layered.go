package output

import (
	"crypto/sha256"
	"errors"
	"iter"
	"slices"
	"strings"
)

// layered is the manifest of an output: a base, and over it what later small
// updates changed. One edited cell among a million files so writes and syncs
// a few kilobytes and not fifty megabytes. There is never more than one delta;
// when it grows past a share of the base the two become a new base.
type layered struct {
	base, delta *manifest // delta may be nil
}

// openLayered is nil when there is no manifest.
func openLayered(d disk, dir string) (*layered, error) {
	base, err := openManifest(d, dir+"/"+manifestName)
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	delta, err := openManifest(d, dir+"/"+deltaName)
	if absent(err) {
		return &layered{base: base}, nil
	}
	if err != nil {
		base.close()
		return nil, err
	}
	if delta.base != base.id { // of a base that was replaced; so is what it said
		return &layered{base: base}, delta.close()
	}
	return &layered{base, delta}, nil
}

func (l *layered) close() error {
	if l == nil {
		return nil
	}
	err := l.base.close()
	if l.delta != nil {
		err = errors.Join(err, l.delta.close())
	}
	return err
}

// id names the state of the output.
func (l *layered) id() string {
	if l.delta == nil {
		return l.base.id.String()
	}
	return layeredID(l.base.id, l.delta.id)
}

func layeredID(base, delta Sum) string {
	return Sum(sha256.Sum256(append(base[:], delta[:]...))).String()
}

func (l *layered) count() int {
	if l.delta != nil {
		return l.delta.live
	}
	return l.base.live
}

func (l *layered) lookup(path string) (record, bool, error) {
	if l.delta != nil {
		r, ok, err := l.delta.lookup(path)
		if ok || err != nil {
			return r, ok && !r.gone, err
		}
	}
	return l.base.lookup(path)
}

func (l *layered) scan(from string) iter.Seq2[record, error] {
	if l.delta == nil {
		return l.base.scan(from)
	}
	return func(yield func(record, error) bool) {
		for r, err := range overlay(l.base.scan(from), l.delta.scan(from)) {
			if err == nil && r.gone {
				continue
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// ranges is how many parts walk can be done in, by several at once.
func (l *layered) ranges() int {
	return max(1, (len(l.base.blocks)+blocksInRange-1)/blocksInRange)
}

// blocksInRange makes a range some thousand files.
const blocksInRange = 32

// walk goes through the files of a range in no order, but for blocks of which skip says so. Path
// and record are good until do returns.
func (l *layered) walk(number int, skip func(first, next string) bool, do func(path []byte, r *record) error) error {
	from, to := number*blocksInRange, min((number+1)*blocksInRange, len(l.base.blocks))
	over, err := l.changed(from, to)
	if err != nil {
		return err
	}
	err = l.base.walk(from, to, skip, func(path []byte, r *record) error {
		if len(over) > 0 && over[bytesString(path)] {
			return nil
		}
		return do(path, r)
	})
	if err != nil || l.delta == nil {
		return err
	}
	for r, err := range l.within(from, to) {
		if err == nil && !r.gone {
			err = do([]byte(r.path), &r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// changed are the paths of the delta that lie within blocks of the base.
func (l *layered) changed(from, to int) (map[string]bool, error) {
	if l.delta == nil {
		return nil, nil
	}
	paths := map[string]bool{}
	for r, err := range l.within(from, to) {
		if err != nil {
			return nil, err
		}
		paths[r.path] = true
	}
	return paths, nil
}

// within goes through the delta from the start of a block of the base to that of another;
// what comes before and behind all of them lies in the first and the last.
func (l *layered) within(from, to int) iter.Seq2[record, error] {
	start := ""
	if from > 0 {
		start = l.base.blocks[from].first
	}
	return func(yield func(record, error) bool) {
		for r, err := range l.delta.scan(start) {
			if err == nil && to < len(l.base.blocks) && r.path >= l.base.blocks[to].first {
				return
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// overlay merges two scans; of a path that both have the upper counts.
func overlay(lower, upper iter.Seq2[record, error]) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		next, stop := iter.Pull2(upper)
		defer stop()
		up, upErr, more := next()
		for low, err := range lower {
			for more && (upErr != nil || up.path < low.path) {
				if !yield(up, upErr) || upErr != nil {
					return
				}
				up, upErr, more = next()
			}
			if more && up.path == low.path {
				low = up
				up, upErr, more = next()
			}
			if !yield(low, err) || err != nil {
				return
			}
		}
		for more {
			if !yield(up, upErr) || upErr != nil {
				return
			}
			up, upErr, more = next()
		}
	}
}

// under goes through the last build's files in a folder.
func under(p previous, dir string) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		for r, err := range p.scan(dir + "/") {
			if err == nil && !strings.HasPrefix(r.path, dir+"/") {
				return
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func (l *layered) mixedCase() []string {
	if l.delta == nil {
		return l.base.mixed
	}
	return slices.Concat(l.base.mixed, l.delta.mixed)
}
