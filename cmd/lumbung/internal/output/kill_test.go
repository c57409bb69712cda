//go:build unix

package output

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"lumbung/cmd/lumbung/internal/proof"
)

// killOrder tells a process of this test, in its environment, what to build and before which
// operation to die: the name of a scenario, its folder and a number.
const killOrder = "LUMBUNG_TEST_KILL"

// TestProcessToKill is the build of such a process. It is killed by the system, at once: no
// deferred call, no handler and no buffer of it has a say.
func TestProcessToKill(t *testing.T) {
	order := strings.Split(os.Getenv(killOrder), "|")
	if len(order) != 3 {
		t.Skip("only TestKilledProcesses starts this")
	}
	at, _ := strconv.Atoi(order[2])
	all := scenarios()
	i := slices.IndexFunc(all, func(s scenario) bool { return s.name == order[0] })
	s := &stand{T: t, scenario: &all[i], dir: order[1], path: filepath.Join(order[1], all[i].out)}
	f := newFaults(failOnce, 0, nil)
	f.onOp = func(n int, op string) {
		if n == at {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	t.Fatal("the build ended before it was killed: ", s.run(f))
}

// TestKilledProcesses kills a build before each of its operations in turn. The site is the old
// one or the new one, at the latest after the next command, and the next build is whole.
func TestKilledProcesses(t *testing.T) {
	var kills, undone, redone atomic.Int64
	t.Run("scenario", func(t *testing.T) {
		for _, sc := range scenarios() {
			if !slices.Contains([]string{"first build", "update", "small update, as a delta", "zip over zip"}, sc.name) {
				continue
			}
			t.Run(sc.name, func(t *testing.T) {
				t.Parallel()
				var o outcomes
				for at, ops := 1, sc.count(t); at <= ops; at += stride() {
					kills.Add(1)
					if problem := sc.kill(t, at, &o); problem != "" {
						t.Errorf("killed at %d: %s", at, problem)
					}
				}
				undone.Add(int64(o.undone))
				redone.Add(int64(o.redone))
			})
		}
	})
	t.Logf("%d processes killed: the next command rolled back %d builds and completed %d", kills.Load(), undone.Load(), redone.Load())
	if undone.Load() == 0 || redone.Load() == 0 {
		t.Error("no kill hit a build in the middle")
	}
	if stride() == 1 {
		proof.Check(t, "kills", kills.Load())
	}
}

func (sc *scenario) kill(t *testing.T, at int, o *outcomes) (problem string) {
	t.Helper()
	s := sc.setUp(t, filepath.Join(fastDir(t), "run"))
	defer s.tearDown()
	process := exec.Command(os.Args[0], "-test.run=^TestProcessToKill$")
	process.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", killOrder, sc.name, s.dir, at))
	said, err := process.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		return fmt.Sprintf("the process was not killed: %v\n%s", err, said)
	}
	if p := s.between(s.look()); p != "" {
		return "before recovery: " + p
	}
	if p := s.recovered(o); p != "" {
		return p
	}
	return s.rebuild()
}
