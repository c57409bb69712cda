package site

import "lumbung/cmd/lumbung/internal/diag"

// offlineAnchor is where the catalogue tells of the offline copy.
const offlineAnchor = "#luring"

// offline plans the zip of the whole portal, which readers take along to where there is no
// network. Pages lead to the catalogue, which alone leads to the zip: inside the copy,
// which cannot hold itself, only the catalogue then has to be another.
func (p *planner) offline() {
	pages := len(p.plan.Pages)
	for _, set := range p.plan.Sets {
		pages += set.Len() * len(p.langs)
	}
	if p.Config.Offline < 0 || p.OfflineName == "" {
		return
	}
	if pages > p.Config.Offline {
		at := p.Config.Doc.File.Whole()
		if p.Config.Doc.Has("offline") {
			at = p.Config.Doc.ValueAt("offline")
		}
		p.Log.Add(&diag.Diagnostic{Rule: "offline-copy", Severity: diag.Info, Span: at,
			Message: diag.Msg("%d pages are more than offline = %d: the portal is not offered as one zip", pages, p.Config.Offline)}).
			Note("raise offline in site.toml, or set it to -1; lumbung build --out portal.zip makes a zip of any size")
		return
	}
	p.plan.Offline = p.OfflineName + ".zip"
	for _, v := range p.plan.Pages {
		if v, ok := v.(*CataloguePage); ok {
			v.Offline = p.plan.Offline
			v.Shell.Download = Link{Title: p.t(v.Lang, "footer.offline"), Path: v.Path + offlineAnchor}
		}
	}
}

// InsideCopy gives the catalogue as it stands in the offline copy.
func InsideCopy(v *CataloguePage) *CataloguePage {
	inside := *v
	inside.Offline = ""
	return &inside
}
