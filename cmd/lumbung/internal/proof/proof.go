// Package proof keeps what the tests of the promises count: faults injected, kills survived,
// texts tried, bytes compared. Each test hands in its number, which must be the one in
// testdata/reliability.txt of its package, and the table in the README is made of those files:
// nobody can write a figure there that no test has counted. Nothing but tests imports it.
package proof

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// File is where a package keeps its numbers, a name and a number a line.
const File = "testdata/reliability.txt"

var mu sync.Mutex

// Check compares a number with the one that is kept. UPDATE_GOLDEN=1 keeps the new one; after
// a failure nothing is kept, since what was counted did not hold.
func Check(t testing.TB, name string, n int64) {
	t.Helper()
	if t.Failed() {
		return
	}
	mu.Lock()
	defer mu.Unlock()
	kept, err := Read(File)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if was, ok := kept[name]; ok && was == n {
		return
	} else if os.Getenv("UPDATE_GOLDEN") == "" {
		t.Errorf("%s: %d were counted, %s has %d; UPDATE_GOLDEN=1 keeps it, and again in cmd/lumbung brings it into the README", name, n, File, was)
		return
	}
	kept[name] = n
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		fmt.Fprintf(&b, "%s %d\n", name, kept[name])
	}
	if err := os.MkdirAll(filepath.Dir(File), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(File, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Read gives the numbers of a file by their names.
func Read(file string) (map[string]int64, error) {
	numbers := map[string]int64{}
	data, err := os.ReadFile(file)
	for line := range strings.Lines(string(data)) {
		name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, wrong := strconv.ParseInt(text, 10, 64)
		if wrong != nil || n <= 0 {
			return numbers, fmt.Errorf("%s: %q is no name with a number", file, line)
		}
		numbers[name] = n
	}
	return numbers, err
}
