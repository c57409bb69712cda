package main

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lumbung/cmd/lumbung/internal/output"
)

// sumsFile lists the sums of a portal's files.
const sumsFile = "SHA256SUMS"

var errNoSums = errors.New("there is no " + sumsFile)

// siteCopy is a portal that was built before: a folder or an archive.
type siteCopy interface {
	open(name string) (io.ReadCloser, error)
	sum(name string) (string, error)
	// made lists the files that lumbung made there, and no others.
	made() ([]string, error)
	// listed gives the sums of SHA256SUMS, by path.
	listed() (map[string]string, error)
	close() error
}

func openCopy(path string) (siteCopy, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case info.IsDir():
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, err
		}
		return &folderCopy{dir: path, root: root}, nil
	case ext == ".zip":
		z, err := zip.OpenReader(path)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		c := &archiveCopy{sums: map[string]string{}, closer: z}
		for _, f := range z.File {
			if err := c.add(f.Name, f.Open); err != nil {
				return nil, errors.Join(fmt.Errorf("read %s: %s: %w", path, f.Name, err), z.Close())
			}
		}
		return c, nil
	case ext == ".tar":
		return openTar(path)
	}
	return nil, fmt.Errorf("%s is neither a folder nor a .zip or .tar", path)
}

func openTar(path string) (siteCopy, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	c := &archiveCopy{sums: map[string]string{}, closer: f}
	t := tar.NewReader(bufio.NewReaderSize(f, 1<<20))
	for {
		head, err := t.Next()
		if err == io.EOF {
			return c, nil
		}
		if err == nil && head.Typeflag == tar.TypeReg {
			err = c.add(head.Name, func() (io.ReadCloser, error) { return io.NopCloser(t), nil })
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("read %s: %w", path, err), f.Close())
		}
	}
}

// folderCopy never leaves its folder, whatever SHA256SUMS says.
type folderCopy struct {
	dir  string
	root *os.Root
}

func (c *folderCopy) close() error { return c.root.Close() }

func (c *folderCopy) open(name string) (io.ReadCloser, error) {
	if !fs.ValidPath(name) {
		return nil, fmt.Errorf("%q is no path inside %s", name, c.dir)
	}
	f, err := c.root.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, errors.Join(err, fs.ErrNotExist) // a folder in the place of a file is no file
	}
	return f, nil
}

func (c *folderCopy) sum(name string) (string, error) { return sumOf(c.open(name)) }

// made reads the manifest of the last build. A copy that was downloaded has none: its
// SHA256SUMS tells the same.
func (c *folderCopy) made() ([]string, error) {
	entries, err := output.Published(c.dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Path)
	}
	if entries != nil {
		return names, nil
	}
	listed, err := c.listed()
	if err != nil && !errors.Is(err, errNoSums) {
		return nil, err
	}
	for name := range listed {
		names = append(names, name)
	}
	return names, nil
}

func (c *folderCopy) listed() (map[string]string, error) { return readSums(c.open(sumsFile)) }

// archiveCopy has read all of an archive once; everything in one was made by lumbung.
type archiveCopy struct {
	sums   map[string]string
	list   string
	closer io.Closer
}

func (c *archiveCopy) close() error { return c.closer.Close() }

func (c *archiveCopy) add(name string, open func() (io.ReadCloser, error)) error {
	if strings.HasSuffix(name, "/") {
		return nil
	}
	f, err := open()
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	var list strings.Builder
	to := io.Writer(h)
	if name == sumsFile {
		to = io.MultiWriter(h, &list)
	}
	if _, err := io.Copy(to, f); err != nil {
		return err
	}
	c.sums[name] = hex.EncodeToString(h.Sum(nil))
	if name == sumsFile {
		c.list = list.String()
	}
	return nil
}

func (c *archiveCopy) open(name string) (io.ReadCloser, error) {
	if _, ok := c.sums[name]; !ok || name != sumsFile {
		return nil, fs.ErrNotExist
	}
	return io.NopCloser(strings.NewReader(c.list)), nil
}

func (c *archiveCopy) sum(name string) (string, error) {
	sum, ok := c.sums[name]
	if !ok {
		return "", fs.ErrNotExist
	}
	return sum, nil
}

func (c *archiveCopy) made() ([]string, error) {
	var names []string
	for name := range c.sums {
		names = append(names, name)
	}
	return names, nil
}

func (c *archiveCopy) listed() (map[string]string, error) { return readSums(c.open(sumsFile)) }

func sumOf(f io.ReadCloser, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// readSums reads SHA256SUMS as `sha256sum` writes it.
func readSums(f io.ReadCloser, err error) (map[string]string, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoSums
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sums := map[string]string{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		name, sum, ok := parseSum(lines.Text())
		if !ok {
			return nil, fmt.Errorf("%s:%d: this is no line of a SHA-256 and a path", sumsFile, n)
		}
		sums[name] = sum
	}
	if len(sums) == 0 && lines.Err() == nil {
		return nil, fmt.Errorf("%s lists no file", sumsFile)
	}
	return sums, lines.Err()
}

// parseSum reads a line; one that begins with a backslash holds an escaped name.
func parseSum(line string) (name, sum string, ok bool) {
	line, escaped := strings.CutPrefix(line, `\`)
	sum, name, ok = strings.Cut(line, " ")
	if !ok || len(name) < 2 || name[0] != ' ' && name[0] != '*' || len(sum) != 2*sha256.Size || strings.Trim(sum, "0123456789abcdef") != "" {
		return "", "", false
	}
	name = name[1:]
	if escaped {
		name = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r").Replace(name)
	}
	return name, sum, true
}
