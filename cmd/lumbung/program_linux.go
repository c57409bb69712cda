package main

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// releaseProgram lets go of the program's own pages that are as they are on the disk: a bundler, a
// parser of styles and a database were needed to read a portal, and are not to write its pages.
// What is needed again the system maps again. It gives how many bytes it asked the system to
// release, of which most may not have been there.
func releaseProgram() (bytes int) {
	exe, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return 0
	}
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return 0
	}
	defer maps.Close()
	var from, to uintptr // of the mapping that is described
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		line := lines.Text()
		if key, value, ok := strings.Cut(line, ":"); ok && key == "Anonymous" && to > 0 {
			// A page that was written to is on no disk.
			if strings.TrimSpace(value) == "0 kB" {
				if _, _, errno := syscall.Syscall(syscall.SYS_MADVISE, from, to-from, syscall.MADV_DONTNEED); errno == 0 {
					bytes += int(to - from)
				}
			}
			to = 0
		}
		if f := strings.Fields(line); len(f) >= 6 && !strings.HasSuffix(f[0], ":") {
			from, to = 0, 0
			if strings.HasPrefix(f[1], "r-") && strings.HasSuffix(line, " "+exe) {
				from, to = addresses(f[0])
			}
		}
	}
	return bytes
}

// addresses reads "55d0c0a00000-55d0c1b5a000"; zeros are none.
func addresses(text string) (from, to uintptr) {
	a, b, _ := strings.Cut(text, "-")
	start, err := strconv.ParseUint(a, 16, strconv.IntSize)
	if err != nil {
		return 0, 0
	}
	end, err := strconv.ParseUint(b, 16, strconv.IntSize)
	if err != nil || end < start {
		return 0, 0
	}
	return uintptr(start), uintptr(end)
}
