package content

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// htmlOptions and htmlConfig are goldmark's HTML as it is by default: raw HTML off.
func htmlOptions() []renderer.Option { return nil }

func htmlConfig() []html.Option { return nil }

// extensionRenderers are goldmark's own, for the nodes that nodes leaves to them.
func extensionRenderers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(extension.NewTableHTMLRenderer(), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(), 500),
		util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
	}
}
