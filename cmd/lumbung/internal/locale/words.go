package locale

import "strings"

var idUnits = [...]string{"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"}

func indonesianWords(n int) string {
	join := func(head string, rest int) string {
		if rest == 0 {
			return head
		}
		return head + " " + indonesianWords(rest)
	}
	switch {
	case n < 12:
		return idUnits[n]
	case n < 20:
		return idUnits[n-10] + " belas"
	case n < 100:
		return join(idUnits[n/10]+" puluh", n%10)
	case n < 200:
		return join("seratus", n-100)
	case n < 1000:
		return join(idUnits[n/100]+" ratus", n%100)
	case n < 2000:
		return join("seribu", n-1000)
	}
	return join(indonesianWords(n/1000)+" ribu", n%1000)
}

var enUnits = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
var enTens = strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")

func englishWords(n int) string {
	join := func(head, glue string, rest int) string {
		if rest == 0 {
			return head
		}
		return head + glue + englishWords(rest)
	}
	switch {
	case n < 20:
		return enUnits[n]
	case n < 100:
		return join(enTens[n/10], "-", n%10)
	case n < 1000:
		return join(enUnits[n/100]+" hundred", " and ", n%100)
	}
	return join(englishWords(n/1000)+" thousand", " ", n%1000)
}
