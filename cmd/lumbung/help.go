package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/message"
)

var helpCommand = &command{
	name:  "help",
	usage: "[COMMAND | TOPIC | RULE]",
	short: "explain a command, a topic or the rule of a message",
	long: `Help prints what lumbung can do; with a word after it, all about that command, topic or
rule. Each diagnostic belongs to a rule, and "lumbung help RULE" shows an example of it.

  lumbung help build
  lumbung help schema`,
	setup: func(*flag.FlagSet) func(*environment, []string) int { return help },
}

func help(env *environment, args []string) int {
	switch len(args) {
	case 0:
		return env.page(map[string]any{"help": "lumbung"}, func(w io.Writer) { printUsage(env, w) })
	case 1:
		var text strings.Builder
		if !env.define(&text, args[0]) {
			return env.misuse("", nothingCalled(args[0]))
		}
		return env.page(map[string]any{"help": args[0]}, func(w io.Writer) { io.WriteString(w, text.String()) })
	}
	return env.misuse("help", misusef("help takes one word, not %d", len(args)))
}

// define prints what a word stands for: a command or a topic, and the rule of that name.
func (env *environment) define(w io.Writer, word string) bool {
	found := true
	if c := commandNamed(word); c != nil {
		c.print(env, w)
	} else if text, ok := topic(word, env.lang); ok {
		fmt.Fprint(w, text)
	} else {
		found = false
	}
	r, ok := rules()[word]
	if ok && found {
		fmt.Fprintf(w, "\n%s\n\n", env.text("There is a rule of that name, too."))
	}
	if ok {
		r.print(env, w, word)
	}
	return found || ok
}

// nothingCalled is what to say of a word that is no command, topic or rule.
func nothingCalled(word string) *misuse {
	m := misusef("there is no command, topic or rule %q", word)
	m.hint = diag.Msg("\"lumbung help\" lists the commands")
	if near := diag.Closest(word, slices.Concat(commandNames(), topics, ruleNames())); near != "" {
		m.hint = diag.Msg("did you mean %q?", near)
	}
	return m
}

// printUsage writes the overview.
func printUsage(env *environment, w io.Writer) {
	fmt.Fprintf(w, "%s\n\n%s lumbung %s\n\n%s\n", env.text(tagline), env.text("usage:"), env.text("COMMAND [flags]"), env.text("Commands:"))
	var rows [][2]string
	for _, c := range commands {
		if !c.hidden {
			rows = append(rows, [2]string{c.name, env.text(c.short)})
		}
	}
	columns(w, rows)
	fmt.Fprintf(w, "\n%s\n", env.text("Flags of every command:"))
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	env.flags(fs)
	columns(w, flagRows(env, fs))
	fmt.Fprintf(w, "\n%s %s\n", env.text("Topics:"), strings.Join(topics, ", "))
	fmt.Fprintf(w, "\n%s\n", env.text("\"lumbung help COMMAND\" explains a command, \"lumbung help TOPIC\" a topic."))
}

const tagline = "Lumbung turns a folder of TOML, CSV and Markdown into an open data portal of plain files."

// print writes all about a command.
func (c *command) print(env *environment, w io.Writer) {
	fmt.Fprintf(w, "%s %s\n\n", env.text("usage:"), c.line(env))
	fmt.Fprintf(w, "%s\n", c.explain(env))
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	c.setup(fs)
	if rows := flagRows(env, fs); len(rows) > 0 {
		fmt.Fprintf(w, "\n%s\n", env.text("Flags:"))
		columns(w, rows)
	}
	fmt.Fprintf(w, "\n%s\n", env.text("--dir, --quiet, --json, --lang and --color work with every command: \"lumbung help\"."))
}

// explain is what the command does and its examples, which are the same in every language.
func (c *command) explain(env *environment) string {
	text := message.Command(env.lang, c.name)
	if text == "" {
		return c.long
	}
	if _, examples, ok := strings.Cut(c.long, "\n\n  "); ok {
		text += "\n\n  " + examples
	}
	return text
}

// flagRows lists flags with what they take, what they do and their default.
func flagRows(env *environment, fs *flag.FlagSet) [][2]string {
	var rows [][2]string
	fs.VisitAll(func(f *flag.Flag) {
		kind, usage := flag.UnquoteUsage(&flag.Flag{Value: f.Value, Usage: env.text(f.Usage)})
		left := "--" + f.Name
		if !isSwitch(f) {
			left += " " + kind
		}
		if d := f.DefValue; d != "" && d != "false" && d != "0" && !everywhere(f.Name) {
			usage += " " + env.text("(default %s)", d)
		}
		rows = append(rows, [2]string{left, usage})
	})
	return rows
}

// everywhere says whether a flag is one of every command. Their texts name the default,
// which depends on the system.
func everywhere(name string) bool {
	return slices.Contains([]string{"dir", "quiet", "json", "lang", "color"}, name)
}

// helpWidth is where help's lines are broken.
const helpWidth = 96

// columns writes two columns, the second broken into lines.
func columns(w io.Writer, rows [][2]string) {
	left := 0
	for _, r := range rows {
		left = max(left, len(r[0]))
	}
	for _, r := range rows {
		for i, line := range wrap(r[1], helpWidth-left-4) {
			name := r[0]
			if i > 0 {
				name = ""
			}
			fmt.Fprintf(w, "  %-*s  %s\n", left, name, line)
		}
	}
}

// wrap breaks a text at spaces.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
