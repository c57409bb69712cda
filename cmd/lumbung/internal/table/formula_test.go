package table

import "testing"

func TestTextsThatASpreadsheetWouldCalculate(t *testing.T) {
	for text, want := range map[string]bool{
		"=1+1": true, "=1": true, "@1": true, "@SUM(A1)": true, "+62 811": true, "-1+1": true, `=HYPERLINK("https://evil.example/")`: true, "\t=1": true, "\rcmd": true, "-": false, "=": false, "": false,
		"-5": false, "+5": false, "-5,3": false, "-58.033,5": false, "-,": true, "- tidak ada": true, "aman = ya": false, " =1": false, "'=1": false, "−5": false,
	} {
		if got := Formula(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"-5": true, "=": true, "x": false, "": false} {
		if got := BeginsFormula(text); got != want {
			t.Errorf("%q begins a formula: %v", text, got)
		}
	}
}
