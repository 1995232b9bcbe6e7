// Package record holds what a line of a log says.
package record

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// A Record is a line of a log: a time, and named values, of which "level" and "message" are usual.
//
// The zero value has no time and no values and can be used. A record belongs to one goroutine.
type Record struct {
	Time   time.Time
	values map[string]string
}

// TimeName is the name under which Get returns the time.
const TimeName = "time"

// Get returns the value of a name, and whether there is one. The time is given in UTC, as in RFC 3339.
func (r *Record) Get(name string) (string, bool) {
	if name == TimeName {
		if r.Time.IsZero() {
			return "", false
		}
		return r.Time.UTC().Format(time.RFC3339Nano), true
	}
	value, ok := r.values[name]
	return value, ok
}

// Set gives a name a value. The time cannot be set so: a value of the name "time" is ignored.
func (r *Record) Set(name, value string) {
	if name == TimeName {
		return
	}
	if r.values == nil {
		r.values = map[string]string{}
	}
	r.values[name] = value
}

// Delete removes a value, if there is one of this name.
func (r *Record) Delete(name string) { delete(r.values, name) }

// Len returns the number of values; the time is not counted.
func (r *Record) Len() int { return len(r.values) }

// Names returns the names of all values in ascending order. The caller may change the slice.
func (r *Record) Names() []string {
	names := make([]string, 0, len(r.values))
	for name := range r.values {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Clone returns a record that shares nothing with r.
func (r *Record) Clone() Record {
	clone := Record{Time: r.Time}
	for _, name := range r.Names() {
		clone.Set(name, r.values[name])
	}
	return clone
}

// String returns the record as a line of name=value pairs: the time first, then the names in ascending order. Values
// that hold white space, quotes or =, or nothing, stand between quotes.
func (r *Record) String() string {
	line := ""
	if at, ok := r.Get(TimeName); ok {
		line = TimeName + "=" + at
	}
	for _, name := range r.Names() {
		if line != "" {
			line += " "
		}
		value := r.values[name]
		if value == "" || strings.ContainsAny(value, " \t\r\n\"=\\") {
			line += fmt.Sprintf("%s=%q", name, value)
		} else {
			line += fmt.Sprintf("%s=%s", name, value)
		}
	}
	return line
}
