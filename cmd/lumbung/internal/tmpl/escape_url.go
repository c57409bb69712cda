package tmpl

import "strings"

// unsafeURL is what html/template writes in place of an address it does not let through.
const unsafeURL = "#" + failsafe

// safeURL tells whether an address is relative, or of a scheme that only leads somewhere.
func safeURL(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.Contains(scheme, "/") {
		return true
	}
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// appendSafeURL lets a safe address through.
func appendSafeURL(dst []byte, s string) []byte {
	if !safeURL(s) {
		return append(dst, unsafeURL...)
	}
	return append(dst, s...)
}

// urlByte says what becomes of a byte of an address.
type urlByte uint8

const (
	urlEncode   urlByte = iota // written as %xx
	urlKeep                    // unreserved
	urlReserved                // kept in an address, encoded in a part of one
	urlPercent                 // kept in an address where it begins an escape
)

var urlBytes = func() (t [256]urlByte) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", byte(c)) >= 0:
			t[c] = urlKeep
		case strings.IndexByte("!#$&*+,/:;=?@[]", byte(c)) >= 0:
			t[c] = urlReserved
		case c == '%':
			t[c] = urlPercent
		}
	}
	return t
}()

// appendURL normalises an address: what may stand in one stays, valid escapes too.
func appendURL(dst []byte, s string) []byte {
	written := 0
	for i := 0; i < len(s); i++ {
		switch urlBytes[s[i]] {
		case urlKeep, urlReserved:
			continue
		case urlPercent:
			if beginsEscape(s[i:]) {
				continue
			}
		}
		dst = append(dst, s[written:i]...)
		dst = appendPercent(dst, s[i])
		written = i + 1
	}
	return append(dst, s[written:]...)
}

// appendURLPart escapes a part of an address, such as a value in its query.
func appendURLPart(dst []byte, s string) []byte {
	written := 0
	for i := 0; i < len(s); i++ {
		if urlBytes[s[i]] == urlKeep {
			continue
		}
		dst = append(dst, s[written:i]...)
		dst = appendPercent(dst, s[i])
		written = i + 1
	}
	return append(dst, s[written:]...)
}

// appendAttrURL normalises an address and escapes it for a quoted attribute, in one go: of
// what normalising keeps, only & and + need an entity.
func appendAttrURL(dst []byte, s string) []byte {
	written := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch urlBytes[c] {
		case urlKeep:
			continue
		case urlReserved:
			if !special[c] {
				continue
			}
			dst = append(dst, s[written:i]...)
			dst = append(dst, htmlEntity[c]...)
			written = i + 1
			continue
		case urlPercent:
			if beginsEscape(s[i:]) {
				continue
			}
		}
		dst = append(dst, s[written:i]...)
		dst = appendPercent(dst, c)
		written = i + 1
	}
	return append(dst, s[written:]...)
}

// beginsEscape tells whether a percent sign is followed by two hexadecimal digits.
func beginsEscape(s string) bool { return len(s) > 2 && isHex(s[1]) && isHex(s[2]) }

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func appendPercent(dst []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	return append(dst, '%', hex[c>>4], hex[c&15])
}
