package csv

import (
	"io"
	"regexp"
	"strings"
)

// A Writer writes records one by one. It keeps nothing back: each record is written at once.
type Writer struct {
	// Comma is the delimiter, a comma if nothing else is set.
	Comma rune
	// AlwaysQuote puts each field between quotes, and not only those that need them.
	AlwaysQuote bool
	// CRLF ends records by "\r\n".
	CRLF bool

	dst io.Writer
}

// NewWriter returns a writer of comma-separated records.
func NewWriter(w io.Writer) *Writer { return &Writer{Comma: ',', dst: w} }

// Write writes one record by one call of the underlying writer's Write. The record is not kept.
func (w *Writer) Write(record []string) error {
	if !validDelimiter(w.Comma) {
		return ErrDelimiter
	}
	line := ""
	for i, field := range record {
		if i > 0 {
			line += string(w.Comma)
		}
		// A record of one empty field without quotes would be an empty line, which readers skip.
		if w.AlwaysQuote || w.needsQuotes(field) || field == "" && len(record) == 1 {
			field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
		}
		line += field
	}
	if w.CRLF {
		line += "\r"
	}
	_, err := io.WriteString(w.dst, line+"\n")
	return err
}

// needsQuotes reports whether a field holds quotes, delimiters or line ends, or begins or ends with white space.
func (w *Writer) needsQuotes(field string) bool {
	special := regexp.MustCompile(`["\r\n` + regexp.QuoteMeta(string(w.Comma)) + `]|^\s|\s$`)
	return special.MatchString(field)
}

// WriteAll writes all records.
func (w *Writer) WriteAll(records [][]string) error {
	for _, record := range records {
		if err := w.Write(record); err != nil {
			return err
		}
	}
	return nil
}

// Format returns the records as comma-separated text.
func Format(records [][]string) string {
	var out strings.Builder
	// A strings.Builder takes everything, and the delimiter is valid.
	_ = NewWriter(&out).WriteAll(records)
	return out.String()
}
