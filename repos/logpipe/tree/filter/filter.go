// Package filter reads and evaluates conditions such as
//
//	status >= 500 and path ~ "^/api/" and not (level = debug or has retry)
//
// A condition compares the value of a name with a word, a number or a text between double quotes, by one of
//
//	=  !=         equal: as numbers if both are numbers, else as texts
//	<  <=  >  >=  order: likewise
//	~  !~         a regular expression matches some part of the value
//	contains      the text is a part of the value, whether letters are capital or small
//	in (a, b)     one of several texts is equal to the value, as texts
//
// Without a value all of these are false, but != and !~ are true. "has name" tells whether there is a value.
// "and" binds more tightly than "or".
package filter

import (
	"regexp"
	"strconv"
	"strings"

	"example.org/logpipe/record"
)

// A Filter is a condition. It may be used by several goroutines at once.
type Filter struct{ root node }

// Match reports whether a record meets the condition.
func (f *Filter) Match(rec *record.Record) bool { return f.root.match(rec) }

type node interface {
	match(rec *record.Record) bool
}

type (
	andNode struct{ left, right node }
	orNode  struct{ left, right node }
	notNode struct{ inner node }
	hasNode struct{ name string }
	inNode  struct {
		name  string
		texts []string
	}
	compareNode struct{ name, operator, text string }
)

func (n andNode) match(rec *record.Record) bool { return n.left.match(rec) && n.right.match(rec) }
func (n orNode) match(rec *record.Record) bool  { return n.left.match(rec) || n.right.match(rec) }
func (n notNode) match(rec *record.Record) bool { return !n.inner.match(rec) }

func (n hasNode) match(rec *record.Record) bool {
	_, ok := rec.Get(n.name)
	return ok
}

func (n inNode) match(rec *record.Record) bool {
	value, ok := rec.Get(n.name)
	if !ok {
		return false
	}
	for _, text := range n.texts {
		if text == value {
			return true
		}
	}
	return false
}

func (n compareNode) match(rec *record.Record) bool {
	value, ok := rec.Get(n.name)
	if !ok {
		return n.operator == "!=" || n.operator == "!~"
	}
	switch n.operator {
	case "~", "!~":
		found, err := regexp.MatchString(n.text, value)
		return err == nil && found == (n.operator == "~")
	case "contains":
		return strings.Contains(strings.ToLower(value), strings.ToLower(n.text))
	}
	x, errX := strconv.ParseFloat(value, 64)
	y, errY := strconv.ParseFloat(n.text, 64)
	if errX == nil && errY == nil {
		return ordered(n.operator, x < y, x == y, x > y)
	}
	return ordered(n.operator, value < n.text, value == n.text, value > n.text)
}

func ordered(operator string, less, equal, greater bool) bool {
	switch operator {
	case "=":
		return equal
	case "!=":
		return !equal
	case "<":
		return less
	case "<=":
		return less || equal
	case ">":
		return greater
	default:
		return greater || equal
	}
}
