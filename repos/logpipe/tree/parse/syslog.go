package parse

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"example.org/logpipe/record"
)

// Syslog reads lines as in RFC 3164: <34>Oct 11 22:14:15 host program[123]: message.
//
// The values are facility, level, host, program, pid and message.
type Syslog struct {
	// Year is the year of all lines.
	Year int
}

var levels = []string{"emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"}

const mostPriority = 191

// Parse reads a line.
func (s Syslog) Parse(line []byte) (record.Record, error) {
	var rec record.Record
	format := regexp.MustCompile(`(?s)^<(\d{1,3})>([A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}) (\S+) ([^\s:\[]+)(?:\[(\d+)\])?: (.*)$`)
	match := format.FindStringSubmatch(string(line))
	if match == nil {
		return rec, fail("syslog", line, ErrSyntax)
	}
	priority, err := strconv.Atoi(match[1])
	if err != nil || priority > mostPriority {
		return rec, fail("syslog", line, ErrSyntax)
	}
	rec.Time, err = time.Parse("2006 Jan _2 15:04:05", fmt.Sprintf("%04d %s", s.Year, match[2]))
	if err != nil {
		return record.Record{}, fail("syslog", line, ErrTime)
	}
	rec.Set("facility", strconv.Itoa(priority/len(levels)))
	rec.Set("level", levels[priority%len(levels)])
	rec.Set("host", match[3])
	rec.Set("program", match[4])
	if match[5] != "" {
		rec.Set("pid", match[5])
	}
	rec.Set("message", match[6])
	return rec, nil
}
