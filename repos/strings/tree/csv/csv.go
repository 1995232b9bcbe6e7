// Package csv reads and writes delimited text.
//
// Fields are divided by a delimiter, records by "\n" or "\r\n". A field between double quotes may hold delimiters, line
// ends and, doubled, quotes. A byte that is not UTF-8 is read as U+FFFD.
package csv

import (
	"errors"
	"fmt"
)

// What can be wrong with a text or a reader's settings.
var (
	ErrDelimiter    = errors.New("delimiter is a quote, a line end or no character")
	ErrBareQuote    = errors.New("quote in a field without quotes")
	ErrAfterQuote   = errors.New("text behind a closing quote")
	ErrUnterminated = errors.New("quoted field does not end")
	ErrFieldCount   = errors.New("wrong number of fields")
)

// A ParseError says what is wrong in which place.
type ParseError struct {
	Line   int // line, from 1
	Column int // character in the line, from 1
	Err    error
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("line %d, column %d: %v", e.Line, e.Column, e.Err)
}

// Unwrap returns what is wrong.
func (e *ParseError) Unwrap() error { return e.Err }

func validDelimiter(r rune) bool {
	return r != 0 && r != '"' && r != '\r' && r != '\n' && r != 0xFFFD && string(r) != "\uFFFD"
}
