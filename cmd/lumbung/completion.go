package main

import (
	"flag"
	"fmt"
	"io"
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
			shells := map[string]func(*environment, io.Writer){"bash": bash, "zsh": zsh, "fish": fish}
			if len(args) != 1 || shells[args[0]] == nil {
				return env.misuse("completion", misusef("completion needs the name of a shell: bash, zsh or fish"))
			}
			return env.page(map[string]any{"completion": args[0]}, func(w io.Writer) { shells[args[0]](env, w) })
		}
	},
}

// flagsOf lists a command's flags with their texts, those of every command last.
func flagsOf(env *environment, c *command) [][2]string {
	var all [][2]string
	own := flag.NewFlagSet(c.name, flag.ContinueOnError)
	c.setup(own)
	every := flag.NewFlagSet("", flag.ContinueOnError)
	env.flags(every)
	for _, fs := range []*flag.FlagSet{own, every} {
		fs.VisitAll(func(f *flag.Flag) {
			_, usage := flag.UnquoteUsage(&flag.Flag{Value: f.Value, Usage: env.text(f.Usage)})
			all = append(all, [2]string{f.Name, usage})
		})
	}
	return all
}

func bash(env *environment, w io.Writer) {
	fmt.Fprint(w, "_lumbung() {\n  local cur=${COMP_WORDS[COMP_CWORD]}\n  case ${COMP_WORDS[1]} in\n")
	for _, c := range commands {
		var flags []string
		for _, f := range flagsOf(env, c) {
			flags = append(flags, "--"+f[0])
		}
		fmt.Fprintf(w, "    %s) [[ $cur == -* ]] && COMPREPLY=($(compgen -W %q -- \"$cur\")) || COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n", c.name, strings.Join(flags, " "))
	}
	fmt.Fprintf(w, "  esac\n  COMPREPLY=($(compgen -W %q -- \"$cur\"))\n}\ncomplete -F _lumbung lumbung\n", strings.Join(commandNames(), " "))
}

func zsh(env *environment, w io.Writer) {
	quote := strings.NewReplacer("'", "'\\''", ":", "\\:", "[", "\\[", "]", "\\]")
	fmt.Fprint(w, "#compdef lumbung\nif (( CURRENT == 2 )); then\n  local -a commands=(\n")
	for _, c := range commands {
		fmt.Fprintf(w, "    '%s:%s'\n", c.name, quote.Replace(env.text(c.short)))
	}
	fmt.Fprint(w, "  )\n  _describe command commands\n  return\nfi\ncase $words[2] in\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %s) _arguments", c.name)
		for _, f := range flagsOf(env, c) {
			fmt.Fprintf(w, " '--%s[%s]'", f[0], quote.Replace(f[1]))
		}
		fmt.Fprint(w, " '*:file:_files' ;;\n")
	}
	fmt.Fprint(w, "esac\n")
}

func fish(env *environment, w io.Writer) {
	quote := strings.NewReplacer("\\", "\\\\", "'", "\\'")
	for _, c := range commands {
		fmt.Fprintf(w, "complete -c lumbung -n __fish_use_subcommand -a %s -d '%s'\n", c.name, quote.Replace(env.text(c.short)))
		for _, f := range flagsOf(env, c) {
			fmt.Fprintf(w, "complete -c lumbung -n '__fish_seen_subcommand_from %s' -l %s -d '%s'\n", c.name, f[0], quote.Replace(f[1]))
		}
	}
}
