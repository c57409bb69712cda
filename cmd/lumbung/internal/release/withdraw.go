package release

import "slices"

// Withdrawal is what has to be done to take a release back: files to write, then files to
// remove. In this order nothing is lost on the way, and where it stops half way the next Load
// names the files that are left to be removed.
type Withdrawal struct {
	Write  []NewFile
	Remove []string
}

// Withdraw plans to take a release's files back. Its version stays taken and is shown as
// withdrawn. Files that later releases refer to move to the first of those: what they show
// they go on showing, and whether they may is asked of each.
func Withdraw(version Version, all []*Release) (*Withdrawal, bool, error) {
	i := slices.IndexFunc(all, func(r *Release) bool { return r.Version == version })
	if i < 0 || all[i].Withdrawn {
		return nil, false, nil
	}
	gone := all[i]
	w := &Withdrawal{}
	moved := map[string]string{} // file of the withdrawn release -> release that has it now
	rehome := func(owner string, f *File, name string, write NewFile) bool {
		if f.Release != version.String() {
			return false
		}
		if in, ok := moved[name]; ok {
			f.Release = in
			return true
		}
		f.Release, moved[name] = owner, owner
		w.Write = append(w.Write, NewFile{f.path(name), write.Write})
		return true
	}
	for n := i - 1; n >= 0; n-- { // from the next release on
		later := *all[n]
		later.Datasets = slices.Clone(later.Datasets)
		changed := false
		for k, d := range later.Datasets {
			kept := *d
			csv := rehome(later.Version.String(), &kept.CSV, d.Name+tableExtension, NewFile{Write: d.WriteCSV})
			content, err := d.doc.encode()
			if err != nil {
				return nil, false, err
			}
			desc := rehome(later.Version.String(), &kept.Descriptor, d.Name+descExtension, NewFile{Write: bytesOf(content)})
			if csv || desc {
				later.Datasets[k], changed = &kept, true
			}
		}
		if changed {
			manifest, err := later.manifestFile()
			if err != nil {
				return nil, false, err
			}
			w.Write = append(w.Write, manifest)
		}
	}
	empty := &Release{Name: gone.Name, Version: gone.Version, Date: gone.Date, Previous: gone.Previous, Withdrawn: true}
	manifest, err := empty.manifestFile()
	if err != nil {
		return nil, false, err
	}
	w.Write = append(w.Write, manifest)
	for _, d := range gone.Datasets {
		if d.CSV.Release == version.String() {
			w.Remove = append(w.Remove, d.CSV.path(d.Name+tableExtension))
		}
		if d.Descriptor.Release == version.String() {
			w.Remove = append(w.Remove, d.Descriptor.path(d.Name+descExtension))
		}
	}
	return w, true, nil
}
