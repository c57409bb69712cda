package output

// OpenDry begins a build that writes nothing: only Entries come of it. It is
// for verify, which compares them with a site that was built elsewhere.
func OpenDry() *Publish { return newPublish(dry{}, nil) }

type dry struct{}

func (dry) put(string, []byte, Sum) (placed, error) { return placed{state: staged}, nil }
func (dry) keep(record) (placed, error)             { return placed{}, ErrNotMade }
func (dry) stream(string) (stream, error)           { return dry{}, nil }
func (dry) Write(b []byte) (int, error)             { return len(b), nil }
func (dry) finish(int64, Sum) (placed, error)       { return placed{state: staged}, nil }
func (dry) discard() error                          { return nil }
func (dry) abort() error                            { return nil }

func (dry) commit(p *Publish) (Result, error) {
	return Result{Files: p.tally.files, Bytes: p.tally.bytes, New: p.tally.files}, nil
}
