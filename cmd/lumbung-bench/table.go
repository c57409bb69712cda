package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// printTable prints a line for each case: the ratios to the floor first, since only they
// can be compared from machine to machine.
func printTable(out io.Writer, results []result) error {
	var floor sample
	for _, r := range results {
		if r.name == "floor" {
			floor = r.median()
		}
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "case\tx wall\tx CPU\twall s\tCPU s\tpeak MB\tpages\tfiles\tMB\tpages/s\t\n")
	for _, r := range results {
		m := r.median()
		fmt.Fprintf(w, "%s\t%s\t%s\t%.2f\t%.2f\t%s\t%d\t%d\t%d\t%.0f\t\n", r.name,
			ratio(m.wall, floor.wall), ratio(m.cpu, floor.cpu), m.wall.Seconds(), m.cpu.Seconds(),
			megabytes(m.peak), r.pages, r.files, r.size/1e6, float64(r.pages)/m.wall.Seconds())
	}
	return w.Flush()
}

// median takes the middle of each measure by itself; of two in the middle, the smaller.
func (r result) median() sample {
	return sample{
		wall: middle(r.samples, func(s sample) time.Duration { return s.wall }),
		cpu:  middle(r.samples, func(s sample) time.Duration { return s.cpu }),
		peak: middle(r.samples, func(s sample) int64 { return s.peak }),
	}
}

func middle[T cmp.Ordered](samples []sample, measure func(sample) T) T {
	values := make([]T, len(samples))
	for i, s := range samples {
		values[i] = measure(s)
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}

func ratio(took, floor time.Duration) string {
	if floor == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", float64(took)/float64(floor))
}

func megabytes(size int64) string {
	if size == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f", float64(size)/1e6)
}
