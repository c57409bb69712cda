package main

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestProgramIsReleasedAndGoesOn: its pages are no longer counted, and come back when they are used.
func TestProgramIsReleasedAndGoesOn(t *testing.T) {
	mapped := func() int {
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			t.Skip("the system does not tell: ", err)
		}
		_, text, _ := strings.Cut(string(status), "RssFile:")
		n, err := strconv.Atoi(strings.Fields(text)[0])
		if err != nil {
			t.Skip("the system does not tell: ", err)
		}
		return n
	}
	before := mapped()
	if bytes := releaseProgram(); bytes < 10<<20 {
		t.Errorf("%d bytes were released: the program is larger than that", bytes)
	}
	if after := mapped(); after > before*3/4 {
		t.Errorf("of %d KB of files that were mapped %d are left", before, after)
	}
	if code, said := testRun(t, "../..", "version"); code != done || said == "" {
		t.Errorf("the program gives %d: %s", code, said)
	}
}

func TestAddresses(t *testing.T) {
	for text, want := range map[string][2]uintptr{
		"400000-1200000": {0x400000, 0x1200000}, "": {}, "40": {}, "x-40": {}, "40-x": {}, "40-30": {}, "ffffffffffffffffff-1": {},
	} {
		if from, to := addresses(text); from != want[0] || to != want[1] {
			t.Errorf("%q: %x to %x", text, from, to)
		}
	}
}
