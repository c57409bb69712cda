package privacy

import "strings"

// phoneLabels are words after which a number is one to call, however it is written.
var phoneLabels = [...]string{"hp", "wa", "wa.me", "telp", "telpon", "telepon", "tel", "tlp", "tlpn", "phone", "mobile", "ponsel",
	"handphone", "whatsapp", "kontak", "contact", "fax", "faks", "faksimile"}

// phone gives how many groups an Indonesian phone number takes that they start with, 0
// when they start with none: 0812-3456-7890, +62 812 3456 7890, wa.me/62812…,
// (0380) 123456. A number that stands in an identifier or a path counts only after a
// label, or after another phone number that ended at previous.
func (s *scanner) phone(groups []group, previous int) int {
	first := groups[0].kept()
	if first[0] != 0 && !hasPrefix(first, 6, 2) {
		return 0
	}
	number := dial{s: s, groups: groups, labelled: true}
	if number.length() == 0 { // nor would it be one without a label
		return 0
	}
	number.labelled = s.labelled(groups[0].from)
	if !number.labelled && s.inIdentifier(groups[0].from, previous) {
		return 0
	}
	return number.length()
}

// inIdentifier says whether a place follows a letter, or a joint after a letter or digit.
func (s *scanner) inIdentifier(from, previous int) bool {
	r, at := before(s.text, from)
	for r == '(' || r == '+' {
		r, at = before(s.text, at)
	}
	if letter(r) {
		return true
	}
	if !contains("-./=#", asByte(r)) || (previous >= 0 && previous >= at-maxGap) {
		return false
	}
	r, _ = before(s.text, at)
	return letter(r) || digit(r) >= 0
}

// opening says what stands before a number: a plus, a bracket, or both.
func (s *scanner) opening(from int) (plus, bracketed bool) {
	for range 3 {
		r, at := before(s.text, from)
		switch j := joint(r); j {
		case '+':
			plus = true
		case '(':
			bracketed = true
		default:
			return plus, bracketed
		}
		from = at
	}
	return plus, bracketed
}

// labelled says whether one of phoneLabels stands before a place.
func (s *scanner) labelled(from int) bool {
	head := strings.TrimRight(s.text[max(0, from-24):from], " \t.:;()+-=/*_#\"'|[]\u00a0")
	for _, label := range phoneLabels {
		rest := len(head) - len(label)
		if rest < 0 || !strings.EqualFold(head[rest:], label) {
			continue
		}
		if rest == 0 || !wordByte(head[rest-1]) {
			return true
		}
	}
	return false
}

// dial measures how many groups a phone number takes, 0 when it is none.
type dial struct {
	s        *scanner
	groups   []group
	labelled bool
}

// length finds out how the number is written.
func (d dial) length() int {
	first := d.groups[0].kept()
	switch {
	case hasPrefix(first, 0, 0, 6, 2):
		return d.international(true)
	case first[0] == 6:
		plus, _ := d.s.opening(d.groups[0].from)
		return d.international(plus)
	case hasPrefix(first, 0, 8):
		return d.mobile()
	}
	return d.landline()
}

// international reads a number after the country's code. Without the plus, only a mobile
// number is told from other numbers that begin with 62.
func (d dial) international(plus bool) int {
	skip := 2
	if d.groups[0].digits[0] == 0 {
		skip = 4
	}
	if !plus && !d.labelled && d.groups[0].n == skip && d.groups[0].joint == ' ' {
		return 0
	}
	if national, at := d.digit(skip); national == 0 && at > 0 { // +62 (0)812
		skip++
	}
	area, _ := d.digit(skip)
	if area == 8 && d.mobileAt(skip) {
		return d.take(skip+9, skip+12)
	}
	if plus && area > 1 && area != 8 {
		return d.take(skip+7, skip+11)
	}
	return 0
}

func (d dial) mobile() int {
	if d.groups[0].n < 3 || !d.mobileAt(1) {
		return 0
	}
	return d.take(10, 13)
}

// mobileAt says whether the digits from the i-th on are those of a mobile operator.
func (d dial) mobileAt(i int) bool {
	a, _ := d.digit(i)
	b, _ := d.digit(i + 1)
	return a == 8 && b > 0 && b != 4 && b != 6
}

// landline reads an area's code and 5 to 8 digits. Without a label they must stand apart.
func (d dial) landline() int {
	first := &d.groups[0]
	code := areaCode(first.kept())
	if code == 0 {
		return 0
	}
	least, most := code+5, code+8
	if code == 3 {
		least = code + 7
	}
	if first.n > code { // in one piece
		if !d.labelled {
			return 0
		}
		return d.take(least, most)
	}
	if len(d.groups) < 2 || d.groups[1].digits[0] == 0 || (first.joint == '.' && !d.labelled) {
		return 0
	}
	if _, bracketed := d.s.opening(first.from); first.joint == ')' && !bracketed {
		return 0
	}
	return d.take(least, most)
}

// areaCode gives the length of the area code that digits start with, or 0. The five
// largest cities have three digits; elsewhere the first two after the nought are enough.
func areaCode(digits []byte) int {
	if len(digits) < 3 || digits[0] != 0 {
		return 0
	}
	switch two := int(digits[1])*10 + int(digits[2]); {
	case two == 21 || two == 22 || two == 24 || two == 31 || two == 61:
		return 3
	case len(digits) < 4 || two < 23 || two > 98 || two == 30 || two == 39 || two == 49 || two == 50:
		return 0
	case two >= 57 && two <= 60, two >= 66 && two <= 69, two >= 78 && two <= 89:
		return 0
	}
	return 4
}

// take gives how many groups hold a number of least to most digits: as many as possible,
// the last of at least three digits, and nothing that makes a longer identifier of it.
func (d dial) take(least, most int) int {
	best, total := 0, 0
	for i := range d.groups[:min(len(d.groups), maxGroups)] {
		g := &d.groups[i]
		if total += g.n; total > most {
			break
		}
		if total >= least && g.n >= 3 && d.endsAt(i) {
			best = i + 1
		}
		if !contains(" -./()", g.joint) || (g.joint == '/' && i > 0) {
			break
		}
	}
	return best
}

func (d dial) endsAt(i int) bool {
	g := &d.groups[i]
	if r, _ := after(d.s.text, g.to); letter(r) {
		return false
	}
	if g.joint != '-' && g.joint != '.' {
		return true
	}
	return d.groups[i+1].n >= minDigits // another number after a dash
}

// digit gives the i-th digit of the number across its groups, and the group it is in;
// -1 where there is none.
func (d dial) digit(i int) (value, inGroup int) {
	for j := range d.groups {
		g := &d.groups[j]
		if i < g.n {
			if i >= maxKept {
				break
			}
			return int(g.digits[i]), j
		}
		i -= g.n
	}
	return -1, -1
}

func hasPrefix(digits []byte, prefix ...byte) bool {
	if len(digits) < len(prefix) {
		return false
	}
	for i, p := range prefix {
		if digits[i] != p {
			return false
		}
	}
	return true
}
