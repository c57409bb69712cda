package query

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/query/sqlite"
)

// session is a connection and what is known of the statement that is being compiled on
// it. One goroutine at a time has it; a DB keeps those that are idle.
type session struct {
	db      *DB
	conn    *sqlite.Conn
	sources []*source          // that the connection knows
	known   map[string]*source // by name
	reads   map[string]bool    // datasets the statement reads
	columns map[Origin]bool    // columns of them
	denied  *denial
}

// defaultPatience is how long a statement may go on after it was told to stop. SQLite
// looks for that between two of its steps, and a step is short, unless somebody searches
// a text of megabytes for another one. Such a statement is left to itself.
const defaultPatience = 2 * time.Second

// inSession runs f on a connection, within the time there is.
func inSession[T any](ctx context.Context, db *DB, f func(*session) (T, error)) (T, error) {
	var none T
	s, err := db.session()
	if err != nil {
		return none, err
	}
	ctx, cancel := context.WithTimeout(ctx, db.Limits.Time)
	defer cancel()
	type outcome struct {
		v   T
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		v, err := f(s)
		done <- outcome{v, err}
	}()
	var o outcome
	select {
	case o = <-done:
	case <-ctx.Done():
		s.conn.Interrupt()
		select {
		case o = <-done:
		case <-time.After(db.patience):
			db.stray.Add(1)
			return none, tookTooLong(db.Limits.Time) // the session is still the statement's
		}
	}
	s.conn.Resume()
	db.release(s)
	if o.err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return none, ctx.Err()
	}
	return o.v, o.err
}

// session takes an idle connection, or makes one, and tells it of datasets that have come
// since it was last used.
func (db *DB) session() (*session, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.closed {
		return nil, wrong("the datasets are closed")
	}
	var s *session
	if n := len(db.idle); n > 0 {
		s, db.idle = db.idle[n-1], db.idle[:n-1]
	} else {
		s = &session{db: db, known: map[string]*source{}}
		conn, err := sqlite.Open(sqlite.Options{Functions: functions(), Authorize: s.authorize, MaxLength: db.Limits.Text})
		if err != nil {
			return nil, wrong("%s", diag.Reason(err))
		}
		s.conn = conn
	}
	for _, source := range db.sources[len(s.sources):] {
		if err := s.conn.AddTable(source.table); err != nil {
			s.conn.Close()
			return nil, wrong("%s", diag.Reason(err))
		}
		s.sources = append(s.sources, source)
		s.known[source.name] = source
	}
	return s, nil
}

func (db *DB) release(s *session) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.closed {
		s.conn.Close()
		return
	}
	db.idle = append(db.idle, s)
}

// names lists the datasets there are.
func (s *session) names() []string { return slices.Sorted(maps.Keys(s.known)) }
