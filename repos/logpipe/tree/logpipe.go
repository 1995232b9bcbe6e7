// Package logpipe answers questions about logs.
//
// A question is a query of stages with bars between them:
//
//	from access | where status >= 500 | bucket 1m as minute | group minute, path
//	    | compute count, p99(duration) | sort -count | limit 10 | output json
//
//	from FORMAT [YEAR]         reads lines by package parse; the year is that of syslog
//	where CONDITION            drops records that do not meet a condition of package filter
//	pattern NAME [as OTHER]    replaces a value by its pattern, or gives OTHER the pattern
//	lower NAME [as OTHER]      likewise with small letters
//	bucket DURATION as NAME    gives NAME the time, rounded down; records without time get none
//	group NAME, NAME           groups records by values
//	compute COLUMN, COLUMN     computes columns of package aggregate for each group
//	sort [-]NAME               orders groups by a key or column; with - the largest comes first
//	fields NAME, NAME          instead of group, compute and sort: writes these values of each record
//	limit N                    writes only the first N rows
//	output FORMAT              writes by package report: text, if nothing else is said
//
// Stages that change or drop records are taken in their order.
package logpipe

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"time"

	"example.org/logpipe/aggregate"
	"example.org/logpipe/filter"
	"example.org/logpipe/parse"
	"example.org/logpipe/pattern"
	"example.org/logpipe/record"
	"example.org/logpipe/report"
)

// A Pipeline is a query that has been read. Several goroutines may call Run at once.
type Pipeline struct {
	parser     parse.Parser
	steps      []step
	keys       []string
	columns    []aggregate.Column
	fields     []string
	order      string
	descending bool
	limit      int
	limited    bool
	write      report.Writer
}

// Stats say what became of the lines of a run.
type Stats struct {
	Lines   int // lines that are not empty
	Failed  int // lines that could not be read
	Dropped int // records that did not meet a condition
	Rows    int // rows that were written
	// Errors are those of the first lines that could not be read, at most MostErrors.
	Errors []error
}

// MostErrors is the number of errors that a run keeps.
const MostErrors = 5

// A step changes a record, or tells by false that it is dropped.
type step interface {
	apply(rec *record.Record) bool
}

type (
	whereStep  struct{ condition *filter.Filter }
	bucketStep struct {
		width  time.Duration
		target string
	}
	changeStep struct {
		source, target string
		change         func(string) string
	}
)

func (s whereStep) apply(rec *record.Record) bool { return s.condition.Match(rec) }

func (s bucketStep) apply(rec *record.Record) bool {
	if !rec.Time.IsZero() {
		rec.Set(s.target, rec.Time.Truncate(s.width).Format(time.RFC3339))
	}
	return true
}

func (s changeStep) apply(rec *record.Record) bool {
	if value, ok := rec.Get(s.source); ok {
		rec.Set(s.target, s.change(value))
	}
	return true
}

func patternOf(message string) string { return pattern.Of(message) }

// Run reads lines from r to its end, and writes the answer to w.
//
// Lines that cannot be read, and how many there were, are told by the stats; an error is one of r or of w. A line ends
// at "\n" or "\r\n" and may have any length.
func (p *Pipeline) Run(r io.Reader, w io.Writer) (Stats, error) {
	var stats Stats
	var rows []aggregate.Row
	table := aggregate.NewTable(p.keys, p.columns)
	source := bufio.NewReader(r)
	for {
		line, err := source.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return stats, err
		}
		line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
		if len(bytes.TrimSpace(line)) > 0 {
			if rec, ok := p.record(line, &stats); ok && len(p.fields) == 0 {
				table.Add(&rec)
			} else if ok {
				rows = append(rows, p.row(&rec))
			}
		}
		if err == io.EOF {
			break
		}
	}
	header := p.fields
	if len(p.fields) == 0 {
		header = table.Header()
		rows = p.sorted(table)
	}
	if p.limited && len(rows) > p.limit {
		rows = rows[:p.limit]
	}
	stats.Rows = len(rows)
	return stats, p.write(w, header, rows)
}

// RunString answers a query about a text.
func (p *Pipeline) RunString(text string) (string, Stats, error) {
	var out strings.Builder
	stats, err := p.Run(strings.NewReader(text), &out)
	return out.String(), stats, err
}

// record reads a line and takes the steps.
func (p *Pipeline) record(line []byte, stats *Stats) (record.Record, bool) {
	stats.Lines++
	rec, err := p.parser.Parse(line)
	if err != nil {
		stats.Failed++
		if len(stats.Errors) < MostErrors {
			stats.Errors = append(stats.Errors, err)
		}
		return rec, false
	}
	for _, s := range p.steps {
		if !s.apply(&rec) {
			stats.Dropped++
			return rec, false
		}
	}
	return rec, true
}

func (p *Pipeline) row(rec *record.Record) aggregate.Row {
	var row aggregate.Row
	for _, name := range p.fields {
		value, ok := rec.Get(name)
		if !ok {
			value = "-"
		}
		row.Keys = append(row.Keys, value)
	}
	return row
}

func (p *Pipeline) sorted(table *aggregate.Table) []aggregate.Row {
	if p.order == "" {
		return table.Rows()
	}
	// Parse has made sure that the name is one of the table's.
	rows, _ := table.RowsBy(p.order, p.descending)
	return rows
}
