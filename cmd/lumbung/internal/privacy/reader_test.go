package privacy

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// reader is somebody with the published table, paper, and all the time in the world: who
// knows which figures add up to which and how shares are rounded, and tries every table of
// whole numbers that agrees with that. It knows nothing of the package's model, equations
// or simplex: a test writes down what there is to know.
//
// What it cannot decide counts as found out. A table passes only when for each hidden count
// two tables were made and checked that agree with everything published and are far enough
// apart in it.
type reader struct {
	truth     []int64 // by variable
	low, high []int64 // what is known of each beforehand; a high of -1 is no bound
	hidden    []bool  // must not be found out
	known     []relation
	patience  int // how many steps it takes for one question; 0 is enough
	steps     int // left for the question at hand
}

// relation is something published: the sum of some variables, each times its coefficient,
// is from least to most.
type relation struct {
	variables    []int
	coefficients []int64
	least, most  int64
}

// trials counts what readers did, so that a test can see that it tested something.
type trials struct{ tables, hidden, questions int }

func (d *trials) tell(t *testing.T) {
	t.Helper()
	t.Logf("%d tables, %d hidden counts, %d questions", d.tables, d.hidden, d.questions)
	if d.hidden == 0 {
		t.Error("nothing was hidden: the test tests nothing")
	}
}

// enough steps are many times what a question about the tables of these tests takes. What
// is undecided then fails.
const enough = 200_000

// add makes a variable: a count that is published, hidden or just not in the table. A
// reader knows that a hidden one is at least low.
func (r *reader) add(truth int64, visible, hidden bool, low int64) int {
	v := len(r.truth)
	r.truth, r.hidden = append(r.truth, truth), append(r.hidden, hidden)
	switch {
	case visible:
		r.low, r.high = append(r.low, truth), append(r.high, truth)
	case hidden:
		r.low, r.high = append(r.low, low), append(r.high, -1)
	default:
		r.low, r.high = append(r.low, 0), append(r.high, -1)
	}
	return v
}

// sum says that parts add up to a total.
func (r *reader) sum(total int, parts []int) {
	k := relation{variables: append([]int{total}, parts...), coefficients: []int64{-1}}
	for range parts {
		k.coefficients = append(k.coefficients, 1)
	}
	r.known = append(r.known, k)
}

// share says that a part is so many thousandths of a whole, rounded half up.
func (r *reader) share(part, whole int, thousandths int64) {
	r.known = append(r.known,
		relation{[]int{part, whole}, []int64{2000, 1 - 2*thousandths}, 0, far},
		relation{[]int{part, whole}, []int64{2000, -1 - 2*thousandths}, -far, -1})
}

// far is more than any sum of these tests.
const far = 1 << 50

// bound sets how high a count may be that nothing published bounds: high enough that the
// limit decides nothing, and where it did, a count would be found out that is not.
func (r *reader) bound() {
	most := int64(64)
	for _, n := range r.truth {
		most += 2 * n
	}
	for v, high := range r.high {
		if high < 0 {
			r.high[v] = most
		}
	}
}

// findOut gives an error for the first hidden count that can be told closer than width.
func (r *reader) findOut(width int64, done *trials) error {
	r.bound()
	for _, k := range r.known {
		if !k.holds(r.truth) {
			return fmt.Errorf("the true table breaks %v: the test is wrong", k)
		}
	}
	low, high := append([]int64(nil), r.low...), append([]int64(nil), r.high...)
	if !r.narrow(low, high) {
		return fmt.Errorf("no table agrees: the test is wrong")
	}
	done.tables++
	for v, truth := range r.truth {
		if !r.hidden[v] {
			continue
		}
		done.hidden++
		least, greatest := truth, truth
		for n := truth + 1; n <= high[v] && greatest-least < width; n++ {
			if ok, err := r.possible(low, high, v, n, done); err != nil {
				return err
			} else if ok {
				greatest = n
			}
		}
		for n := truth - 1; n >= low[v] && greatest-least < width; n-- {
			if ok, err := r.possible(low, high, v, n, done); err != nil {
				return err
			} else if ok {
				least = n
			}
		}
		if greatest-least < width {
			return fmt.Errorf("variable %d, which is %d, is found to be from %d to %d", v, truth, least, greatest)
		}
	}
	return nil
}

// possible says whether some table agrees in which variable v is n.
func (r *reader) possible(low, high []int64, v int, n int64, done *trials) (bool, error) {
	done.questions++
	if r.steps = r.patience; r.steps == 0 {
		r.steps = enough
	}
	low, high = append([]int64(nil), low...), append([]int64(nil), high...)
	low[v], high[v] = n, n
	y := r.search(low, high)
	if r.steps <= 0 && y == nil {
		return false, fmt.Errorf("whether variable %d can be %d is undecided", v, n)
	}
	if y == nil {
		return false, nil
	}
	for _, k := range r.known {
		if !k.holds(y) {
			return false, fmt.Errorf("a table that breaks %v was taken to agree: the test is wrong", k)
		}
	}
	return true, nil
}

