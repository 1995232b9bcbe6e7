package aggregate

import (
	"fmt"
	"sort"

	"example.org/logpipe/record"
)

// A Table groups records by the values of some names, and computes columns of each group. It belongs to one goroutine.
type Table struct {
	keys    []string
	columns []Column
	groups  map[string]*group
}

type group struct {
	keys        []string
	aggregators []Aggregator
}

// NewTable returns a table without groups. Without keys all records are one group.
func NewTable(keys []string, columns []Column) *Table {
	return &Table{
		keys:    append([]string(nil), keys...),
		columns: append([]Column(nil), columns...),
		groups:  map[string]*group{},
	}
}

// Add puts a record into its group. A name without a value counts as "-" in the group's keys; a column passes over
// records that have no value for it. The record is not kept.
func (t *Table) Add(rec *record.Record) {
	keys := make([]string, len(t.keys))
	for i, name := range t.keys {
		value, ok := rec.Get(name)
		if !ok {
			value = "-"
		}
		keys[i] = value
	}
	id := fmt.Sprintf("%q", keys)
	g, ok := t.groups[id]
	if !ok {
		g = &group{keys: keys}
		for _, column := range t.columns {
			g.aggregators = append(g.aggregators, column.make())
		}
		t.groups[id] = g
	}
	for i, column := range t.columns {
		if column.Field == "" {
			g.aggregators[i].Add("")
		} else if value, ok := rec.Get(column.Field); ok {
			g.aggregators[i].Add(value)
		}
	}
}

// Len returns the number of groups.
func (t *Table) Len() int { return len(t.groups) }

// A Row is a group: the values of its keys, and its figures.
type Row struct {
	Keys   []string
	Values []Value
}

// Header returns the names of all keys and columns.
func (t *Table) Header() []string {
	header := append([]string(nil), t.keys...)
	for _, column := range t.columns {
		header = append(header, column.Name)
	}
	return header
}

// Rows returns all groups, in the order of the texts of their keys. The caller may change them.
func (t *Table) Rows() []Row { return t.rows(t.sorted()) }

// RowsBy returns all groups in the order of a key or column, and, where that is equal, in the order of Rows. Numbers
// come before texts. In descending order texts come before numbers, and equal ones stay in the order of Rows.
func (t *Table) RowsBy(name string, descending bool) ([]Row, error) {
	groups := t.sorted()
	var value func(g *group) Value
	for i, key := range t.keys {
		if key == name {
			at := i
			value = func(g *group) Value { return Value{Text: g.keys[at]} }
		}
	}
	for i, column := range t.columns {
		if column.Name == name {
			at := i
			value = func(g *group) Value { return g.aggregators[at].Value() }
		}
	}
	if value == nil {
		return nil, fmt.Errorf("no key or column is called %q", name)
	}
	sort.SliceStable(groups, func(i, j int) bool {
		if descending {
			i, j = j, i
		}
		return before(value(groups[i]), value(groups[j]))
	})
	return t.rows(groups), nil
}

func before(a, b Value) bool {
	if a.IsNumber != b.IsNumber {
		return a.IsNumber
	}
	if a.IsNumber {
		return a.Number < b.Number
	}
	return a.Text < b.Text
}

func (t *Table) sorted() []*group {
	groups := make([]*group, 0, len(t.groups))
	for _, g := range t.groups {
		groups = append(groups, g)
	}
	sort.Slice(groups, func(i, j int) bool {
		for k, key := range groups[i].keys {
			if other := groups[j].keys[k]; key != other {
				return key < other
			}
		}
		return false
	})
	return groups
}

func (t *Table) rows(groups []*group) []Row {
	rows := make([]Row, 0, len(groups))
	for _, g := range groups {
		row := Row{Keys: append([]string(nil), g.keys...)}
		for _, aggregator := range g.aggregators {
			row.Values = append(row.Values, aggregator.Value())
		}
		rows = append(rows, row)
	}
	return rows
}
