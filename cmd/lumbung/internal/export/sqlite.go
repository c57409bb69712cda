package export

import (
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// WriteSQLite writes the book's datasets as one SQLite database: typed columns, primary
// and foreign keys, indexes, and tables beginning with _lumbung that describe the rest
// (sqlite_metadata.go). Datasette opens it as it is.
//
// The database is made in a file in tempDir and copied when it is whole. It has no
// journal and is vacuumed, so that the same data gives the same bytes.
func WriteSQLite(w io.Writer, b Book, tempDir string) error {
	if err := b.refusePrivate(); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(tempDir, "lumbung-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "data.sqlite")
	if err := makeDatabase(path, &b); err != nil {
		return fmt.Errorf("sqlite: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

func makeDatabase(path string, b *Book) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // what PRAGMA sets belongs to one connection
	for _, pragma := range []string{"journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "foreign_keys = OFF", "page_size = 4096"} {
		if _, err := db.Exec("PRAGMA " + pragma); err != nil {
			return err
		}
	}
	if err := fillDatabase(db, b); err != nil {
		return err
	}
	if _, err := db.Exec("VACUUM"); err != nil {
		return err
	}
	return db.Close()
}

func fillDatabase(db *sql.DB, b *Book) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	tables := sqlTables(b)
	for i := range tables {
		if err := tables[i].create(tx); err != nil {
			return fmt.Errorf("dataset %s: %w", tables[i].resource.Name, err)
		}
	}
	if err := describeDatabase(tx, b); err != nil {
		return err
	}
	return tx.Commit()
}
