package parse

import (
	"regexp"
	"strings"
	"time"

	"example.org/logpipe/record"
)

// Access reads access logs of web servers: the common and the combined format, with or without a duration in seconds
// at the end.
//
// The values are host, user, method, path, query, protocol, status, bytes, referer, agent and duration; those that are
// absent, empty or "-" in the line get no value.
type Access struct{}

const accessLine = `^(\S+) \S+ (\S+) \[([^\]]+)\] "(\S+) (\S+) (\S+)" (\d{3}) (\d+|-)` +
	`(?: "([^"]*)" "([^"]*)")?(?: (\d+\.\d+))?$`

const accessTime = "02/Jan/2006:15:04:05 -0700"

// Parse reads a line.
func (Access) Parse(line []byte) (record.Record, error) {
	var rec record.Record
	match := regexp.MustCompile(accessLine).FindStringSubmatch(string(line))
	if match == nil {
		return rec, fail("access", line, ErrSyntax)
	}
	at, err := time.Parse(accessTime, match[3])
	if err != nil {
		return rec, fail("access", line, ErrTime)
	}
	rec.Time = at.UTC()
	path, query, _ := strings.Cut(match[5], "?")
	for _, value := range []struct{ name, text string }{
		{"host", match[1]},
		{"user", match[2]},
		{"method", match[4]},
		{"path", path},
		{"query", query},
		{"protocol", match[6]},
		{"status", match[7]},
		{"bytes", match[8]},
		{"referer", match[9]},
		{"agent", match[10]},
		{"duration", match[11]},
	} {
		if value.text != "" && value.text != "-" {
			rec.Set(value.name, value.text)
		}
	}
	return rec, nil
}
