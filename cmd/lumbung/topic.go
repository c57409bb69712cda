package main

import (
	"embed"
	"slices"
	"strings"
)

//go:embed topics
var topicFiles embed.FS

// topics are the concepts that help explains, in the order of learning them.
var topics = []string{"start", "schema", "markdown", "charts", "themes", "templates", "privacy", "publishing", "machines", "query", "limits", "rules", "upgrading"}

// topic gives the text of a topic in a language.
func topic(name, lang string) (string, bool) {
	if !slices.Contains(topics, name) {
		return "", false
	}
	file := "topics/" + name + ".txt"
	if lang != "en" {
		file = "topics/" + lang + "/" + name + ".txt"
	}
	data, err := topicFiles.ReadFile(file)
	if err != nil {
		return "", false // embedded, and tested
	}
	text := string(data)
	switch name {
	case "templates":
		text += templateFields(lang)
	case "rules":
		text += "  " + strings.Join(wrap(strings.Join(ruleNames(), " "), helpWidth-2), "\n  ") + "\n"
	}
	return text, true
}
