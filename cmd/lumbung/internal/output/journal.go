package output

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"strconv"
	"strings"
)

// The journal of an update is a text file: a line for each step, fields
// separated by tabs (no path has one), and a last line with the SHA-256 of all
// before. Every step can be done again after it was done, so completing an
// update is doing them all, whatever was done already.
//
//	folder PATH                   rename a folder from the stage to where there is none
//	swap PATH SIZE MTIME PROBE    exchange a folder with the staged one. It is not yet done while the
//	                              staged one has PROBE with that size and time
//	put PATH                      rename a file from the stage, over the one there
//	remove PATH SIZE MTIME        remove a file, if it is still the one meant
//	rmdir PATH                    remove a folder, if it is empty
//	manifest NAME                 the name that the file "next" gets at the end
//	end SHA256
const journalMagic = "lumbung journal 1\n"

// journalWriter writes a journal; the first error is kept for finish.
type journalWriter struct {
	f     file
	out   []byte
	hash  hash.Hash
	steps int
	err   error
}

func createJournal(d disk) (*journalWriter, error) {
	f, err := d.create(stateDir + "/" + draftName)
	if err != nil {
		return nil, err
	}
	j := &journalWriter{f: f, hash: sha256.New(), out: make([]byte, 0, writeBuffer)}
	j.write(journalMagic)
	return j, nil
}

func (j *journalWriter) folder(path string) { j.step("folder", path) }
func (j *journalWriter) put(path string)    { j.step("put", path) }
func (j *journalWriter) rmdir(path string)  { j.step("rmdir", path) }

func (j *journalWriter) remove(path string, st stat) {
	j.step("remove", path, strconv.FormatInt(st.size, 10), strconv.FormatInt(st.mtime, 10))
}

func (j *journalWriter) swap(path string, probe record) {
	j.step("swap", path, strconv.FormatInt(probe.size, 10), strconv.FormatInt(probe.mtime, 10), probe.path)
}

func (j *journalWriter) manifest(name string) { j.write("manifest\t" + name + "\n") }

func (j *journalWriter) step(fields ...string) {
	j.steps++
	j.write(strings.Join(fields, "\t") + "\n")
}

func (j *journalWriter) write(s string) {
	if len(j.out)+len(s) > cap(j.out) {
		j.flush()
	}
	j.out = append(j.out, s...)
}

func (j *journalWriter) flush() {
	j.hash.Write(j.out)
	if j.err == nil {
		_, j.err = j.f.Write(j.out)
	}
	j.out = j.out[:0]
}

func (j *journalWriter) finish() error {
	j.flush()
	j.write("end\t" + hex.EncodeToString(j.hash.Sum(nil)) + "\n")
	j.flush()
	if j.err == nil {
		j.err = j.f.Sync()
	}
	return errors.Join(j.err, j.f.Close())
}

// eachLine checks a journal, then calls step with the fields of each line
// after the first and before the last.
func eachLine(f file, step func(fields []string) error) error {
	if err := checkJournal(f); err != nil {
		return err
	}
	return scanJournal(f, func(line string) error {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if line == journalMagic || fields[0] == "end" {
			return nil
		}
		return step(fields)
	})
}

func checkJournal(f file) error {
	h, first, end := sha256.New(), true, ""
	err := scanJournal(f, func(line string) error {
		if first && line != journalMagic {
			return errVersion
		}
		first = false
		if end != "" {
			return errCut
		}
		if sum, ok := strings.CutPrefix(line, "end\t"); ok {
			end = sum
			return nil
		}
		io.WriteString(h, line)
		return nil
	})
	if err == nil && end != hex.EncodeToString(h.Sum(nil))+"\n" {
		err = errCut
	}
	return err
}

func scanJournal(f file, line func(string) error) error {
	st, err := f.stat()
	if err != nil {
		return err
	}
	r := bufio.NewReaderSize(io.NewSectionReader(f, 0, st.size), 1<<16)
	for {
		s, err := r.ReadString('\n')
		if err == io.EOF && s == "" {
			return nil
		}
		if err == io.EOF {
			return errCut
		}
		if err != nil {
			return err
		}
		if err := line(s); err != nil {
			return err
		}
	}
}
