package main

import (
	"flag"
	"io"
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
)

// What a command leaves behind for scripts.
const (
	done    = 0
	broken  = 1 // the portal has errors, or the work could not be done
	misused = 2 // the command was called wrongly
)

// command is one thing lumbung does: its texts for help, the reference and the man page,
// and its flags. setup declares the flags and gives the function that does the work with
// what is left of the command line; it is called once for each use of the command.
type command struct {
	name   string
	usage  string // what follows the name: "FILE [flags]"
	short  string // one line, lower case, no full stop
	long   string // a few sentences, then examples that work when pasted
	hidden bool
	setup  func(fs *flag.FlagSet) func(env *environment, args []string) int
}

// commands are listed in the order in which a publisher meets them. Set by init, because
// help lists the commands and is one of them.
var commands []*command

func init() {
	commands = []*command{
		initCommand,
		addCommand,
		serveCommand,
		checkCommand,
		buildCommand,
		queryCommand,
		explainCommand,
		releaseCommand,
		verifyCommand,
		mergeCommand,
		helpCommand,
		versionCommand,
		completionCommand,
		manCommand,
	}
}

func commandNamed(name string) *command {
	for _, c := range commands {
		if c.name == name {
			return c
		}
	}
	return nil
}

// run picks a command and runs it. Flags of every command may stand before its name too.
func run(env *environment, args []string) int {
	env.settle()
	global := flag.NewFlagSet("lumbung", flag.ContinueOnError)
	env.flags(global)
	version := global.Bool("version", false, "")
	help := global.Bool("help", false, "")
	global.BoolVar(help, "h", false, "")
	args, err := parseLeading(global, args)
	if err != nil {
		return env.misuse("", err)
	}
	if err := env.choose(); err != nil {
		return env.misuse("", err)
	}
	switch {
	case *version:
		args = []string{"version"}
	case *help:
		args = append([]string{"help"}, args...)
	case len(args) == 0:
		printUsage(env, env.stderr)
		return misused
	}
	c := commandNamed(args[0])
	if c == nil {
		return env.misuse("", unknownCommand(args[0]))
	}
	return c.run(env, args[1:])
}

func unknownCommand(name string) *misuse {
	m := misusef("there is no command %q", name)
	if near := diag.Closest(name, commandNames()); near != "" {
		m.hint = diag.Msg("did you mean %q?", near)
	} else {
		m.hint = diag.Msg("\"lumbung help\" lists the commands")
	}
	return m
}

func commandNames() []string {
	var names []string
	for _, c := range commands {
		if !c.hidden {
			names = append(names, c.name)
		}
	}
	slices.Sort(names)
	return names
}

// run parses a command's flags and does its work.
func (c *command) run(env *environment, args []string) int {
	fs, work := c.prepare(env)
	rest, err := parseFlags(fs, args)
	if err == errHelp {
		return env.page(map[string]any{"help": c.name}, func(w io.Writer) { c.print(env, w) })
	}
	if err != nil {
		return env.misuse(c.name, err)
	}
	if err := env.choose(); err != nil {
		return env.misuse(c.name, err)
	}
	return work(env, rest)
}

// prepare gives the command's flags, those of every command among them.
func (c *command) prepare(env *environment) (*flag.FlagSet, func(*environment, []string) int) {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	work := c.setup(fs)
	env.flags(fs)
	return fs, work
}

// line is the usage line.
func (c *command) line(env *environment) string {
	if c.usage == "" {
		return "lumbung " + c.name
	}
	return "lumbung " + c.name + " " + env.text(c.usage)
}
