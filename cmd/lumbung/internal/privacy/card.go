package privacy

// card gives how many groups the number of a payment card takes that they start with, 0
// when they start with none: a length and first digits that an issuer uses, written in one
// piece or in the groups printed on cards, and the check digit of ISO/IEC 7812 (Luhn).
func (s *scanner) card(groups []group) int {
	if first := &groups[0]; first.n >= cardDigits {
		if first.n < maxKept && validCard(first.kept()) && !round(first.kept()) && s.isCode(groups, 1) {
			return 1
		}
		return 0
	}
	var digits [maxKept - 1]byte
	count := 0
	for i := range groups[:min(len(groups), 5)] {
		g := &groups[i]
		if count+g.n > len(digits) {
			return 0
		}
		count += copy(digits[count:], g.kept())
		known := cardGroups(sizes(groups[:i+1]))
		if known && oneJoint(groups[:i+1], " -.") && validCard(digits[:count]) && s.isCode(groups, i+1) {
			return i + 1
		}
	}
	return 0
}

func validCard(digits []byte) bool { return issued(digits) && luhn(digits) }

func cardGroups(packed uint64) bool {
	switch packed {
	case 0x4444, 0x44443, 0x465, 0x464, 0x4333:
		return true
	}
	return false
}

// issued says whether issuers use numbers of this length with these first digits. Among
// those of 60 are the cards of Indonesia's national gateway (6013, 6019).
func issued(d []byte) bool {
	two := int(d[0])*10 + int(d[1])
	four := two*100 + int(d[2])*10 + int(d[3])
	n := len(d)
	switch {
	case d[0] == 4: // Visa
		return n == 13 || n == 16 || n == 19
	case two >= 51 && two <= 55, four >= 2221 && four <= 2720: // Mastercard
		return n == 16
	case two == 34 || two == 37: // American Express
		return n == 15
	case two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059): // Diners Club
		return n == 14 || n == 16
	case four >= 3528 && four <= 3589: // JCB
		return n >= 16
	case two == 50 || (two >= 56 && two <= 58) || two == 60 || (two >= 62 && two <= 65) || two == 67: // Maestro, UnionPay, Discover, GPN
		return n >= 16
	case four == 1946: // debit cards of Bank Negara Indonesia
		return n == 16
	}
	return false
}

func luhn(d []byte) bool {
	sum := 0
	for i, v := range d {
		n := int(v)
		if (len(d)-i)%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// round says whether a number is an amount of money rather than a card: a budget in
// rupiah can have as many digits, but ends in noughts.
func round(d []byte) bool { return d[len(d)-1] == 0 && d[len(d)-2] == 0 }

// isCode says whether groups are a number of their own: no decimals, not a part of a
// word, a path or a longer identifier.
func (s *scanner) isCode(groups []group, n int) bool {
	r, at := before(s.text, groups[0].from)
	if letter(r) {
		return false
	}
	if contains("-./=", asByte(r)) {
		if r, _ = before(s.text, at); letter(r) || digit(r) >= 0 {
			return false
		}
	}
	last := &groups[n-1]
	if r, _ = after(s.text, last.to); letter(r) {
		return false
	}
	return last.joint == 0 || last.joint == ' ' || (last.joint == '.' && n < len(groups) && zeros(&groups[n]))
}

// zeros says whether a group is the ".0" that software adds to a code it took for a number.
func zeros(g *group) bool {
	for _, d := range g.kept() {
		if d != 0 {
			return false
		}
	}
	return true
}

func asByte(r rune) byte {
	if r < 0x80 {
		return byte(r)
	}
	return joint(r)
}
