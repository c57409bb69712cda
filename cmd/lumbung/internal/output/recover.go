package output

import (
	"fmt"

	"lumbung/cmd/lumbung/internal/diag"
)

// Recovery says what Open found, and did about it.
type Recovery struct {
	Outcome Outcome
	Died    Holder // the process that left the output locked, if it is known
}

// Outcome is what became of an earlier build.
type Outcome uint8

const (
	// Clean says that no earlier build was broken off.
	Clean Outcome = iota
	// RolledBack says that one was, before its first visible change. The
	// output is the one before it.
	RolledBack
	// Completed says that one was, while its files were being put in place.
	// The output is now its output.
	Completed
)

// Words is a sentence for a log.
func (o Outcome) Words() diag.Message {
	return [...]diag.Message{
		diag.Msg("the last build was not broken off"),
		diag.Msg("an earlier build was broken off before it changed anything: it is discarded"),
		diag.Msg("an earlier build was broken off while it put its files in place: it is completed"),
	}[o]
}

// String is the sentence in English.
func (o Outcome) String() string { return o.Words().String() }

// recoverFolder brings an output to the state before or after the last build.
// The journal decides: it is there from the moment when all that it needs is
// written until all that it asks for is done.
func recoverFolder(d disk, out string, l lock) (Recovery, error) {
	rec := Recovery{Died: l.before()}
	_, err := d.stat(stateDir + "/" + journalName)
	switch {
	case err == nil:
		rec.Outcome = Completed
		if _, _, err = complete(d); err != nil {
			err = fmt.Errorf("complete the update of %s that was broken off: %w", out, err)
		}
		return rec, err
	case !absent(err):
		return rec, fmt.Errorf("look for a journal in %s: %w", out, err)
	}
	return rec, rollBack(d, stateDir, &rec)
}

// rollBack discards what a build that died has left in a work folder.
func rollBack(d disk, work string, rec *Recovery) error {
	return clearWork(d, work, func() { rec.Outcome = RolledBack })
}

// clearWork empties a work folder but for the lock and the manifest. An empty
// stage does not count as found: nothing of that build was written.
func clearWork(d disk, work string, found func()) error {
	for _, name := range []string{stageName, nextName, draftName, spoolName, archiveName} {
		path := work + "/" + name
		st, err := d.stat(path)
		if absent(err) {
			continue
		}
		if err != nil {
			return fmt.Errorf("look at %s: %w", path, err)
		}
		if found != nil {
			found()
		}
		if st.kind == folderKind {
			err = removeTree(d, path)
		} else {
			err = ignoreAbsent(d.remove(path))
		}
		if err != nil {
			return fmt.Errorf("discard %s: %w", path, err)
		}
	}
	return nil
}
