package export

import "strconv"

// particular is one thing that a file says about itself, under a name for machines.
type particular struct{ name, value string }

// particulars lists what databases and Parquet files carry besides their rows. The names
// are the same in every language.
func particulars(b *Book) []particular {
	s := b.Site
	all := []particular{
		{"title", b.title()}, {"description", b.summary()}, {"publisher", s.Publisher.Name.In(b.Lang)},
		{"version", s.Version}, {"date", s.Date}, {"citation", b.Citation}, {"page", b.Page}, {"language", string(b.Lang)},
	}
	for i, source := range b.Sources {
		all = append(all, particular{numbered("source", i), source})
	}
	for i, l := range licenses(b) {
		all = append(all, particular{numbered("license", i), l.Name}, particular{numbered("license_url", i), l.Path})
	}
	kept := all[:0]
	for _, p := range all {
		if p.value != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// numbered tells the second and later of a kind from the first: "source", "source_2".
func numbered(name string, i int) string {
	if i == 0 {
		return name
	}
	return name + "_" + strconv.Itoa(i+1)
}
