package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

var completionCommand = &command{
	name:  "completion",
	usage: "bash|zsh|fish",
	short: "write the completion of words for a shell",
	long: `Writes a script that lets a shell complete lumbung's commands and flags with the tab key.

  lumbung completion bash > ~/.local/share/bash-completion/completions/lumbung
  lumbung completion zsh > ~/.zfunc/_lumbung
  lumbung completion fish > ~/.config/fish/completions/lumbung.fish`,
	setup: func(*flag.FlagSet) func(*environment, []string) int {
		return func(env *environment, args []string) int {
			write := map[string]func(*environment, io.Writer){"bash": bash, "zsh": zsh, "fish": fish}
			if len(args) != 1 || write[args[0]] == nil {
				return env.misuse("completion", misusef("completion needs the name of a shell: bash, zsh or fish"))
			}
			return env.page(map[string]any{"completion": args[0]}, func(w io.Writer) { write[args[0]](env, w) })
		}
	},
}

// completed is a flag as a shell completes it.
type completed struct {
	name, usage string
	takes       bool     // a value follows it
	values      []string // the values there are; nil: files and anything else
}

// flagsOf lists a command's flags with their texts, those of every command last.
func flagsOf(env *environment, c *command) []completed {
	var all []completed
	own := flag.NewFlagSet(c.name, flag.ContinueOnError)
	c.setup(own)
	every := flag.NewFlagSet("", flag.ContinueOnError)
	env.flags(every)
	for _, fs := range []*flag.FlagSet{own, every} {
		fs.VisitAll(func(f *flag.Flag) {
			_, usage := flag.UnquoteUsage(&flag.Flag{Value: f.Value, Usage: env.text(f.Usage)})
			done := completed{name: f.Name, usage: usage, takes: !isSwitch(f)}
			if few, ok := f.Value.(choice); ok {
				done.values = few.words
			}
			all = append(all, done)
		})
	}
	return all
}

// shells are those that can complete.
var shells = []string{"bash", "zsh", "fish"}

// wordsOf are what may follow a command, where it is one of a few words.
func wordsOf(c *command) []string {
	switch c.name {
	case "help":
		words := slices.Concat(commandNames(), topics, ruleNames())
		slices.Sort(words)
		return slices.Compact(words)
	case "completion":
		return shells
	}
	return nil
}

func bash(env *environment, w io.Writer) {
	fmt.Fprint(w, "_lumbung() {\n  local cur=${COMP_WORDS[COMP_CWORD]}\n  case ${COMP_WORDS[COMP_CWORD-1]} in\n")
	for _, f := range flagsOf(env, &command{setup: func(*flag.FlagSet) func(*environment, []string) int { return nil }}) {
		if f.values != nil {
			fmt.Fprintf(w, "    --%s) COMPREPLY=($(compgen -W %q -- \"$cur\")); return ;;\n", f.name, strings.Join(f.values, " "))
		}
	}
	fmt.Fprint(w, "  esac\n  case ${COMP_WORDS[1]} in\n")
	for _, c := range commands {
		var flags []string
		for _, f := range flagsOf(env, c) {
			flags = append(flags, "--"+f.name)
		}
		rest := `-f`
		if words := wordsOf(c); words != nil {
			rest = fmt.Sprintf("-W %q", strings.Join(words, " "))
		}
		fmt.Fprintf(w, "    %s) [[ $cur == -* ]] && COMPREPLY=($(compgen -W %q -- \"$cur\")) || COMPREPLY=($(compgen %s -- \"$cur\")); return ;;\n", c.name, strings.Join(flags, " "), rest)
	}
	fmt.Fprintf(w, "  esac\n  COMPREPLY=($(compgen -W %q -- \"$cur\"))\n}\ncomplete -F _lumbung lumbung\n", strings.Join(commandNames(), " "))
}

func zsh(env *environment, w io.Writer) {
	quote := strings.NewReplacer("'", "'\\''", ":", "\\:", "[", "\\[", "]", "\\]")
	fmt.Fprint(w, "#compdef lumbung\nif (( CURRENT == 2 )); then\n  local -a commands=(\n")
	for _, c := range commands {
		fmt.Fprintf(w, "    '%s:%s'\n", c.name, quote.Replace(env.text(c.short)))
	}
	fmt.Fprint(w, "  )\n  _describe command commands\n  return\nfi\nlocal sub=$words[2]\nshift words\n(( CURRENT-- ))\ncase $sub in\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %s) _arguments", c.name)
		for _, f := range flagsOf(env, c) {
			value := ""
			switch {
			case f.values != nil:
				value = ":" + f.name + ":(" + strings.Join(f.values, " ") + ")"
			case f.takes:
				value = ":" + f.name + ":_files"
			}
			fmt.Fprintf(w, " '--%s[%s]%s'", f.name, quote.Replace(f.usage), value)
		}
		rest := "_files"
		if words := wordsOf(c); words != nil {
			rest = "(" + strings.Join(words, " ") + ")"
		}
		fmt.Fprintf(w, " '*:file:%s' ;;\n", rest)
	}
	fmt.Fprint(w, "esac\n")
}

func fish(env *environment, w io.Writer) {
	quote := strings.NewReplacer("\\", "\\\\", "'", "\\'")
	for _, c := range commands {
		fmt.Fprintf(w, "complete -c lumbung -f -n __fish_use_subcommand -a %s -d '%s'\n", c.name, quote.Replace(env.text(c.short)))
		for _, f := range flagsOf(env, c) {
			value := ""
			switch {
			case f.values != nil:
				value = " -x -a '" + strings.Join(f.values, " ") + "'"
			case f.takes:
				value = " -r"
			}
			fmt.Fprintf(w, "complete -c lumbung -n '__fish_seen_subcommand_from %s' -l %s -d '%s'%s\n", c.name, f.name, quote.Replace(f.usage), value)
		}
		if words := wordsOf(c); words != nil {
			fmt.Fprintf(w, "complete -c lumbung -f -n '__fish_seen_subcommand_from %s' -a '%s'\n", c.name, strings.Join(words, " "))
		}
	}
}
