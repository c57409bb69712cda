package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// licenceMarks are sentences that only the text of a licence holds, spaces as single ones, in
// lower case. All of them are free; a module under another licence fails until somebody has
// read it and added its mark here.
var licenceMarks = []struct{ id, mark string }{
	{"Apache-2.0", "apache license version 2.0, january 2004"},
	{"BSD-2-Clause", "redistribution and use in source and binary forms"}, // BSD-3-Clause with the next
	{"BSD-3-Clause", "endorse or promote products derived from this software without specific prior written permission"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted"},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files"},
	{"blessing", "has been dedicated to the public domain by the authors"}, // SQLite
}

// licencesIn tells the licences that a text holds; none: it is not known.
func licencesIn(text string) (ids []string) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, l := range licenceMarks {
		if strings.Contains(text, l.mark) {
			ids = append(ids, l.id)
		}
	}
	if slices.Contains(ids, "BSD-3-Clause") {
		ids = slices.DeleteFunc(ids, func(id string) bool { return id == "BSD-2-Clause" })
	}
	return ids
}

// moduleLicences reads every licence of a module's folder.
func moduleLicences(dir string) (ids []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		if e.IsDir() || !strings.HasPrefix(name, "LICENSE") && !strings.HasPrefix(name, "LICENCE") && !strings.HasPrefix(name, "COPYING") || strings.HasSuffix(name, "-LOGO") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		found := licencesIn(string(text))
		if found == nil {
			return nil, fmt.Errorf("%s holds no licence that is known to be free", e.Name())
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	if ids = slices.Compact(ids); ids == nil {
		return nil, fmt.Errorf("there is no licence")
	}
	return ids, nil
}

// usedModules are the modules whose packages are built into the command, into its tests or
// into the tools that check it, with their folders.
func usedModules(t *testing.T) map[string]string {
	t.Helper()
	dirs := map[string]string{}
	const each = "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}"
	for _, packages := range [][]string{{"-test", "lumbung/..."}, {"tool"}} {
		list := exec.Command("go", append([]string{"list", "-deps", "-f", each}, packages...)...)
		out, err := list.Output()
		if err != nil {
			t.Fatalf("%s: %v", list, err)
		}
		for line := range strings.Lines(string(out)) {
			if module, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				dirs[module] = dir
			}
		}
	}
	if len(dirs) < 20 {
		t.Fatalf("only %d modules", len(dirs))
	}
	return dirs
}

// licences.txt is made from the modules' own licences, and goes into the binary: the bill of
// materials tells them.
func TestEveryModuleHasAFreeLicence(t *testing.T) {
	var list strings.Builder
	dirs := usedModules(t)
	for _, module := range slices.Sorted(maps.Keys(dirs)) {
		ids, err := moduleLicences(dirs[module])
		if err != nil {
			t.Errorf("%s: %v", module, err)
		}
		fmt.Fprintf(&list, "%s %s\n", module, strings.Join(ids, " AND "))
	}
	if os.Getenv("UPDATE_GOLDEN") != "" && !t.Failed() {
		if err := os.WriteFile("licences.txt", []byte(list.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if list.String() != licenceList {
		t.Errorf("licences.txt is not what the modules say; look at what is new, then UPDATE_GOLDEN=1 writes\n%s", list.String())
	}
}

func TestUnknownLicenceIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"GNU GENERAL PUBLIC LICENSE Version 3": "", "All rights reserved.": "", "": "",
		"Redistribution and use in source\n and binary forms, with or without":                                                                   "BSD-2-Clause",
		"MIT\nPermission is hereby granted, free of charge, to any person\nobtaining a copy of this software and associated documentation files": "MIT",
	} {
		if got := strings.Join(licencesIn(text), " "); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
	dir := t.TempDir()
	if _, err := moduleLicences(dir); err == nil {
		t.Error("a module without a licence passed")
	}
	if err := os.WriteFile(filepath.Join(dir, "LICENSE"), []byte("only for friends"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := moduleLicences(dir); err == nil {
		t.Error("an unknown licence passed")
	}
}
