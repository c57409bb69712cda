package output

// OpenDry begins a build that writes nothing: only Entries come of it. It is
// for verify, which compares them with a site that was built elsewhere.
func OpenDry() *Publish { return newPublish(dry{}, nil) }

// OpenShown begins a build that writes nothing either, and shows each file that
// is written at once, by several workers at a time. What is written in pieces
// is shown to nobody: those are the large ones.
func OpenShown(see func(path string, data []byte)) *Publish {
	return newPublish(shown{see: see}, nil)
}

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

type shown struct {
	dry
	see func(path string, data []byte)
}

func (s shown) put(path string, data []byte, sum Sum) (placed, error) {
	s.see(path, data)
	return s.dry.put(path, data, sum)
}
