package output

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestClosedTwice is about the descriptor of what is opened next, which has the number of what
// was closed: closing again must not close that.
func TestClosedTwice(t *testing.T) {
	dir := t.TempDir()
	d, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	first, err := d.create("first")
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	next, err := os.Create(filepath.Join(dir, "next"))
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if err := first.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a file was closed twice: %v", err)
	}
	if _, err := first.Write([]byte("x")); err == nil {
		t.Error("a closed file was written to")
	}
	if _, err := next.WriteString("x"); err != nil {
		t.Errorf("the file opened meanwhile: %v", err)
	}
}
