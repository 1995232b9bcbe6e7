package logpipe

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"example.org/logpipe/aggregate"
	"example.org/logpipe/filter"
	"example.org/logpipe/parse"
	"example.org/logpipe/report"
)

// ErrQuery is returned, wrapped, for a query that cannot be read.
var ErrQuery = errors.New("query cannot be read")

// Parse reads a query.
func Parse(query string) (*Pipeline, error) {
	p := &Pipeline{write: report.Text}
	year := 1970
	format := ""
	for i, text := range stages(query) {
		name, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		rest = strings.TrimSpace(rest)
		if i == 0 && name != "from" {
			return nil, fmt.Errorf("%w: it begins with %q, not with from", ErrQuery, name)
		}
		var err error
		switch name {
		case "from":
			var number string
			if format, number, _ = strings.Cut(rest, " "); number != "" {
				year, err = strconv.Atoi(strings.TrimSpace(number))
			}
			if err == nil {
				p.parser, err = parse.New(format, year)
			}
		case "where", "pattern", "lower", "bucket":
			var s step
			if s, err = newStep(name, rest); err == nil {
				p.steps = append(p.steps, s)
			}
		case "group":
			p.keys, err = list(rest)
		case "compute":
			err = p.compute(rest)
		case "fields":
			p.fields, err = list(rest)
		case "sort":
			p.order, p.descending = strings.CutPrefix(rest, "-")
			if p.order == "" {
				err = errors.New("sort takes a name")
			}
		case "limit":
			p.limit, err = strconv.Atoi(rest)
			if p.limit < 0 {
				err = fmt.Errorf("a limit of %d", p.limit)
			}
			p.limited = true
		case "output":
			p.write, err = report.New(rest)
		default:
			err = fmt.Errorf("there is no stage %q", name)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: stage %d: %w", ErrQuery, i+1, err)
		}
	}
	return p, p.check()
}

// stages splits a query at bars that do not stand between quotes.
func stages(query string) []string {
	var parts []string
	part := ""
	quoted, escaped := false, false
	for _, r := range query {
		switch {
		case escaped:
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '"':
			quoted = !quoted
		case r == '|' && !quoted:
			parts = append(parts, part)
			part = ""
			continue
		}
		part += string(r)
	}
	return append(parts, part)
}

func list(text string) ([]string, error) {
	var names []string
	for _, name := range strings.Split(text, ",") {
		if name = strings.TrimSpace(name); name == "" {
			return nil, fmt.Errorf("an empty name in %q", text)
		}
		names = append(names, name)
	}
	return names, nil
}

func (p *Pipeline) compute(text string) error {
	names, err := list(text)
	if err != nil {
		return err
	}
	for _, name := range names {
		column, err := aggregate.ParseColumn(name)
		if err != nil {
			return err
		}
		p.columns = append(p.columns, column)
	}
	return nil
}

// check finds stages that do not fit together.
func (p *Pipeline) check() error {
	switch {
	case p.parser == nil:
		return fmt.Errorf("%w: it has no from", ErrQuery)
	case len(p.fields) > 0 && (len(p.columns) > 0 || len(p.keys) > 0 || p.order != ""):
		return fmt.Errorf("%w: fields goes with neither group, compute nor sort", ErrQuery)
	case len(p.fields) == 0 && len(p.columns) == 0:
		return fmt.Errorf("%w: it has neither compute nor fields", ErrQuery)
	}
	if p.order == "" {
		return nil
	}
	// A table knows which names it can be sorted by.
	if _, err := aggregate.NewTable(p.keys, p.columns).RowsBy(p.order, p.descending); err != nil {
		return fmt.Errorf("%w: %w", ErrQuery, err)
	}
	return nil
}

// newStep reads a stage that changes or drops records.
func newStep(name, rest string) (step, error) {
	switch name {
	case "where":
		condition, err := filter.Parse(rest)
		if err != nil {
			return nil, err
		}
		return whereStep{condition}, nil
	case "bucket":
		width, target, ok := strings.Cut(rest, " as ")
		duration, err := time.ParseDuration(strings.TrimSpace(width))
		if target = strings.TrimSpace(target); !ok || target == "" || err != nil || duration <= 0 {
			return nil, fmt.Errorf("bucket takes a duration, as and a name, got %q", rest)
		}
		return bucketStep{duration, target}, nil
	}
	source, target, ok := strings.Cut(rest, " as ")
	if source = strings.TrimSpace(source); !ok {
		target = source
	}
	if target = strings.TrimSpace(target); source == "" || target == "" {
		return nil, fmt.Errorf("%s takes a name, got %q", name, rest)
	}
	if name == "lower" {
		return changeStep{source, target, strings.ToLower}, nil
	}
	return changeStep{source, target, patternOf}, nil
}
