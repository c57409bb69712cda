package output

import (
	"io"
	"os"
)

// listFile reads names a few hundred at a time: a folder may hold a million.
func listFile(dir *os.File, entry func(name string, dir bool) error) error {
	for {
		batch, err := dir.ReadDir(512)
		for _, e := range batch {
			if err := entry(e.Name(), e.IsDir()); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