// search gives a table within bounds, or nil when there is none or no time is left. It
// narrows the bounds, and tries all numbers of the variable that has the fewest left, those
// near the true one first.
func (r *reader) search(low, high []int64) []int64 {
	if r.steps--; r.steps <= 0 || !r.narrow(low, high) {
		return nil
	}
	next := -1
	for v := range low {
		if low[v] < high[v] && (next < 0 || high[v]-low[v] < high[next]-low[next]) {
			next = v
		}
	}
	if next < 0 {
		return low
	}
	start := min(max(r.truth[next], low[next]), high[next])
	for d := int64(0); start-d >= low[next] || start+d <= high[next]; d++ {
		for _, n := range []int64{start + d, start - d} {
			if n < low[next] || n > high[next] || d == 0 && n != start {
				continue
			}
			l, h := append([]int64(nil), low...), append([]int64(nil), high...)
			l[next], h[next] = n, n
			if y := r.search(l, h); y != nil {
				return y
			}
			if d == 0 {
				break
			}
		}
	}
	return nil
}

// narrow takes from the bounds what no table that agrees can have, until nothing changes.
// It gives false when nothing is left.
func (r *reader) narrow(low, high []int64) bool {
	for changed := true; changed; {
		changed = false
		for i := range r.known {
			did, ok := r.known[i].narrow(low, high)
			if !ok {
				return false
			}
			changed = changed || did
		}
	}
	return true
}

func (k *relation) narrow(low, high []int64) (changed, ok bool) {
	least, most := int64(0), int64(0) // of the whole sum
	for i, v := range k.variables {
		l, h := ends(k.coefficients[i], low[v], high[v])
		least, most = least+l, most+h
	}
	if least > k.most || most < k.least {
		return false, false
	}
	for i, v := range k.variables {
		c := k.coefficients[i]
		l, h := ends(c, low[v], high[v])
		// c times the variable is from k.least - (most - h) to k.most - (least - l).
		from, to := k.least-(most-h), k.most-(least-l)
		if c < 0 {
			from, to = -to, -from
			c = -c
		}
		if n := ceil(from, c); n > low[v] {
			low[v], changed = n, true
		}
		if n := floor(to, c); n < high[v] {
			high[v], changed = n, true
		}
		if low[v] > high[v] {
			return true, false
		}
		if changed {
			return true, true // the sums are no longer true; the caller comes again
		}
	}
	return false, true
}

func (k *relation) holds(y []int64) bool {
	sum := int64(0)
	for i, v := range k.variables {
		sum += k.coefficients[i] * y[v]
	}
	return sum >= k.least && sum <= k.most
}

// ends gives the least and the most that c times a number from low to high is.
func ends(c, low, high int64) (least, most int64) {
	if c < 0 {
		low, high = high, low
	}
	return c * low, c * high
}

func floor(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func ceil(a, b int64) int64 { return -floor(-a, b) }

// A reader's answers are those of trying everything.
func TestReaderAgreesWithEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	asked, no := 0, 0
	for range 150 {
		const most = 5
		var equations []equation
		who := &reader{}
		for range 4 {
			who.add(r.Int64N(most+1), false, true, 0)
		}
		for range 1 + r.IntN(2) {
			e, k := equation{}, relation{}
			for v, n := range who.truth {
				c := [...]int64{-2, -1, 1, 2}[r.IntN(4)]
				e.variables, e.coefficients, e.right = append(e.variables, int32(v)), append(e.coefficients, c), e.right+c*n
				k.variables, k.coefficients = append(k.variables, v), append(k.coefficients, c)
			}
			k.least, k.most = e.right, e.right
			equations, who.known = append(equations, e), append(who.known, k)
		}
		low, high := make([]int64, 4), []int64{most, most, most, most}
		for v := range who.truth {
			for n := range int64(most + 1) {
				fixed := append([]equation{{[]int32{int32(v)}, []int64{1}, n}}, equations...)
				_, _, solutions := enumerate(4, fixed, most)
				got, err := who.possible(low, high, v, n, &trials{})
				if err != nil || got != (solutions > 0) {
					t.Fatalf("%v: variable %d can be %d: %v, %v; there are %d tables", who.known, v, n, got, err, solutions)
				}
				if asked++; !got {
					no++
				}
			}
		}
	}
	if no < asked/10 || no > asked*9/10 {
		t.Errorf("%d of %d answers were no: the test tests one side", no, asked)
	}
}

func TestWhatTheReaderCannotDecideFails(t *testing.T) {
	who := &reader{patience: 1}
	a, b := who.add(3, false, true, 1), who.add(9, false, true, 1)
	who.sum(who.add(12, true, false, 0), []int{a, b})
	if err := who.findOut(2, &trials{}); err == nil || !strings.Contains(err.Error(), "undecided") {
		t.Errorf("got %v", err)
	}
	who.patience = 0
	if err := who.findOut(2, &trials{}); err != nil {
		t.Error(err)
	}
	if err := who.findOut(11, &trials{}); err == nil || !strings.Contains(err.Error(), "from 1 to 11") {
		t.Errorf("got %v", err)
	}
}
