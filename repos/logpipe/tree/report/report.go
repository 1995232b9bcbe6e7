// Package report writes rows of figures as text, JSON or tab-separated values.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"example.org/logpipe/aggregate"
)

// A Writer writes a header and rows in some format.
type Writer func(w io.Writer, header []string, rows []aggregate.Row) error

// New returns the writer of a format: text, json or tsv.
func New(format string) (Writer, error) {
	switch format {
	case "text":
		return Text, nil
	case "json":
		return JSON, nil
	case "tsv":
		return TSV, nil
	}
	return nil, fmt.Errorf("unknown format %q; there are json, text and tsv", format)
}

// cells returns keys and figures of a row as texts.
func cells(row aggregate.Row) []string {
	texts := append([]string(nil), row.Keys...)
	for _, value := range row.Values {
		texts = append(texts, value.String())
	}
	return texts
}

// Text writes aligned columns: keys and texts to the left, numbers to the right. Control characters become "?".
func Text(w io.Writer, header []string, rows []aggregate.Row) error {
	widths := make([]int, len(header))
	for i, name := range header {
		widths[i] = utf8.RuneCountInString(name)
	}
	for _, row := range rows {
		for i, text := range cells(row) {
			widths[i] = max(widths[i], utf8.RuneCountInString(printable(text)))
		}
	}
	line := ""
	for i, name := range header {
		line += fmt.Sprintf("%-*s  ", widths[i], name)
	}
	if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
		return err
	}
	for _, row := range rows {
		line = ""
		for i, text := range cells(row) {
			if i >= len(row.Keys) && row.Values[i-len(row.Keys)].IsNumber {
				line += fmt.Sprintf("%*s  ", widths[i], text)
			} else {
				line += fmt.Sprintf("%-*s  ", widths[i], printable(text))
			}
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}

func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, text)
}

// JSON writes one object a line: the names of the header in their order. Numbers are written as such, with at most six
// significant digits, or as null if they are not finite.
func JSON(w io.Writer, header []string, rows []aggregate.Row) error {
	for _, row := range rows {
		line := "{"
		for i, name := range header {
			if i > 0 {
				line += ","
			}
			encoded := ""
			switch {
			case i < len(row.Keys):
				encoded = quoted(row.Keys[i])
			case row.Values[i-len(row.Keys)].IsNumber:
				encoded = row.Values[i-len(row.Keys)].String()
				if math.IsInf(row.Values[i-len(row.Keys)].Number, 0) {
					encoded = "null"
				}
			default:
				encoded = quoted(row.Values[i-len(row.Keys)].Text)
			}
			line += fmt.Sprintf("%s:%s", quoted(name), encoded)
		}
		if _, err := fmt.Fprintln(w, line+"}"); err != nil {
			return err
		}
	}
	return nil
}

func quoted(text string) string {
	// A string can always be encoded.
	encoded, _ := json.Marshal(text)
	return string(encoded)
}

// TSV writes tab-separated values with a header. Tabs, line ends and backslashes are written as in Go.
func TSV(w io.Writer, header []string, rows []aggregate.Row) error {
	escape := strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	line := func(texts []string) error {
		escaped := make([]string, len(texts))
		for i, text := range texts {
			escaped[i] = escape.Replace(text)
		}
		_, err := fmt.Fprintln(w, strings.Join(escaped, "\t"))
		return err
	}
	if err := line(header); err != nil {
		return err
	}
	for _, row := range rows {
		if err := line(cells(row)); err != nil {
			return err
		}
	}
	return nil
}
