package site

import (
	"lumbung/cmd/lumbung/internal/chart"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// maxListed is how many rows an index of profiles lists by what they belong to; more are
// reached by the pages of what they belong to, and by the table.
const maxListed = 500

// profilesIndex plans the page that lists a dataset's profiles, and readies the set for
// making them.
func (p *planner) profilesIndex(set *ProfileSet, lang locale.Lang) {
	r := set.Resource
	i := set.langIndex(lang)
	view := p.setView(set, lang)
	set.rankings(set.shown[i])
	v := &ProfilesPage{Page: p.page(KindProfiles, lang, set.indexPath(lang), view.Plural, maker{name: diag.Msg("the index of %s", r.Name), at: r.Doc.At("profile")}), Set: view}
	v.Section = set.section()
	v.Standfirst = r.Profile.Intro.In(lang)
	v.Description = orElse(v.Standfirst, p.t(lang, "profile.count", "n", set.Len(), "label", view.Label))
	for n, name := range r.Profile.Charts {
		slot := chart.Column
		if n > 0 {
			slot = chart.HalfColumn
		}
		if c := p.charts[name]; c == nil || p.chartData(c, lang) == nil {
			continue
		}
		if f := p.figure(name, lang, v.Dir, slot, 2, r.Doc.ValueAt(tomlfile.Item("profile.charts", n))); f != nil {
			f.Main = n == 0
			v.Figures = append(v.Figures, f)
		}
	}
	cols := briefColumns(r, visible(r.Table.Schema, lang), lang)
	v.Table = p.tableView(r, lang, v.Dir, nil, cols)
	v.Table.ID, v.Table.Name = "daftar-"+r.Name, ""
	v.Table.Caption = view.Plural
	for n := range v.Table.Rows {
		v.Table.Rows[n].ID = ""
	}
	v.Table.withoutNotes()
	v.Groups = p.groups(set, lang)
	v.Compare = p.compare(set, lang)
	p.card(&v.Page, "", v.Title, v.Description, nil)
	p.add(v)
}

// groups lists the rows by the row that they belong to.
func (p *planner) groups(set *ProfileSet, lang locale.Lang) []LinkGroup {
	if set.Len() > maxListed {
		return p.parents(set, lang)
	}
	var all []LinkGroup
	at := map[string]int{}
	for row := range set.Len() {
		title, path := "", ""
		if rel, target := set.parent(row); rel != nil {
			parent := p.plan.set(rel.to.Name)
			title, path = parent.Name(target, lang), parent.Path(target, lang)
		}
		i, seen := at[path]
		if !seen {
			i = len(all)
			at[path] = i
			all = append(all, LinkGroup{Title: title, Path: path})
		}
		all[i].Links = append(all[i].Links, Link{Title: set.Name(row, lang), Path: set.Path(row, lang),
			Note: set.sentence(row, lang)})
	}
	return all
}

// parents lists what the rows belong to, where there are too many rows to list.
func (p *planner) parents(set *ProfileSet, lang locale.Lang) []LinkGroup {
	var group LinkGroup
	for _, rel := range p.relations.from(set.Resource.Name) {
		parent := p.plan.set(rel.to.Name)
		if parent == nil || parent.Len() > maxListed*4 {
			continue
		}
		for row := range parent.Len() {
			if n := len(rel.referring(row)); n > 0 {
				group.Links = append(group.Links, Link{Title: parent.Name(row, lang), Path: parent.Path(row, lang), Note: p.formatter(lang).Locale.Number(itoa(n))})
			}
		}
		group.Title = orElse(parent.Resource.Profile.Plural.In(lang), parent.Resource.Title.In(lang))
		group.Path = parent.indexPath(lang)
		break
	}
	if group.Links == nil {
		return nil
	}
	return []LinkGroup{group}
}
