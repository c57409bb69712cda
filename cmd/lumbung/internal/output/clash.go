package output

import "strings"

// clashes looks whether new files get along with those that KeepRest keeps,
// which are not among the names of this build.
func (p *Publish) clashes(now listing) error {
	if !p.rest {
		return nil
	}
	c := clash{p: p, mixed: map[string][]string{}, folders: map[string]bool{}}
	for _, path := range p.last.mixedCase() {
		for at := path; at != ""; at = parent(at) {
			c.mixed[fold(at)] = append(c.mixed[fold(at)], path)
		}
	}
	for s, err := range p.declared(now) {
		if err != nil {
			return err
		}
		if s.now == nil || s.had {
			continue
		}
		if err := c.check(s.path); err != nil {
			return err
		}
	}
	return nil
}

type clash struct {
	p       *Publish
	mixed   map[string][]string // paths with capitals, by the fold of each of their folders and of themselves
	folders map[string]bool     // checked
}

func (c *clash) check(path string) error {
	if err := c.asFile(path, path); err != nil {
		return err
	}
	if kept, err := c.firstUnder(path); kept != "" || err != nil {
		return c.fault(path, kept, err)
	}
	for dir := parent(path); dir != "" && !c.folders[dir]; dir = parent(dir) {
		c.folders[dir] = true
		if err := c.asFile(path, dir); err != nil {
			return err
		}
		if err := c.asFolder(path, dir); err != nil {
			return err
		}
	}
	return nil
}

// asFile finds a kept file that is at, or differs from it in case only.
func (c *clash) asFile(path, at string) error {
	for _, other := range append(c.mixed[fold(at)], fold(at), at) {
		if fold(other) != fold(at) {
			continue
		}
		if kept, err := c.kept(other); kept || err != nil {
			return c.fault(path, other, err)
		}
	}
	return nil
}

// asFolder finds a kept file in a folder that differs in case only.
func (c *clash) asFolder(path, dir string) error {
	for _, other := range c.mixed[fold(dir)] {
		if strings.HasPrefix(other, dir+"/") {
			continue
		}
		if kept, err := c.kept(other); kept || err != nil {
			return c.fault(path, other, err)
		}
	}
	if fold(dir) == dir {
		return nil
	}
	kept, err := c.firstUnder(fold(dir))
	if kept != "" || err != nil {
		return c.fault(path, kept, err)
	}
	return nil
}

func (c *clash) firstUnder(dir string) (string, error) {
	for r, err := range under(c.p.last, dir) {
		if err != nil {
			return "", err
		}
		if kept, err := c.kept(r.path); kept || err != nil {
			return r.path, err
		}
	}
	return "", nil
}

func (c *clash) kept(path string) (bool, error) {
	_, had, err := c.p.last.lookup(path)
	return had && !c.p.dropped[path] && c.p.names.get(path) == nil, err
}

func (c *clash) fault(path, kept string, err error) error {
	if err != nil {
		return err
	}
	return faultf(ErrTwice, "%q and %q, which is kept from the last build, cannot both exist on every system", path, kept)
}
