package csv

import (
	"bufio"
	"io"
	"strings"
)

// A Reader reads records one by one.
type Reader struct {
	// Comma is the delimiter, a comma if nothing else is set.
	Comma rune
	// Comment, if set, begins lines that are skipped.
	Comment rune
	// Fields is the number of fields that each record must have; 0 is that of the first record, -1 any number.
	Fields int

	src    *bufio.Reader
	line   int
	column int
	err    error
}

// NewReader returns a reader of comma-separated records.
func NewReader(r io.Reader) *Reader {
	return &Reader{Comma: ',', src: bufio.NewReader(r), line: 1}
}

// Read returns the next record. The caller may keep and change it.
//
// At the end the error is io.EOF; an error in the text is a *ParseError. After an error each further call returns the
// same error.
func (r *Reader) Read() ([]string, error) {
	if r.err != nil {
		return nil, r.err
	}
	record, err := r.record()
	if err != nil {
		r.err = err
		return nil, err
	}
	return record, nil
}

// ReadAll returns all further records, and those before an error together with the error.
func (r *Reader) ReadAll() ([][]string, error) {
	var records [][]string
	for {
		record, err := r.Read()
		if err == io.EOF {
			return records, nil
		}
		if err != nil {
			return records, err
		}
		records = append(records, record)
	}
}

func (r *Reader) fail(column int, err error) error {
	return &ParseError{Line: r.line, Column: column, Err: err}
}

// next returns the next character, with "\r\n" as "\n".
func (r *Reader) next() (rune, error) {
	char, _, err := r.src.ReadRune()
	if err != nil {
		return 0, err
	}
	if char == '\r' {
		after, _, err := r.src.ReadRune()
		if err == nil && after == '\n' {
			char = '\n'
		} else if err == nil {
			_ = r.src.UnreadRune()
		}
	}
	r.column++
	return char, nil
}

func (r *Reader) endLine() {
	r.line++
	r.column = 0
}

func (r *Reader) record() ([]string, error) {
	if !validDelimiter(r.Comma) || r.Comma == r.Comment {
		return nil, ErrDelimiter
	}
	char, err := r.next()
	for err == nil && (char == '\n' || r.Comment != 0 && char == r.Comment) {
		for err == nil && char != '\n' {
			char, err = r.next()
		}
		if err == nil {
			r.endLine()
			char, err = r.next()
		}
	}
	if err != nil {
		return nil, err
	}
	var record []string
	first := r.line
	for {
		field, end, err := r.field(char)
		if err != nil {
			return nil, err
		}
		record = append(record, field)
		if end != r.Comma {
			break
		}
		if char, err = r.next(); err == io.EOF {
			record = append(record, "")
			break
		} else if err != nil {
			return nil, err
		}
	}
	if r.Fields == 0 {
		r.Fields = len(record)
	}
	if r.Fields > 0 && len(record) != r.Fields {
		return nil, &ParseError{Line: first, Column: 1, Err: ErrFieldCount}
	}
	return record, nil
}

// field reads a field that begins with char. It returns the delimiter or line end that ended it; the end of the text
// counts as a line end.
func (r *Reader) field(char rune) (string, rune, error) {
	if char == '"' {
		return r.quoted()
	}
	field := ""
	for {
		switch char {
		case r.Comma:
			return field, r.Comma, nil
		case '\n':
			r.endLine()
			return field, '\n', nil
		case '"':
			return "", 0, r.fail(r.column, ErrBareQuote)
		}
		field += string(char)
		var err error
		if char, err = r.next(); err == io.EOF {
			return field, '\n', nil
		} else if err != nil {
			return "", 0, err
		}
	}
}

// quoted reads a field whose opening quote has been read.
func (r *Reader) quoted() (string, rune, error) {
	field := ""
	line, column := r.line, r.column
	for {
		char, err := r.next()
		if err == io.EOF {
			return "", 0, &ParseError{Line: line, Column: column, Err: ErrUnterminated}
		} else if err != nil {
			return "", 0, err
		}
		if char == '\n' {
			r.endLine()
		}
		if char != '"' {
			field += string(char)
			continue
		}
		char, err = r.next()
		switch {
		case err == io.EOF:
			return field, '\n', nil
		case err != nil:
			return "", 0, err
		case char == '"':
			field += `"`
		case char == r.Comma:
			return field, r.Comma, nil
		case char == '\n':
			r.endLine()
			return field, '\n', nil
		default:
			return "", 0, r.fail(r.column, ErrAfterQuote)
		}
	}
}

// Parse returns all records of comma-separated text.
func Parse(text string) ([][]string, error) {
	return NewReader(strings.NewReader(text)).ReadAll()
}
