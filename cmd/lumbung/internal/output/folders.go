package output

import "maps"

// Folders are the time stamps of an output's folders, by path. One changes when a name in the
// folder comes, goes or is given to another file, and not when a file is written in place.
type Folders map[string]int64

// stands says that a folder has the time stamp that is known of it.
func (f *folder) stands(dir string, known Folders) bool {
	stamp, ok := known[dir]
	if !ok {
		return false
	}
	st, err := f.home.stat(dir)
	return err == nil && st.kind == folderKind && st.mtime == stamp
}

// stamps gives the folders that a committed build stands in, which lies at root of a disk. One
// that cannot be looked at is left out: it will be looked through.
func (p *Publish) stamps(d disk, root string) Folders {
	stamps := Folders{}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.folders == nil {
		p.folders = map[string]bool{}
	}
	maps.Insert(p.folders, p.names.folders())
	for dir := range p.folders {
		if st, err := d.stat(root + dir); err == nil && st.kind == folderKind {
			stamps[dir] = st.mtime
		}
	}
	return stamps
}
