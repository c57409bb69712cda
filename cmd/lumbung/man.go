package main

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

var manCommand = &command{
	name:  "man",
	usage: "",
	short: "write the manual page",
	long: `Writes the manual page, made from the same texts as help.

  lumbung man > ~/.local/share/man/man1/lumbung.1`,
	setup: func(*flag.FlagSet) func(*environment, []string) int {
		return func(env *environment, args []string) int {
			if len(args) > 0 {
				return env.misuse("man", misusef("man takes no %q", args[0]))
			}
			return env.page(map[string]any{"man": "lumbung"}, func(w io.Writer) { manual(env, w) })
		}
	},
}

func manual(env *environment, w io.Writer) {
	fmt.Fprintf(w, ".TH LUMBUNG 1\n.SH NAME\nlumbung \\- %s\n.SH SYNOPSIS\n.B lumbung\n.I %s\n.SH DESCRIPTION\n%s\n", roff(env.text("open data portals of plain files")), roff(env.text("COMMAND [flags]")), roff(env.text(tagline)))
	fmt.Fprintf(w, ".SH %s\n", roff(strings.ToUpper(env.text("Commands"))))
	for _, c := range commands {
		fmt.Fprintf(w, ".SS %s\n.nf\n%s\n.fi\n", roff(c.line(env)), roff(c.explain(env)))
		own := flag.NewFlagSet(c.name, flag.ContinueOnError)
		c.setup(own)
		manFlags(w, flagRows(env, own))
	}
	fmt.Fprintf(w, ".SH %s\n", roff(strings.ToUpper(env.text("Flags of every command"))))
	every := flag.NewFlagSet("", flag.ContinueOnError)
	env.flags(every)
	manFlags(w, flagRows(env, every))
	fmt.Fprintf(w, ".SH %s\n%s\n", roff(strings.ToUpper(env.text("Exit status"))), roff(env.text("0 done; 1 the portal has errors; 2 wrong usage.")))
}

func manFlags(w io.Writer, rows [][2]string) {
	for _, r := range rows {
		fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff(r[0]), roff(r[1]))
	}
}

// roff keeps a text from being read as a request: a dot or quote at the start of a line.
func roff(s string) string {
	lines := strings.Split(strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
