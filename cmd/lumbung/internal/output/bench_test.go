package output

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

const (
	benchFiles = 20_000
	benchBytes = 4500
)

// benchDir is a new folder in a memory file system, if there is one, so that
// the disk is not what is measured.
func benchDir(b *testing.B) string {
	parent := os.Getenv("BENCH_DIR")
	if parent == "" {
		if parent = "/dev/shm"; os.WriteFile("/dev/shm/.lumbung-bench", nil, 0o666) != nil {
			parent = ""
		}
		os.Remove("/dev/shm/.lumbung-bench")
	}
	dir, err := os.MkdirTemp(parent, "lumbung-bench-")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func benchPaths() []string {
	paths := make([]string, benchFiles)
	for i := range paths {
		paths[i] = fmt.Sprintf("kube/kube-%06d.html", (i*7919)%benchFiles)
	}
	return paths
}

// page is different in every file, and every edition.
func page(buf []byte, path string, edition int) {
	copy(buf, fmt.Sprintf("%s %d", path, edition))
}

// eachPage lets as many workers as there are processors take paths in turn.
func eachPage(paths []string, edition int, do func(path string, data []byte) error) error {
	workers := runtime.GOMAXPROCS(0)
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			buf := make([]byte, benchBytes)
			for i := w; i < len(paths) && errs[w] == nil; i += workers {
				page(buf, paths[i], edition)
				errs[w] = do(paths[i], buf)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// bareWrites makes the same files and does nothing else.
func bareWrites(b *testing.B, dir string, paths []string) time.Duration {
	start := time.Now()
	err := os.MkdirAll(filepath.Join(dir, "kube"), 0o777)
	if err == nil {
		err = eachPage(paths, 0, func(path string, data []byte) error {
			f, err := os.OpenFile(filepath.Join(dir, path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
			if err != nil {
				return err
			}
			if _, err := f.Write(data); err != nil {
				return err
			}
			return f.Close()
		})
	}
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func publish(b *testing.B, out string, edition int, paths []string) time.Duration {
	start := time.Now()
	p, err := Open(out, Options{})
	if err == nil {
		err = eachPage(paths, edition, p.Write)
	}
	if err == nil {
		_, err = p.Commit()
	}
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// besideBare runs something and the bare writes in turn, and reports the ratio.
func besideBare(b *testing.B, prepare func(dir string), run func(dir string) time.Duration) {
	dir := benchDir(b)
	paths := benchPaths()
	var ours, bare time.Duration
	n := 0
	for b.Loop() {
		n++
		at := filepath.Join(dir, fmt.Sprint(n))
		bare += bareWrites(b, at+"-bare", paths)
		prepare(at)
		ours += run(at)
		b.StopTimer()
		os.RemoveAll(at)
		os.RemoveAll(at + "-bare")
		b.StartTimer()
	}
	b.ReportMetric(float64(ours)/float64(bare), "x-bare")
	b.ReportMetric(float64(ours.Microseconds())/float64(n)/benchFiles, "µs/file")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkFirstBuild(b *testing.B) {
	paths := benchPaths()
	besideBare(b, func(string) {}, func(dir string) time.Duration { return publish(b, dir, 0, paths) })
}

func BenchmarkUpdateOfAll(b *testing.B) {
	paths := benchPaths()
	besideBare(b, func(dir string) { publish(b, dir, 0, paths) },
		func(dir string) time.Duration { return publish(b, dir, 1, paths) })
}

func BenchmarkUpdateOfHalf(b *testing.B) {
	paths := benchPaths()
	besideBare(b, func(dir string) { publish(b, dir, 0, paths) }, func(dir string) time.Duration {
		start := time.Now()
		p, err := Open(dir, Options{})
		if err == nil {
			err = eachPage(paths, 0, func(path string, data []byte) error {
				if path[len(path)-6]%2 == 0 {
					page(data, path, 1)
				}
				return p.Write(path, data)
			})
		}
		if err == nil {
			_, err = p.Commit()
		}
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	})
}

func BenchmarkNothingChanged(b *testing.B) {
	paths := benchPaths()
	besideBare(b, func(dir string) { publish(b, dir, 0, paths) },
		func(dir string) time.Duration { return publish(b, dir, 0, paths) })
}

func BenchmarkOneFileOfMany(b *testing.B) {
	paths := benchPaths()
	besideBare(b, func(dir string) { publish(b, dir, 0, paths) }, func(dir string) time.Duration {
		start := time.Now()
		p, err := Open(dir, Options{})
		if err == nil {
			p.KeepRest()
			err = p.Write(paths[7], []byte("one"))
		}
		if err == nil {
			_, err = p.Commit()
		}
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	})
}

func benchArchive(b *testing.B, ext string, o Options) {
	paths := benchPaths()
	besideBare(b, func(string) {}, func(dir string) time.Duration {
		start := time.Now()
		p, err := Open(dir+ext, o)
		if err == nil {
			err = eachPage(paths, 0, p.Write)
		}
		if err == nil {
			_, err = p.Commit()
		}
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	})
}

func BenchmarkTar(b *testing.B)     { benchArchive(b, ".tar", Options{}) }
func BenchmarkZip(b *testing.B)     { benchArchive(b, ".zip", Options{}) }
func BenchmarkDeflate(b *testing.B) { benchArchive(b, ".zip", Options{Deflate: true}) }

// BenchmarkMemory counts what the names of a build take, over their paths.
func BenchmarkMemory(b *testing.B) {
	const n = 1_000_000
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		p := OpenDry()
		buf, size := []byte("x"), 0
		for i := range n {
			path := fmt.Sprintf("kube/kube-%07d.html", (i*7919)%n)
			size += len(path)
			if err := p.Write(path, buf); err != nil {
				b.Fatal(err)
			}
		}
		for range p.Entries() {
			break
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc-uint64(size))/n, "B/file")
		runtime.KeepAlive(p)
	}
}
