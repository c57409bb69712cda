package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// listFiles writes the size and the path of every file under dir to the file list, and
// says how many files there are, how many of them pages, and their bytes.
func listFiles(dir, list string) (files, pages int, size int64, err error) {
	out, err := os.Create(list)
	if err != nil {
		return 0, 0, 0, err
	}
	w := bufio.NewWriter(out)
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files++
		size += info.Size()
		if strings.HasSuffix(name, ".html") {
			pages++
		}
		_, err = fmt.Fprintf(w, "%d %s\n", info.Size(), filepath.ToSlash(name))
		return err
	})
	if err == nil {
		err = w.Flush()
	}
	if closing := out.Close(); err == nil {
		err = closing
	}
	return files, pages, size, err
}

// writeFloor makes the files of list under dir, as many at once as there are processors.
// Their bytes are the same letter over and over: reading the real ones would be measured too.
func writeFloor(list, dir string) error {
	text, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	type job struct {
		path string
		size int
	}
	var jobs []job
	largest := 0
	made := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		var j job
		size, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if _, err := fmt.Sscan(size, &j.size); err != nil {
			return fmt.Errorf("%s: %q is not a size: %w", list, size, err)
		}
		j.path = filepath.Join(dir, filepath.FromSlash(name))
		if folder := filepath.Dir(j.path); !made[folder] {
			if err := os.MkdirAll(folder, 0o777); err != nil {
				return err
			}
			made[folder] = true
		}
		largest = max(largest, j.size)
		jobs = append(jobs, j)
	}
	fill := []byte(strings.Repeat("x", largest))
	workers := runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var wait sync.WaitGroup
	for worker := range workers {
		wait.Go(func() {
			for i := worker; i < len(jobs) && failed[worker] == nil; i += workers {
				failed[worker] = os.WriteFile(jobs[i].path, fill[:jobs[i].size], 0o666)
			}
		})
	}
	wait.Wait()
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}
