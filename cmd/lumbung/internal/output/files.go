package output

// An entry is a file of this build, or a folder that one lies in.
type entry struct {
	sum    Sum
	size   int64
	stamp  int64  // the sink's note: a time stamp, or where the bytes are
	start  uint32 // of the path, counted through all chunks: that is 4 GB of paths
	length uint16
	state  state
	listed bool // its place among the others is known
}

type state uint8

const (
	pending state = iota // declared, not yet written
	staged               // new bytes wait in the stage
	same                 // as the last build left it
	touched              // the same bytes with another time stamp
	isFolder
)

const (
	chunkEntries = 1 << 12
	arenaBits    = 18
	chunkArena   = 1 << arenaBits
)

// files are entries and their paths, in chunks that never move.
type files struct {
	chunks [][]entry // chunkEntries each
	arena  [][]byte  // chunkArena each; no path is in two
	count  int
}

func (f *files) add(path string) *entry {
	if f.count%chunkEntries == 0 {
		f.chunks = append(f.chunks, make([]entry, chunkEntries))
	}
	last := len(f.arena) - 1
	if last < 0 || len(f.arena[last])+len(path) > chunkArena {
		f.arena = append(f.arena, make([]byte, 0, chunkArena))
		last++
	}
	e := f.at(uint32(f.count))
	e.start, e.length = uint32(last<<arenaBits+len(f.arena[last])), uint16(len(path))
	f.arena[last] = append(f.arena[last], path...)
	f.count++
	return e
}

func (f *files) at(i uint32) *entry { return &f.chunks[i/chunkEntries][i%chunkEntries] }

func (f *files) path(e *entry) []byte {
	in := e.start % chunkArena
	return f.arena[e.start>>arenaBits][in : in+uint32(e.length)]
}

// A listing is the finished files at one moment, sorted by path. It stays
// valid while more are declared.
type listing struct {
	files files
	ids   []uint32
}

func (l *listing) len() int { return len(l.ids) }

// at gives a file with its path, which is a view: paths stay where they are, and are not changed.
func (l *listing) at(i int) (string, *entry) {
	e := l.files.at(l.ids[i])
	return bytesString(l.files.path(e)), e
}
