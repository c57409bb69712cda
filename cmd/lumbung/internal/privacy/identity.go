package privacy

// identityGroups are the ways people write the sixteen digits of an identity number:
// in one piece, in fours as on a payment card, or cut where its parts meet (province,
// kabupaten, kecamatan, date of birth, serial number).
var identityGroups = [...]uint64{0x4444, 0x664, 0x22264, 0x2222224, 0x22222222, 0x6a, 0xc4, 0x88, 0x62224, 0x4264, 0x222a, 0x466, 0x646}

// identity gives how many groups the number of an identity or family card takes that
// they start with, 0 when they start with none.
func (s *scanner) identity(groups []group) int {
	if first := &groups[0]; first.n >= identityDigits {
		if first.n == identityDigits && validIdentity(first.kept()) && !s.fraction(first.from) && !s.digest(first) {
			return 1
		}
		return 0
	}
	var digits [identityDigits]byte
	count := 0
	for i := range groups[:min(len(groups), maxGroups)] {
		g := &groups[i]
		if count+g.n > len(digits) {
			return 0
		}
		count += copy(digits[count:], g.kept())
		if count == len(digits) {
			if knownGroups(groups[:i+1]) && validIdentity(digits[:]) && s.standsAlone(groups, i+1) {
				return i + 1
			}
			return 0
		}
		if !contains(" -./", g.joint) {
			return 0
		}
	}
	return 0
}

func knownGroups(groups []group) bool {
	packed := sizes(groups)
	for _, known := range identityGroups {
		if packed == known {
			return true
		}
	}
	return false
}

// standsAlone says whether groups are not part of a longer identifier, such as a register
// number. A space around them is no part of it, but six groups or more must be all there
// are: pairs of digits in a row are more often a series of numbers.
func (s *scanner) standsAlone(groups []group, n int) bool {
	if n >= 6 && (!groups[0].first || groups[n-1].joint != 0) {
		return false
	}
	if !groups[0].first {
		if r, _ := before(s.text, groups[0].from); r != ' ' && joint(r) != ' ' {
			return false
		}
	}
	if last := &groups[n-1]; last.joint != 0 && last.joint != ' ' {
		return false
	}
	r, _ := after(s.text, groups[n-1].to)
	return !letter(r)
}

// validIdentity checks the parts of an identity number: PPKKCC DDMMYY NNNN. A woman's day
// of birth is 40 more. The number of a family card has the day it was issued instead.
func validIdentity(d []byte) bool {
	at := func(i int) int { return int(d[i])*10 + int(d[i+1]) }
	day, month, year := at(6), at(8), at(10)
	if day > 40 {
		day -= 40
	}
	return province(at(0)) && at(2) != 0 && at(4) != 0 && at(12)+at(14) != 0 && validDay(day, month, year)
}

// province says whether a code is one of a province of Indonesia (Ministry of Home
// Affairs). Those of the new provinces of Papua are in use since 2022.
func province(code int) bool {
	switch code / 10 {
	case 1:
		return code >= 11
	case 2:
		return code == 21
	case 3:
		return code >= 31 && code <= 36
	case 5:
		return code >= 51 && code <= 53
	case 6:
		return code >= 61 && code <= 65
	case 7:
		return code >= 71 && code <= 76
	case 8:
		return code == 81 || code == 82
	case 9:
		return code >= 91 && code <= 97
	}
	return false
}

// validDay says whether there was such a day in a year known by its last two digits.
func validDay(day, month, year int) bool {
	if day < 1 || month < 1 || month > 12 {
		return false
	}
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && year%4 == 0 {
		days++
	}
	return day <= days
}

// fraction says whether the digits at a place are decimals: a point and a digit stand
// before them. A comma may as well be the border of two cells.
func (s *scanner) fraction(from int) bool {
	r, at := before(s.text, from)
	if r != '.' {
		return false
	}
	r, _ = before(s.text, at)
	return digit(r) >= 0
}

// digest says whether a group is part of a longer word of letters and digits, such as a
// SHA-256 sum: at least 24 characters, of which some are letters.
func (s *scanner) digest(g *group) bool {
	from, to := g.from, g.to
	for from > 0 && wordByte(s.text[from-1]) {
		from--
	}
	for to < len(s.text) && wordByte(s.text[to]) {
		to++
	}
	return to-from > g.to-g.from && to-from >= 24
}

func wordByte(b byte) bool {
	return classes[b] == digitByte || (b|0x20 >= 'a' && b|0x20 <= 'z')
}
