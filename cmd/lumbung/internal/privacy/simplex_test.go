package privacy

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"lumbung/cmd/lumbung/internal/race"
)

// enumerate gives the smallest and largest value of each variable over all solutions in
// whole numbers from 0 to top, and how many solutions there are.
func enumerate(variables int, equations []equation, top int64) (low, high []int64, solutions int) {
	y := make([]int64, variables)
	low, high = make([]int64, variables), make([]int64, variables)
	var try func(i int)
	try = func(i int) {
		if i == variables {
			for _, e := range equations {
				sum := int64(0)
				for k, v := range e.variables {
					sum += e.coefficients[k] * y[v]
				}
				if sum != e.right {
					return
				}
			}
			for j, v := range y {
				if solutions == 0 || v < low[j] {
					low[j] = v
				}
				if solutions == 0 || v > high[j] {
					high[j] = v
				}
			}
			solutions++
			return
		}
		for y[i] = 0; y[i] <= top; y[i]++ {
			try(i + 1)
		}
	}
	try(0)
	return low, high, solutions
}

// Every search must end at what enumeration finds: also for systems whose corners are
// fractions, which cuts have to bring to whole numbers.
func TestExtremeValuesAgreeWithEnumeration(t *testing.T) {
	race.Without(t)
	r := rand.New(rand.NewPCG(3, 4))
	cut := 0
	for range 400 {
		variables := 2 + r.IntN(4)
		truth := make([]int64, variables)
		for i := range truth {
			truth[i] = r.Int64N(4)
		}
		// One equation bounds all variables, so that enumeration ends.
		bound := equation{}
		for v, n := range truth {
			bound.variables = append(bound.variables, int32(v))
			bound.coefficients = append(bound.coefficients, 1+r.Int64N(2))
			bound.right += bound.coefficients[v] * n
		}
		equations := []equation{bound}
		for range r.IntN(3) {
			e := equation{}
			for v, n := range truth {
				if c := r.Int64N(5) - 2; c != 0 {
					e.variables = append(e.variables, int32(v))
					e.coefficients = append(e.coefficients, c)
					e.right += c * n
				}
			}
			equations = append(equations, e)
		}
		low, high, _ := enumerate(variables, equations, bound.right)
		tab, ok := newTableau(variables, equations)
		if !ok {
			t.Fatalf("no first solution of %v, which %v solves", equations, truth)
		}
		point := make([]int64, variables)
		for v := range int32(variables) {
			for sign, want := range map[int64]int64{1: high[v], -1: low[v]} {
				found, o := tab.extreme(v, sign)
				if found != tab {
					cut++
				}
				if o != optimum || !found.point(point) || point[v] != want {
					t.Fatalf("%v: variable %d in direction %d is %d (outcome %d), want %d", equations, v, sign, point[v], o, want)
				}
			}
		}
	}
	if cut < 40 {
		t.Errorf("only %d searches met fractions: the test tests too little", cut)
	}
}

func TestExtremeFindsWhatHasNoBound(t *testing.T) {
	// a + b = c, c + d = 10: a is bounded; e = f is not.
	equations := []equation{
		{[]int32{0, 1, 2}, []int64{1, 1, -1}, 0},
		{[]int32{2, 3}, []int64{1, 1}, 10},
		{[]int32{4, 5}, []int64{1, -1}, 0},
	}
	tab, ok := newTableau(6, equations)
	if !ok {
		t.Fatal("no first solution")
	}
	if _, o := tab.extreme(0, 1); o != optimum {
		t.Errorf("a bounded variable has outcome %d", o)
	}
	found, o := tab.extreme(4, 1)
	ray := make([]int64, 6)
	if found.ray(ray); o != unbounded || fmt.Sprint(ray) != "[0 0 0 0 1 1]" {
		t.Errorf("outcome %d, direction %v", o, ray)
	}
	if _, o := tab.extreme(5, -1); o != optimum {
		t.Errorf("a variable that cannot be negative has outcome %d", o)
	}
}

func TestEquationsWithoutSolution(t *testing.T) {
	for _, equations := range [][]equation{
		{{[]int32{0, 1}, []int64{1, 1}, -1}},
		{{[]int32{0}, []int64{1}, 1}, {[]int32{0}, []int64{1}, 2}},
	} {
		if _, ok := newTableau(2, equations); ok {
			t.Errorf("%v has a solution", equations)
		}
	}
}

// Numbers that outgrow 64 bits end the search; they never give a wrong answer.
func TestTableauNoticesOverflow(t *testing.T) {
	const huge = 1 << 62
	equations := []equation{
		{[]int32{0, 1}, []int64{3, huge - 1}, huge - 1},
		{[]int32{0, 1}, []int64{huge - 3, 5}, 5},
		{[]int32{1, 2}, []int64{huge - 5, 7}, huge - 5},
	}
	if _, ok := newTableau(3, equations); ok {
		t.Error("an overflow passed for a solution")
	}
}
