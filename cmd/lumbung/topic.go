package main

import (
	"embed"
	"slices"
	"strings"
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
