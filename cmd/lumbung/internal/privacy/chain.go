package privacy

import "unicode/utf8"

const (
	// maxGroups is how many groups the longest way to write a number has.
	maxGroups = 8
	// maxKept is how many digits of a group are kept: one more than any number has.
	maxKept = 20
	// pieceGroups is how many groups of a chain are looked at together.
	pieceGroups = 4 * maxGroups
)

// group is a run of digits within a chain.
type group struct {
	from, to int  // bytes in the text
	first    bool // of its chain
	joint    byte // what stands before the next group; 0 after the last one, '?' for a mixture
	n        int  // how many digits, also those that are not kept
	digits   [maxKept]byte
}

// chain reads the groups of a chain piece by piece. A piece ends with maxGroups groups
// that the next one begins with, so that no number is cut.
type chain struct {
	pos, end int
	first    bool
	groups   [pieceGroups]group
	at, n    int
}

func (c *chain) start(from, to int) {
	c.pos, c.end, c.first, c.at, c.n = from, to, true, 0, 0
}

// more says whether there is a group to look at, and reads on where the piece runs out.
func (c *chain) more(text string) bool {
	if c.n-c.at <= maxGroups && c.pos < c.end {
		c.n = copy(c.groups[:], c.groups[c.at:c.n])
		c.at = 0
		for c.n < len(c.groups) && c.pos < c.end {
			c.read(text, &c.groups[c.n])
			c.n++
		}
	}
	return c.at < c.n
}

// ahead gives the groups from the present one on, at least maxGroups of them unless the
// chain ends before.
func (c *chain) ahead() []group { return c.groups[c.at:c.n] }

func (c *chain) skip(n int) { c.at += n }

// read reads a group and what joins it to the next.
func (c *chain) read(text string, g *group) {
	g.from, g.first, g.joint, g.n = c.pos, c.first, 0, 0
	c.first = false
	for c.pos < c.end {
		r, size := rune(text[c.pos]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[c.pos:])
		}
		if d := digit(r); d >= 0 {
			if g.joint != 0 {
				return
			}
			if g.n < maxKept {
				g.digits[g.n] = byte(d)
			}
			g.n++
			g.to = c.pos + size
		} else if j := joint(r); j != 0 {
			g.join(j)
		}
		c.pos += size
	}
}

// join adds a character to the gap after a group. Spaces beside another character do not
// count, and brackets may stand together.
func (g *group) join(j byte) {
	switch {
	case g.joint == 0 || g.joint == ' ':
		g.joint = j
	case j == ' ' || j == g.joint:
	case bracket(j) && bracket(g.joint):
		g.joint = j
	case g.joint == ')' && (j == '-' || j == '.' || j == '/'):
	default:
		g.joint = '?'
	}
}

func bracket(j byte) bool { return j == '(' || j == ')' }

// kept gives the digits of a group, of a longer one its first ones.
func (g *group) kept() []byte { return g.digits[:min(g.n, maxKept)] }

// sizes packs the numbers of digits of groups into one number, to compare with the known
// ways of writing: groups of 4, 6 and 5 digits are 0x465. A group of more than 15 digits
// fits no grouping.
func sizes(groups []group) (packed uint64) {
	for i := range groups {
		if groups[i].n > 15 {
			return 0
		}
		packed = packed<<4 | uint64(groups[i].n)
	}
	return packed
}

// oneJoint says whether all groups but the last are joined by the same character, one of
// those allowed.
func oneJoint(groups []group, allowed string) bool {
	for i := range groups[:len(groups)-1] {
		if groups[i].joint != groups[0].joint || !contains(allowed, groups[i].joint) {
			return false
		}
	}
	return true
}

func contains(set string, b byte) bool {
	for i := range len(set) {
		if set[i] == b {
			return true
		}
	}
	return false
}
