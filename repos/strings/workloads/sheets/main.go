// Command sheets reads delimited texts, and writes each with another delimiter and as tables.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
	"strings"

	"example.org/textkit/casing"
	"example.org/textkit/csv"
	"example.org/textkit/table"
	"example.org/textkit/wrap"
)

func number(input *[]byte) int {
	n := binary.LittleEndian.Uint32(*input)
	*input = (*input)[4:]
	return int(n)
}

func text(input *[]byte) string {
	n := number(input)
	text := string((*input)[:n])
	*input = (*input)[n:]
	return text
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for sheets := number(&input); sheets > 0; sheets-- {
		comma, other, limit, style := number(&input), number(&input), number(&input), number(&input)
		r := csv.NewReader(strings.NewReader(text(&input)))
		r.Comma, r.Comment = rune(comma), '#'
		if style&1 != 0 {
			r.Fields = -1
		}
		records, err := r.ReadAll()
		if err != nil {
			out.WriteString(err.Error() + "\n")
		}
		if len(records) == 0 {
			continue
		}
		var columns []table.Column
		for i, title := range records[0] {
			title = []func(string) string{casing.Snake, casing.Slug, casing.Title, casing.Camel}[(i+style)&3](title)
			records[0][i] = title
			columns = append(columns, table.Column{Title: title, Align: wrap.Align((i + style) % 3), Max: limit})
		}
		w := csv.NewWriter(out)
		w.Comma, w.AlwaysQuote, w.CRLF = rune(other), style&2 != 0, style&4 != 0
		if err := w.WriteAll(records); err != nil {
			out.WriteString(err.Error() + "\n")
		}
		t := table.New(columns...)
		for _, record := range records[1:] {
			t.Append(record...)
		}
		if style&8 != 0 {
			out.WriteString(t.Markdown())
		} else {
			out.WriteString(t.Render())
		}
	}
}
