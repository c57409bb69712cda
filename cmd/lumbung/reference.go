package main

import (
	"fmt"
	"strings"
)

// reference is the text of doc.go: the commands' own texts, so that neither goes stale.
func reference(env *environment) string {
	var b strings.Builder
	b.WriteString("// Code generated from the commands' help texts; UPDATE_GOLDEN=1 go test ./cmd/lumbung. DO NOT EDIT.\n\n/*\n")
	b.WriteString(tagline + "\n\n")
	printed := &strings.Builder{}
	printUsage(env, printed)
	section(&b, printed.String())
	for _, c := range commands {
		fmt.Fprintf(&b, "\n# lumbung %s\n\n", c.name)
		printed.Reset()
		c.print(env, printed)
		section(&b, printed.String())
	}
	b.WriteString("*/\npackage main\n")
	return b.String()
}

// section writes a text as it is: indented, so that gofmt leaves it alone.
func section(b *strings.Builder, text string) {
	for line := range strings.Lines(strings.ReplaceAll(text, "*/", "* /")) {
		if line != "\n" {
			b.WriteByte('\t')
		}
		b.WriteString(line)
	}
}
