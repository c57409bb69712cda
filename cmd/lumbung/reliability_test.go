package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/proof"
)

const readme = "../../README.md"

// reliability is the README's table: what is done on purpose, what has to come of it, and the
// name under which a test has counted how often.
var reliability = []struct{ counted, unit, done, held string }{
	{"faults", "", "an operation of the file system fails, in the middle of it, once or from then on: each write, sync, rename, close and so on in turn, with an I/O error, a full disk or inode table, a full quota, a missing right, a read-only disk, too many open files", "the old site or the new one, whole; at the latest after the next command"},
	{"full-disks", "", "a real file system runs out of blocks or inodes, at each point of an update", "the same"},
	{"deaths", "", "the build ends in the middle of an operation", "the same"},
	{"power-cuts", "", "the power is cut, and what was not synced is empty", "the same; files that are short are found and made again"},
	{"recovery-faults", "", "the recovery after that is disturbed too", "the same, one command later"},
	{"kills", "", "the process is killed (SIGKILL) before an operation, each in turn", "the same"},
	{"texts", "", "hostile texts are put into each cell, title, note, setting, page and address", "each comes out as text"},
	{"parsed-files", "", "pages, drawings and feeds with them are parsed", "no element, attribute, address or comment that no template made"},
	{"browser-pages", "", "such pages are opened in a browser and used, from a server and from the disk", "no script, dialog, foreign request or refusal by the page's policy"},
	{"searches", "", "hostile texts are typed into the search", "the same"},
	{"fragments", "", "hostile texts are put behind the # of an address", "the same"},
	{"megabytes", " MB", "bytes of builds in other folders, time zones, languages and rights, with 1 and 16 workers, are compared", "none differs"},
}

const tableBegins, tableEnds = "<!-- made by the tests -->\n", "<!-- to here -->\n"

// TestReliabilityTableIsWhatTheTestsCounted holds the README to the numbers that tests hand in,
// in their own packages, when everything they tried had held.
func TestReliabilityTableIsWhatTheTestsCounted(t *testing.T) {
	counted := map[string]int64{}
	files, err := filepath.Glob("internal/*/" + proof.File)
	if err != nil || len(files) == 0 {
		t.Fatalf("no package has counted anything: %v", err)
	}
	for _, file := range append(files, proof.File) {
		numbers, err := proof.Read(file)
		if err != nil {
			t.Fatal(err)
		}
		for name, n := range numbers {
			counted[name] += n
		}
	}
	table := tableBegins + "| what is done on purpose | times, at least | lost | what holds |\n| --- | ---: | ---: | --- |\n"
	for _, row := range reliability {
		n, ok := counted[row.counted]
		if !ok {
			t.Errorf("no test has counted %q", row.counted)
		}
		delete(counted, row.counted)
		table += fmt.Sprintf("| %s | %s%s | 0 | %s |\n", row.done, locale.For("en").Number(fmt.Sprint(n)), row.unit, row.held)
	}
	for name := range counted {
		t.Errorf("%q is counted and in no row", name)
	}
	table += tableEnds
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		t.Fatalf("%s has no table between %q and %q", readme, tableBegins, tableEnds)
	}
	switch fresh := before + table + after; {
	case fresh == string(text) || t.Failed():
	case os.Getenv("UPDATE_GOLDEN") != "":
		if err := os.WriteFile(readme, []byte(fresh), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the table in %s is not what the tests have counted: UPDATE_GOLDEN=1 writes\n%s", readme, table)
	}
}
