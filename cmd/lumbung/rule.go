package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// rule is what a rule of diagnostics says, and an example: lines of the portal that init
// writes that break it, and lines that keep it. A test tries each.
type rule struct {
	Level string `toml:"level"` // where site.toml says nothing
	EN    string `toml:"en"`    // what it says
	ID    string `toml:"id"`

	In    string     `toml:"in"` // the example's file
	Wrong string     `toml:"wrong"`
	Right string     `toml:"right"`
	Was   string     `toml:"was"`  // what they stand in the place of; "" is right, or the end
	Also  []ruleEdit `toml:"also"` // what both need

	Example struct { // in words, of a rule that no few lines can break
		EN string `toml:"en"`
		ID string `toml:"id"`
	} `toml:"example"`
}

// ruleEdit is a change to a file of the portal.
type ruleEdit struct {
	In   string `toml:"in"`
	Was  string `toml:"was"` // "" is the end
	Text string `toml:"text"`
}

// rules are all rules, by name.
var rules = sync.OnceValue(func() map[string]rule {
	data, err := topicFiles.ReadFile("topics/rules.toml")
	if err != nil {
		panic(err) // embedded, and tested
	}
	all := map[string]rule{}
	log := &diag.Log{}
	if _, ok := tomlfile.Decode(&diag.File{Name: "topics/rules.toml", Data: data}, &all, log); !ok {
		panic(log.Sorted()[0].String())
	}
	return all
})

func ruleNames() []string { return slices.Sorted(maps.Keys(rules())) }

// says is what the rule says in the language of the talk.
func (r rule) says(env *environment) string {
	if env.lang == "id" {
		return r.ID
	}
	return r.EN
}

// example shows what breaks the rule and what keeps it, indented.
func (r rule) example(env *environment) string {
	if r.In == "" {
		words := r.Example.EN
		if env.lang == "id" {
			words = r.Example.ID
		}
		return env.text("For example:") + "\n  " + words + "\n"
	}
	var b strings.Builder
	part := func(title, text string) {
		if text == "" {
			text = env.text("(nothing)")
		}
		b.WriteString(title + "\n")
		for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
			b.WriteString(strings.TrimRight("  "+line, " \n") + "\n")
		}
	}
	for _, e := range r.Also {
		part(env.text("With this in %s:", e.In), e.Text)
	}
	part(env.text("Wrong, in %s:", r.In), r.Wrong)
	part(env.text("Right:"), r.Right)
	return b.String()
}

// fixed says that a rule is only of errors, which nobody can switch off.
func (r rule) fixed() bool { return r.Level == "error" }

// print explains the rule.
func (r rule) print(env *environment, w io.Writer, name string) {
	fmt.Fprintf(w, "%s (%s): %s\n\n%s\n", name, env.text(r.Level), r.says(env), r.example(env))
	if r.fixed() {
		fmt.Fprintln(w, env.text("It is an error: it cannot be switched off."))
		return
	}
	fmt.Fprintf(w, "%s\n\n  [rules]\n  %s = \"off\"\n", env.text("It can be raised to error, or lowered to info or off, in site.toml:"), name)
}

// knownRules refuses levels in site.toml that would do nothing: of a rule that does not
// exist, or of one that is only of errors.
func knownRules(site *config.Site, log *diag.Log) {
	for _, name := range slices.Sorted(maps.Keys(site.Rules)) {
		at := site.Doc.At(tomlfile.Key("rules", name))
		r, ok := rules()[name]
		switch {
		case !ok:
			d := log.Error("rule-level", at, "there is no rule %q", name)
			if near := diag.Closest(name, ruleNames()); near != "" {
				d.Note("did you mean %q?", near)
			} else {
				d.Note("%q lists the rules", "lumbung help rules")
			}
		case r.fixed():
			log.Error("rule-level", at, "rule %q is only of errors, which cannot be set", name).Note("remove it, and mend what the rule tells")
		}
	}
}
