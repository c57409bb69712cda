package main

import (
	"embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

//go:embed topics
var topicFiles embed.FS

// topics are the concepts that help explains, in the order of learning them.
var topics = []string{"start", "schema", "markdown", "charts", "themes", "privacy", "publishing", "query", "rules", "upgrading"}

// topic gives the text of a topic, in English where the language has none.
func topic(name, lang string) (string, bool) {
	if !slices.Contains(topics, name) {
		return "", false
	}
	data, err := topicFiles.ReadFile("topics/" + lang + "/" + name + ".txt")
	if err != nil {
		data, err = topicFiles.ReadFile("topics/" + name + ".txt")
	}
	if err != nil {
		return "", false // embedded, and tested
	}
	text := string(data)
	if name == "rules" {
		text += "  " + strings.Join(wrap(strings.Join(ruleNames(), " "), helpWidth-2), "\n  ") + "\n"
	}
	return text, true
}

// rules are what each rule says and an example of what breaks it.
var rules = sync.OnceValue(func() map[string][2]string {
	data, err := topicFiles.ReadFile("topics/rules.toml")
	if err != nil {
		panic(err) // embedded, and tested
	}
	texts := map[string][2]string{}
	log := &diag.Log{}
	if _, ok := tomlfile.Decode(&diag.File{Name: "topics/rules.toml", Data: data}, &texts, log); !ok {
		panic(log.Sorted()[0].String())
	}
	return texts
})

func ruleNames() []string { return slices.Sorted(maps.Keys(rules())) }

// printRule explains a rule.
func printRule(env *environment, w io.Writer, name string, rule [2]string) {
	fmt.Fprintf(w, "%s: %s\n\n%s\n  %s\n\n%s\n", name, env.text(rule[0]), env.text("For example:"), rule[1],
		env.text("A warning of this rule can be raised or lowered in site.toml: \"lumbung help rules\"."))
}
