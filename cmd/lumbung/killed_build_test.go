package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAKilledBuildIsMadeWholeByTheNext kills the command itself, with all that it keeps beside
// the project, after ever more of the time that it takes. The next build leaves what one from
// nothing makes, to the byte, and what others have put there. Each operation on the output by
// itself is tried in internal/output.
func TestAKilledBuildIsMadeWholeByTheNext(t *testing.T) {
	t.Parallel()
	command, dir := ownCommand(t), portalFolder(t, soundPortal)
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("site.toml", soundPortal["site.toml"]+"\n[outputs]\nformats = [\"xlsx\"]\nsqlite = false\npictures = false\n")
	put("data/pasar.toml", "title = \"Pasar\"\n[schema]\nprimaryKey = [\"no\"]\nfields = [{ name = \"no\", type = \"integer\" }, { name = \"nama\", type = \"string\" }]\n")
	edit := func(n int) { // of rows so many that the table is kept, and pieces of its workbook
		rows := strings.Builder{}
		rows.WriteString("no,nama\n")
		for i := range keptRows + 100 {
			fmt.Fprintf(&rows, "%d,Pasar %d\n", i+1, (i+n)/(n+2))
		}
		put("data/pasar.csv", rows.String())
		put("data/bantuan.csv", fmt.Sprintf("no,jumlah\n1,10\n2,2%d\n", n))
	}
	start := func() *exec.Cmd {
		t.Helper()
		c := exec.Command(command, "build", "--quiet")
		c.Dir = dir
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	finish := func() (took time.Duration) {
		t.Helper()
		begin := time.Now()
		if err := start().Wait(); err != nil {
			t.Fatal(err)
		}
		return time.Since(begin)
	}
	edit(0)
	took := finish()
	put("public/CNAME", "data.belu.go.id")
	const kills = 6
	killed := 0
	for i := range kills {
		edit(i + 1)
		c := start()
		time.Sleep(took * time.Duration(i+1) / (kills + 1))
		c.Process.Kill() // that it had ended already is seen next
		if c.Wait() != nil {
			killed++
		}
		took = finish()
		got, want := folder(t, filepath.Join(dir, "public")), map[string]string{"CNAME": "data.belu.go.id"}
		tree, _ := builtIn(t, dir, 0)
		for e := range tree.Entries() {
			data, _ := tree.File(e.Path)
			want[e.Path] = string(data)
		}
		if !maps.Equal(got, want) {
			for path := range want {
				if got[path] != want[path] {
					t.Errorf("kill %d: %s differs after the next build", i, path)
				}
			}
			t.Errorf("kill %d: %d files, not %d", i, len(got), len(want))
		}
	}
	if killed < kills/2 {
		t.Errorf("only %d of %d builds were killed before they ended", killed, kills)
	}
}
