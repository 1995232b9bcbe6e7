// Package aggregate groups records and computes figures of each group.
package aggregate

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
)

// A Value is a figure of a group: a number, or a text.
type Value struct {
	Number   float64
	Text     string
	IsNumber bool
}

// String returns a number with at most six significant digits, or the text.
func (v Value) String() string {
	if v.IsNumber {
		return fmt.Sprintf("%.6g", v.Number)
	}
	return v.Text
}

func number(n float64) Value { return Value{Number: n, IsNumber: true} }

// An Aggregator computes a figure of a group of values.
type Aggregator interface {
	// Add takes the value of one record. Aggregators of numbers pass over values that are no finite number.
	Add(value string)
	// Value returns the figure of all values so far. More may be added afterwards. What computes numbers has the
	// text "-" without any.
	Value() Value
}

// A Column is a figure that is computed of each group.
type Column struct {
	// Name is how the column was asked for, such as "p99(duration)".
	Name string
	// Field is the name of the values; it is empty for count.
	Field string
	make  func() Aggregator
}

// ParseColumn reads what is to be computed: count, or sum, min, max, mean, distinct, p0 to p100 or top1 to top100
// with a name between brackets.
func ParseColumn(text string) (Column, error) {
	text = strings.TrimSpace(text)
	if text == "count" {
		return Column{Name: text, make: func() Aggregator { return new(count) }}, nil
	}
	function, rest, ok := strings.Cut(text, "(")
	field, end, closed := strings.Cut(rest, ")")
	field = strings.TrimSpace(field)
	if !ok || !closed || end != "" || field == "" {
		return Column{}, fmt.Errorf("cannot read column %q", text)
	}
	column := Column{Name: text, Field: field}
	switch function {
	case "sum":
		column.make = func() Aggregator { return new(sum) }
	case "mean":
		column.make = func() Aggregator { return &sum{mean: true} }
	case "min":
		column.make = func() Aggregator { return &extreme{sign: -1} }
	case "max":
		column.make = func() Aggregator { return &extreme{sign: 1} }
	case "distinct":
		column.make = func() Aggregator { return &distinct{} }
	default:
		if n, ok := suffix(function, "p", 0, 100); ok {
			column.make = func() Aggregator { return &quantile{percent: n} }
		} else if n, ok := suffix(function, "top", 1, 100); ok {
			column.make = func() Aggregator { return &top{most: n} }
		} else {
			return Column{}, fmt.Errorf("unknown function %q in column %q", function, text)
		}
	}
	return column, nil
}

// suffix returns the number behind a prefix.
func suffix(text, prefix string, least, most int) (int, bool) {
	digits, ok := strings.CutPrefix(text, prefix)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && least <= n && n <= most
}

func finite(value string) (float64, bool) {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return 0, false
	}
	return n + 0, true // -0 becomes 0
}

var none = Value{Text: "-"}

type count struct{ n int }

func (c *count) Add(string)   { c.n++ }
func (c *count) Value() Value { return number(float64(c.n)) }

// A sum adds numbers in their order.
type sum struct {
	mean  bool
	total float64
	n     int
}

func (s *sum) Add(value string) {
	if x, ok := finite(value); ok {
		s.total += x
		s.n++
	}
}

func (s *sum) Value() Value {
	switch {
	case s.n == 0:
		return none
	case s.mean:
		return number(s.total / float64(s.n))
	default:
		return number(s.total)
	}
}

type extreme struct {
	sign  float64
	found bool
	most  float64
}

func (e *extreme) Add(value string) {
	if x, ok := finite(value); ok && (!e.found || x*e.sign > e.most*e.sign) {
		e.most, e.found = x, true
	}
}

func (e *extreme) Value() Value {
	if !e.found {
		return none
	}
	return number(e.most)
}

// A quantile is the smallest number that at least so many per cent of the numbers do not exceed.
type quantile struct {
	percent int
	numbers []float64
}

func (q *quantile) Add(value string) {
	if x, ok := finite(value); ok {
		q.numbers = append(q.numbers, x)
	}
}

func (q *quantile) Value() Value {
	if len(q.numbers) == 0 {
		return none
	}
	sorted := append([]float64(nil), q.numbers...)
	sort.Float64s(sorted)
	rank := (q.percent*len(sorted) + 99) / 100
	return number(sorted[max(rank, 1)-1])
}

type distinct struct{ values []string }

func (d *distinct) Add(value string) {
	at := sort.SearchStrings(d.values, value)
	if at < len(d.values) && d.values[at] == value {
		return
	}
	d.values = append(d.values, "")
	copy(d.values[at+1:], d.values[at:])
	d.values[at] = value
}

func (d *distinct) Value() Value { return number(float64(len(d.values))) }

// A top lists the most frequent values; of equally frequent ones, the smaller texts come first.
type top struct {
	most   int
	counts map[string]int
}

func (t *top) Add(value string) {
	if t.counts == nil {
		t.counts = map[string]int{}
	}
	t.counts[value]++
}

func (t *top) Value() Value {
	var values []string
	for value := range t.counts {
		values = append(values, value)
	}
	sort.Slice(values, func(i, j int) bool {
		if t.counts[values[i]] != t.counts[values[j]] {
			return t.counts[values[i]] > t.counts[values[j]]
		}
		return values[i] < values[j]
	})
	text := ""
	for i, value := range values[:min(t.most, len(values))] {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%s (%d)", value, t.counts[value])
	}
	return Value{Text: text}
}
