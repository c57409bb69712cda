package proof

import (
	"maps"
	"os"
	"testing"
)

// listener hears what Check says of a test.
type listener struct {
	testing.TB
	failed bool
}

func (l *listener) Helper()               {}
func (l *listener) Failed() bool          { return l.failed }
func (l *listener) Errorf(string, ...any) { l.failed = true }

func TestNumbersAreKeptAndCompared(t *testing.T) {
	t.Chdir(t.TempDir())
	check := func(update, name string, n int64) (held bool) {
		t.Setenv("UPDATE_GOLDEN", update)
		l := &listener{TB: t}
		Check(l, name, n)
		return !l.failed
	}
	if check("", "kills", 3) {
		t.Error("a number that is not kept passed")
	}
	if !check("1", "kills", 3) || !check("1", "faults", 7) || !check("", "kills", 3) || check("", "kills", 4) {
		t.Error("kept numbers are not compared")
	}
	Check(&listener{TB: t, failed: true}, "kills", 9)
	got, err := Read(File)
	if want := map[string]int64{"kills": 3, "faults": 7}; err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for _, text := range []string{"kills\n", "kills x\n", "kills 0\n", "kills -1\n"} {
		if err := os.WriteFile(File, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(File); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}
