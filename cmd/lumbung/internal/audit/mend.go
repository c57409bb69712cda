package audit

import "lumbung/cmd/lumbung/internal/diag"

// mends say how each kind of problem is mended in the theme or the narrative.
var mends = map[string]diag.Message{
	"dead-link":        diag.Msg("link to what the portal has: by href in a template, by a reference such as dataset:NAME in Markdown"),
	"duplicate-id":     diag.Msg("give the second another id, or none"),
	"heading-order":    diag.Msg("write one heading of level 1, and leave out no level below it"),
	"image-alt":        diag.Msg("add alt with what the picture shows; leave it empty where the picture only adorns"),
	"external-request": diag.Msg("copy the file into the theme, and write its path there"),
	"inline-code":      diag.Msg("put styles into css/ of the theme, scripts into js/"),
	"rooted-link":      diag.Msg("write it with href in the template, so that it leads there from any folder"),
	"link-text":        diag.Msg("put words into the link, or an aria-label on it"),
	"missing-string":   diag.Msg("add it to strings/ of the theme, in each language"),
}

// Mend says how the problem is mended.
func (p Problem) Mend() diag.Message { return mends[p.Rule] }
