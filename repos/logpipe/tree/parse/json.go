package parse

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sort"

	"example.org/logpipe/record"
)

// JSON reads lines that are one JSON object each.
//
// The values of objects and arrays inside get names of all names or numbers, from 0, that lead to them, with dots
// between. Names are taken in ascending order, at each depth; of several values of one name the last counts. Numbers
// keep their spelling, and null is no value. For names and the time see Logfmt.
type JSON struct{}

// Parse reads a line.
func (JSON) Parse(line []byte) (record.Record, error) {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil || object == nil {
		return record.Record{}, fail("json", line, ErrSyntax)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return record.Record{}, fail("json", line, ErrSyntax)
	}
	var rec record.Record
	if err := flatten(&rec, "", object); err != nil {
		return record.Record{}, fail("json", line, err)
	}
	return rec, nil
}

func flatten(rec *record.Record, prefix string, value any) error {
	switch value := value.(type) {
	case nil:
		return nil
	case map[string]any:
		names := make([]string, 0, len(value))
		for name := range value {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			if err := flatten(rec, join(prefix, name), value[name]); err != nil {
				return err
			}
		}
		return nil
	case []any:
		for i, item := range value {
			if err := flatten(rec, join(prefix, fmt.Sprint(i)), item); err != nil {
				return err
			}
		}
		return nil
	default:
		return assign(rec, prefix, fmt.Sprintf("%v", value))
	}
}

func join(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return fmt.Sprintf("%s.%s", prefix, name)
}
