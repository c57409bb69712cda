package main

import (
	"errors"
	"flag"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// errHelp says that -h or --help stands among the flags.
var errHelp = errors.New("help asked for")

// misuse is a command line that makes no sense, and what to write instead. It keeps its
// text and arguments apart, as diagnostics do, so that it can be told in Indonesian.
type misuse struct {
	diag.Message
	hint diag.Message
}

func misusef(format string, args ...any) *misuse { return &misuse{Message: diag.Msg(format, args...)} }

func (m *misuse) Error() string { return m.String() }

// parseFlags reads flags wherever they stand, so that "add FILE --name x" works; the
// standard package stops at the first word. "--" ends the flags. What is no flag comes back.
func parseFlags(fs *flag.FlagSet, args []string) (rest []string, err error) {
	for len(args) > 0 {
		arg := args[0]
		switch {
		case arg == "--":
			return append(rest, args[1:]...), nil
		case !isFlag(arg):
			rest, args = append(rest, arg), args[1:]
		default:
			if args, err = setFlag(fs, args); err != nil {
				return nil, err
			}
		}
	}
	return rest, nil
}

// parseLeading reads the flags before the first word.
func parseLeading(fs *flag.FlagSet, args []string) (rest []string, err error) {
	for len(args) > 0 && isFlag(args[0]) && args[0] != "--" {
		if args, err = setFlag(fs, args); err != nil {
			return nil, err
		}
	}
	return args, nil
}

// A lone "-" is a word: it often stands for standard input.
func isFlag(arg string) bool { return len(arg) > 1 && arg[0] == '-' }

// setFlag sets the flag that args begin with and gives what follows it.
func setFlag(fs *flag.FlagSet, args []string) ([]string, error) {
	name, value, hasValue := strings.Cut(strings.TrimLeft(args[0], "-"), "=")
	args = args[1:]
	f := fs.Lookup(name)
	if f == nil {
		if name == "h" || name == "help" {
			return nil, errHelp
		}
		return nil, unknownFlag(fs, name)
	}
	if !hasValue {
		switch {
		case isSwitch(f):
			value = "true"
		case len(args) == 0:
			return nil, misusef("--%s needs a value", name)
		default:
			value, args = args[0], args[1:]
		}
	}
	if err := f.Value.Set(value); err != nil {
		var m *misuse
		if errors.As(err, &m) {
			return nil, m
		}
		return nil, misusef("%q cannot be the value of --%s", value, name)
	}
	return args, nil
}

func unknownFlag(fs *flag.FlagSet, name string) *misuse {
	m := misusef("there is no flag --%s", name)
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	if near := diag.Closest(name, names); near != "" {
		m.hint = diag.Msg("did you mean --%s?", near)
	}
	return m
}

// isSwitch says whether a flag stands alone, without a value.
func isSwitch(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// choice is a flag that takes one of a few words.
type choice struct {
	value *string
	words []string
}

// choiceVar declares a flag that takes one of a few words.
func choiceVar(fs *flag.FlagSet, p *string, name string, words []string, value, usage string) {
	*p = value
	fs.Var(choice{p, words}, name, usage)
}

func (c choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

// Set accepts one of the words.
func (c choice) Set(s string) error {
	for _, w := range c.words {
		if s == w {
			*c.value = s
			return nil
		}
	}
	m := misusef("%q is not one of %s", s, strings.Join(c.words, ", "))
	if near := diag.Closest(s, c.words); near != "" {
		m.hint = diag.Msg("did you mean %q?", near)
	}
	return m
}
