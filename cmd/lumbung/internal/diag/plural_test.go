package diag

import "testing"

func TestNumbersPickTheForm(t *testing.T) {
	for _, c := range []struct {
		m    Message
		want string
	}{
		{Msg("%d {error|errors}, %d {warning|warnings}", 1, 2), "1 error, 2 warnings"},
		{Msg("%d {error|errors}, %d {warning|warnings}", 0, 1), "0 errors, 1 warning"},
		{Msg("%d {row is|rows are} left out of %q", 1, "{a|b}"), `1 row is left out of "{a|b}"`},
		{Msg("%d of %d {cell|cells}", 3, 1), "3 of 1 cell"},
		{Msg("%s: %d {file|files}, %.2f s, %d {part|parts}", "1", int64(2), 1.0, uint8(1)), "1: 2 files, 1.00 s, 1 part"},
		{Msg("%[2]d {row|rows} of %[1]s", "x", 1), "1 row of x"},
		{Msg("100%% of %d {row|rows}", 1), "100% of 1 row"},
		{Msg("%d {row|rows} with %q {more|others}", 1, "x"), `1 row with "x" more`},
		{Msg("write `{sql} SELECT a|b` in %d {row|rows}", 2), "write `{sql} SELECT a|b` in 2 rows"},
		{Msg("{a|b|c} {%d|x} %d {x", 1, 1), "{a|b|c} {1|x} 1 {x"},
		{Msg("no number {stays|stay}, %s", "x"), "no number stay, x"},
	} {
		if got := c.m.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestFormsAreOfTheEnglishTextOnly(t *testing.T) {
	say := func(string) string { return "%d kesalahan" }
	if got := Msg("%d {error|errors}", 1).In(say); got != "1 kesalahan" {
		t.Errorf("got %q", got)
	}
}
