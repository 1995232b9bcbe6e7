// Package parse reads lines of logs in several formats.
package parse

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"example.org/logpipe/record"
)

// What can be wrong with a line.
var (
	ErrSyntax = errors.New("not a line of this format")
	ErrTime   = errors.New("no valid time")
)

// An Error says which line could not be read, and why.
type Error struct {
	Format string
	Line   string // at most the first 60 bytes
	Err    error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %v: %q", e.Format, e.Err, e.Line) }

// Unwrap returns ErrSyntax or ErrTime.
func (e *Error) Unwrap() error { return e.Err }

const shown = 60

func fail(format string, line []byte, err error) error {
	return &Error{Format: format, Line: string(line[:min(len(line), shown)]), Err: err}
}

// A Parser reads lines of one format. It may be used by several goroutines at once.
type Parser interface {
	// Parse reads a line, given without its end. The record refers to no part of line, which the caller may use
	// again. An error is an *Error.
	Parse(line []byte) (record.Record, error)
}

// New returns the parser of a format: access, json, logfmt, syslog, or auto, which takes the first of json, syslog,
// access and logfmt that reads the line. Lines of syslog name no year; they get the given one.
func New(format string, year int) (Parser, error) {
	switch format {
	case "access":
		return Access{}, nil
	case "json":
		return JSON{}, nil
	case "logfmt":
		return Logfmt{}, nil
	case "syslog":
		return Syslog{Year: year}, nil
	case "auto":
		return Auto{JSON{}, Syslog{Year: year}, Access{}, Logfmt{}}, nil
	}
	return nil, fmt.Errorf("unknown format %q; there are access, auto, json, logfmt and syslog", format)
}

// Auto tries several parsers, and returns what the first one reads that can.
type Auto []Parser

// Parse returns the first record, or the error of the last parser.
func (a Auto) Parse(line []byte) (record.Record, error) {
	err := fail("auto", line, ErrSyntax)
	for _, parser := range a {
		var rec record.Record
		if rec, err = parser.Parse(line); err == nil {
			return rec, nil
		}
	}
	return record.Record{}, err
}

var layouts = []string{
	time.RFC3339Nano,
	"2006-01-02 15:04:05.999999999",
	"2006-01-02T15:04:05.999999999",
	time.RFC1123Z,
	time.RFC1123,
	time.UnixDate,
	"02/Jan/2006:15:04:05 -0700",
}

// Time reads a time of any usual layout, or seconds, or more than 11 digits of milliseconds, since 1970. Times without
// a zone are in UTC, and so is the result.
func Time(text string) (time.Time, error) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && n >= 0 {
		if len(text) > 11 {
			return time.UnixMilli(n).UTC(), nil
		}
		return time.Unix(n, 0).UTC(), nil
	}
	return time.Time{}, ErrTime
}

// Names that formats use for the same thing.
var (
	timeNames = map[string]bool{"time": true, "ts": true, "timestamp": true, "@timestamp": true}
	usual     = map[string]string{"lvl": "level", "severity": "level", "msg": "message"}
)

// assign puts a value of a free format into a record, under its usual name.
func assign(rec *record.Record, name, value string) error {
	if timeNames[name] {
		at, err := Time(value)
		if err != nil {
			return err
		}
		rec.Time = at
		return nil
	}
	if other, ok := usual[name]; ok {
		name = other
	}
	rec.Set(name, value)
	return nil
}
