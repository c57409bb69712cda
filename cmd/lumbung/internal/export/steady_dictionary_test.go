package export

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestDictionaryNumbersAreReadByOthers(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, entries := range []int32{1, 2, 3, 9, 200, 256, 257, 70_000, 1 << 30} {
		for _, n := range []int{0, 1, 7, 8, 9, 15, 16, 17, 55, 64, 1000} {
			for _, longest := range []int{1, 4, 12, 40} {
				var numbers []int32
				for len(numbers) < n {
					numbers = append(numbers, slices.Repeat([]int32{random.Int32N(entries)}, 1+random.IntN(longest))...)
				}
				numbers = numbers[:n]
				packed, err := steadyDictionary{}.EncodeInt32(nil, numbers)
				if err != nil {
					t.Fatal(err)
				}
				got, err := steadyDictionary{}.DecodeInt32(make([]int32, 0, n), packed) // the library's
				if err != nil || len(got) < n || !slices.Equal(got[:n], numbers) {
					t.Errorf("%d of %d entries: %v, %v", n, entries, got, err)
				}
			}
		}
	}
}

func TestDictionaryNumbersAreRunsAndGroups(t *testing.T) {
	for _, c := range []struct {
		numbers []int32
		want    string
	}{
		{nil, "[0]"},
		{[]int32{0, 0, 0}, "[0 3]"},
		{slices.Repeat([]int32{1}, 9), "[1 18 1]"},
		{[]int32{1, 1, 1, 1, 0, 0, 0, 0}, "[1 3 15]"},                               // four and four are no eight
		{append([]int32{0, 1}, slices.Repeat([]int32{1}, 14)...), "[1 3 254 16 1]"}, // the group is filled first
		{append(slices.Repeat([]int32{300}, 8), 1), "[9 16 44 1 3 1 0 0 0 0 0 0 0 0]"},
	} {
		got, _ := steadyDictionary{}.EncodeInt32(nil, c.numbers)
		if s := fmt.Sprint(got); s != c.want {
			t.Errorf("%v: %s, want %s", c.numbers, s, c.want)
		}
	}
}
