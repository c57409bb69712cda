package sqlite

import (
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// The file system of our connections holds no file and lets none be made: whatever a
// statement might still find a way to ask for, there is nothing below it that could open
// a path. Nor is there a clock: the same data must give the same site tomorrow, so
// date('now') is NULL, and the connection remembers that it was asked for.

const fileSystemName = "lumbung"

var registerFileSystem = sync.OnceValue(func() uintptr {
	tls := libc.NewTLS()
	defer tls.Close()
	limitMemory(tls)
	name := cString(fileSystemName)
	p := alloc(int(unsafe.Sizeof(lib.Tsqlite3_vfs{})))
	vfs := pointer[lib.Tsqlite3_vfs](p)
	vfs.FiVersion = 2
	vfs.FszOsFile = int32(unsafe.Sizeof(lib.Tsqlite3_file{}))
	vfs.FmxPathname = 512
	vfs.FzName = name
	vfs.FxOpen = callback(noOpen)
	vfs.FxDelete = callback(noDelete)
	vfs.FxAccess = callback(noAccess)
	vfs.FxFullPathname = callback(noFullPathname)
	vfs.FxRandomness = callback(noRandomness)
	vfs.FxSleep = callback(noSleep)
	vfs.FxCurrentTime = callback(noTime)
	vfs.FxGetLastError = callback(noLastError)
	vfs.FxCurrentTimeInt64 = callback(noTime)
	lib.Xsqlite3_vfs_register(tls, p, 0)
	return name
})

// maxMemory is how many bytes SQLite may have in all, for sorting and grouping most of
// all. What a query asks for beyond it fails with CodeNoMemory. (The tables themselves are
// not SQLite's memory.)
const maxMemory = 512 << 20

// limitMemory makes SQLite count its memory, which it can only begin before it is first
// used; where something else in the process was first there is no limit.
func limitMemory(tls *libc.TLS) {
	count := libc.NewVaList(int32(1))
	lib.Xsqlite3_config(tls, lib.SQLITE_CONFIG_MEMSTATUS, count)
	libc.Xfree(tls, count)
	lib.Xsqlite3_initialize(tls)
	lib.Xsqlite3_hard_heap_limit64(tls, maxMemory)
}

// fileSystem gives the name of the file system, as C has it.
func fileSystem(*libc.TLS) uintptr { return registerFileSystem() }

func noOpen(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32 { return lib.SQLITE_CANTOPEN }

func noDelete(*libc.TLS, uintptr, uintptr, int32) int32 { return lib.SQLITE_IOERR }

func noAccess(_ *libc.TLS, _, _ uintptr, _ int32, out uintptr) int32 {
	*pointer[int32](out) = 0
	return lib.SQLITE_OK
}

func noFullPathname(*libc.TLS, uintptr, uintptr, int32, uintptr) int32 { return lib.SQLITE_CANTOPEN }

func noRandomness(*libc.TLS, uintptr, int32, uintptr) int32 { return 0 }

func noSleep(*libc.TLS, uintptr, int32) int32 { return 0 }

func noLastError(*libc.TLS, uintptr, int32, uintptr) int32 { return 0 }

// noTime finds the connection by its thread, which it alone runs on.
func noTime(tls *libc.TLS, _, _ uintptr) int32 {
	conns.each(func(c *Conn) {
		if c.tls == tls {
			c.clock = true
		}
	})
	return lib.SQLITE_ERROR
}
