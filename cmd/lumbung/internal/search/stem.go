package search

import "strings"

// shortest is how many letters a stem keeps.
const shortest = 4

// Stem cuts a word down to what its forms share, in languages whose forms it knows. It
// is light: it conflates peternak with peternakan and memilih with pilih; where it is
// wrong the word itself still matches. The theme's search/words.ts has the same rules.
func Stem(word, lang string) string {
	for i := range len(word) {
		if c := word[i]; c < 'a' || c > 'z' {
			return word
		}
	}
	switch lang {
	case "id":
		return indonesian(word)
	case "en":
		return english(word)
	}
	return word
}

// prefix is a beginning that forms of a word have.
type prefix struct {
	forms   []string // the first that a word begins with counts
	follows letters  // what must stand behind it
	becomes string   // what it had swallowed
	verb    bool     // its words end in -kan rather than -an
}

type letters uint8

const (
	anyLetter letters = iota
	vowel
	consonant
	consonantEr // as in bekerja
)

// In this order; the first that leaves a stem is taken.
var prefixes = []prefix{
	{[]string{"memper", "diper"}, anyLetter, "", true},
	{[]string{"meny"}, vowel, "s", true},
	{[]string{"peny"}, vowel, "s", false},
	{[]string{"meng"}, anyLetter, "", true},
	{[]string{"peng"}, anyLetter, "", false},
	{[]string{"mem"}, vowel, "p", true},
	{[]string{"pem"}, vowel, "p", false},
	{[]string{"men"}, vowel, "t", true},
	{[]string{"pen"}, vowel, "t", false},
	{[]string{"mem", "men", "me"}, consonant, "", true},
	{[]string{"pem", "pen", "per", "pe"}, consonant, "", false},
	{[]string{"per"}, anyLetter, "", false},
	{[]string{"di"}, anyLetter, "", true},
	{[]string{"ter"}, anyLetter, "", true},
	{[]string{"ber"}, anyLetter, "", false},
	{[]string{"be"}, consonantEr, "", false},
	{[]string{"ke"}, anyLetter, "", false},
}

func indonesian(word string) string {
	w, verb := cut(word, "nya"), false
	for i := range prefixes {
		if rest, ok := prefixes[i].without(w); ok && len(rest) >= shortest {
			w, verb = rest, prefixes[i].verb
			break
		}
	}
	if rest, ok := strings.CutPrefix(w, "ber"); ok && w != word && len(rest) >= shortest {
		w = rest // memberdayakan, pemberdayaan
	}
	if verb && strings.HasSuffix(w, "kan") {
		return cut(w, "kan")
	}
	return cut(w, "an")
}

// without takes the beginning off a word that has it.
func (p *prefix) without(word string) (rest string, ok bool) {
	for _, form := range p.forms {
		if rest, ok := strings.CutPrefix(word, form); ok && p.follows.begin(rest) {
			return p.becomes + rest, true
		}
	}
	return word, false
}

func (l letters) begin(rest string) bool {
	isVowel := rest != "" && strings.IndexByte("aeiou", rest[0]) >= 0
	switch l {
	case vowel:
		return isVowel
	case consonant:
		return rest != "" && !isVowel
	case consonantEr:
		return rest != "" && !isVowel && strings.HasPrefix(rest[1:], "er")
	}
	return true
}

func english(word string) string {
	w := word
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > shortest:
		w = w[:len(w)-len("ies")] + "y"
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
	default:
		w = cut(w, "s")
	}
	return cut(cut(cut(w, "ing"), "ed"), "e")
}

func cut(word, ending string) string {
	if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= shortest {
		return rest
	}
	return word
}
