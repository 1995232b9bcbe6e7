package parse

import (
	"strconv"
	"strings"

	"example.org/logpipe/record"
)

// Logfmt reads lines of name=value pairs. Values may stand between quotes, as in Go, and a name alone has the value
// "true".
//
// The names lvl and severity become level, and msg becomes message; of several values of one name the last counts. The
// time is that of time, ts, timestamp or @timestamp.
type Logfmt struct{}

// Parse reads a line.
func (Logfmt) Parse(line []byte) (record.Record, error) {
	var rec record.Record
	rest := strings.TrimSpace(string(line))
	if rest == "" {
		return rec, fail("logfmt", line, ErrSyntax)
	}
	for rest != "" {
		var name, value string
		var ok bool
		name, value, rest, ok = pair(rest)
		if !ok {
			return record.Record{}, fail("logfmt", line, ErrSyntax)
		}
		if err := assign(&rec, name, value); err != nil {
			return record.Record{}, fail("logfmt", line, err)
		}
		rest = strings.TrimLeft(rest, " \t")
	}
	return rec, nil
}

// pair takes a pair from the start of text, and returns what follows it.
func pair(text string) (name, value, rest string, ok bool) {
	end := strings.IndexAny(text, "= \t")
	if end == 0 {
		return "", "", "", false
	}
	if end < 0 || text[end] != '=' {
		if end < 0 {
			end = len(text)
		}
		return text[:end], "true", text[end:], !strings.Contains(text[:end], `"`)
	}
	name, rest = text[:end], text[end+1:]
	if strings.Contains(name, `"`) {
		return "", "", "", false
	}
	if !strings.HasPrefix(rest, `"`) {
		end = strings.IndexAny(rest, " \t")
		if end < 0 {
			end = len(rest)
		}
		return name, rest[:end], rest[end:], !strings.Contains(rest[:end], `"`)
	}
	quoted, err := strconv.QuotedPrefix(rest)
	if err != nil {
		return "", "", "", false
	}
	rest = rest[len(quoted):]
	if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return "", "", "", false
	}
	value, err = strconv.Unquote(quoted)
	return name, value, rest, err == nil
}
