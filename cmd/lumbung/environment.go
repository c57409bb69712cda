package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"lumbung/cmd/lumbung/internal/check"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/message"
)

// environment is where a command runs: what it may write to, and what the flags of every
// command say. Results go to stdout, talk to stderr; with --json everything that is not
// progress is one JSON object a line on stdout.
type environment struct {
	ctx      context.Context // ends when the user interrupts
	stdout   io.Writer
	stderr   io.Writer
	stdin    io.Reader
	getenv   func(string) string
	terminal bool // stderr is a terminal
	asks     bool // stdin is a terminal: questions can be answered

	dir   string // the project
	quiet bool
	json  bool
	lang  string // of the talk: "en" or "id"
	color bool

	colorWhen string
	say       func(format string) string
}

// settle gives what is known before any flag is read.
func (env *environment) settle() {
	env.dir, env.colorWhen = ".", "auto"
	env.lang = message.Choose(env.getenv)
	env.say = message.In(env.lang)
}

// flags declares the flags that every command has. They keep what was set before.
func (env *environment) flags(fs *flag.FlagSet) {
	fs.StringVar(&env.dir, "dir", env.dir, "the project's folder, in which site.toml is; `DIR` is the current folder by default")
	fs.BoolVar(&env.quiet, "quiet", env.quiet, "write only errors")
	fs.BoolVar(&env.json, "json", env.json, "write one JSON object a line to standard output, for programs")
	choiceVar(fs, &env.lang, "lang", message.Languages(), env.lang, "language of messages and help: `LANG` is en or id, by default as the system is set")
	choiceVar(fs, &env.colorWhen, "color", []string{"auto", "always", "never"}, env.colorWhen, "colours: `WHEN` is auto, always or never")
}

// choose draws the conclusions from the flags of every command.
func (env *environment) choose() error {
	env.say = message.In(env.lang)
	switch env.colorWhen {
	case "always":
		env.color = true
	case "never":
		env.color = false
	default:
		env.color = env.terminal && env.getenv("NO_COLOR") == "" && env.getenv("TERM") != "dumb"
	}
	if env.dir == "" {
		return misusef("--%s needs a value", "dir")
	}
	return nil
}

// text is a message in the language of the talk.
func (env *environment) text(format string, args ...any) string {
	return diag.Msg(format, args...).In(env.say)
}

// tell writes a line of talk, unless --quiet or --json.
func (env *environment) tell(format string, args ...any) {
	if !env.quiet && !env.json {
		fmt.Fprintln(env.stderr, env.text(format, args...))
	}
}

// result ends a command well: one line for people, or facts as a JSON object. With
// --quiet people are told nothing.
func (env *environment) result(facts map[string]any, format string, args ...any) int {
	if env.json {
		env.object(facts)
	} else {
		env.tell(format, args...)
	}
	return done
}

// page writes a text to standard output, as a member of an object for programs.
func (env *environment) page(facts map[string]any, write func(w io.Writer)) int {
	if !env.json {
		write(env.stdout)
		return done
	}
	var b strings.Builder
	write(&b)
	facts["text"] = b.String()
	env.object(facts)
	return done
}

// object writes a JSON object on a line of its own.
func (env *environment) object(v any) {
	enc := json.NewEncoder(env.stdout)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		fmt.Fprintf(env.stderr, "lumbung: %v\n", err)
	}
}

// fail ends a command that could not do its work.
func (env *environment) fail(format string, args ...any) int {
	env.complain(env.text(format, args...), "")
	return broken
}

// failed is fail for an error of the system or of a library, with what was being done.
func (env *environment) failed(err error) int {
	env.complain(env.errorText(err), "")
	return broken
}

// misuse ends a command that was called wrongly. name is the command's, "" for none.
func (env *environment) misuse(name string, err error) int {
	hint := ""
	var m *misuse
	if errors.As(err, &m) && m.hint.Format != "" {
		hint = env.text(m.hint.Format, m.hint.Args...)
	} else {
		hint = env.text("%q shows how it is used", strings.TrimSpace("lumbung help "+name))
	}
	env.complain(env.errorText(err), hint)
	return misused
}

func (env *environment) errorText(err error) string {
	var m *misuse
	if errors.As(err, &m) {
		return env.text(m.Format, m.Args...)
	}
	return diag.Reason(err).In(env.say)
}

func (env *environment) complain(text, hint string) {
	if env.json {
		facts := map[string]any{"severity": diag.Error.String(), "message": text}
		if hint != "" {
			facts["hint"] = hint
		}
		env.object(facts)
		return
	}
	word := env.text("error")
	if env.color {
		word = "\x1b[1;31m" + word + "\x1b[0m"
	}
	fmt.Fprintf(env.stderr, "lumbung: %s: %s\n", word, text)
	if hint != "" {
		fmt.Fprintf(env.stderr, "  %s\n", hint)
	}
}

// diagnostics writes what is wrong in the project's files. --quiet leaves the errors.
func (env *environment) diagnostics(all []*diag.Diagnostic) {
	all = check.Guard(all)
	if env.json {
		if err := diag.PrintJSON(env.stdout, all, env.say); err != nil {
			fmt.Fprintf(env.stderr, "lumbung: %v\n", err)
		}
		return
	}
	if env.quiet {
		var errs []*diag.Diagnostic
		for _, d := range all {
			if d.Severity == diag.Error {
				errs = append(errs, d)
			}
		}
		all = errs
	}
	diag.Printer{W: env.stderr, Color: env.color, Translate: env.say}.Print(all)
}
