package output

import "maps"

// Folders are the time stamps of an output's folders, by path. One changes when a name in the
// folder comes, goes or is given to another file, and not when a file is written in place.
type Folders map[string]int64

// within says whether a folder has others in it.
func (known Folders) within(dir string) bool {
	for path := range known {
		if len(path) > len(dir) && path[len(dir)] == '/' && path[:len(dir)] == dir {
			return true
		}
	}
	return false
}

// stands says that a folder has the time stamp that is known of it.
func (f *folder) stands(dir string, known Folders) bool {
	stamp := known[dir]
	if stamp == 0 {
		return false
	}
	st, err := f.home.stat(dir)
	return err == nil && st.kind == folderKind && st.mtime == stamp
}

// stamps gives the folders that a committed build stands in, which lies at root of a disk. One
// that cannot be looked at, as one that is gone, has the stamp 0: it will be looked through.
func (p *Publish) stamps(d disk, root string) Folders {
	stamps := Folders{}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.folders == nil {
		p.folders = map[string]bool{}
	}
	maps.Insert(p.folders, p.names.folders())
	for dir := range p.folders {
		stamps[dir] = 0
		if st, err := d.stat(root + dir); err == nil && st.kind == folderKind {
			stamps[dir] = st.mtime
		}
	}
	return stamps
}
