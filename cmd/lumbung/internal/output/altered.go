package output

import (
	"errors"
	"runtime"
	"slices"
	"sync"
)

// Altered looks at every file of the last build and names those that another
// hand changed or removed since. It is for a build that will call KeepRest:
// what it names has to be written again. It costs one stat a file.
func (p *Publish) Altered() ([]string, error) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.over {
		return nil, ErrClosed
	}
	if p.last == nil {
		return nil, nil
	}
	a := altered{sink: p.sink}
	batches := make(chan []record, 1)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for batch := range batches {
				a.look(batch)
			}
		})
	}
	scanErr := p.eachBatch(batches)
	close(batches)
	workers.Wait()
	slices.Sort(a.paths)
	return a.paths, errors.Join(scanErr, a.err)
}

func (p *Publish) eachBatch(to chan<- []record) error {
	var batch []record
	for r, err := range p.last.scan("") {
		if err != nil {
			return err
		}
		if batch = append(batch, r); len(batch) == 256 {
			to <- batch
			batch = nil
		}
	}
	to <- batch
	return nil
}

type altered struct {
	sink  sink
	mu    sync.Mutex
	paths []string
	err   error
}

func (a *altered) look(batch []record) {
	for _, r := range batch {
		_, err := a.sink.keep(r)
		if err == nil {
			continue
		}
		a.mu.Lock()
		if errors.Is(err, ErrAltered) {
			a.paths = append(a.paths, r.path)
		} else {
			a.err = err
		}
		a.mu.Unlock()
	}
}
