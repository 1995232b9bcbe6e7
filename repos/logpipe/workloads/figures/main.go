// Command figures puts rows of numbers and texts into tables, and writes these tables in several orders and formats.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"example.org/logpipe/aggregate"
	"example.org/logpipe/record"
	"example.org/logpipe/report"
)

// Each table of the input is a line of keys, a line of columns, a line of orders, a line of names, a line with a
// format and the number of rows, and the rows, with tabs between their values. All but the last two lines have commas
// between their parts.
func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	in := string(input)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in != "" {
		keys, orders, names := []string{}, []string{}, []string{}
		var columns []aggregate.Column
		if text := line(&in); text != "" {
			keys = strings.Split(text, ",")
		}
		for _, text := range strings.Split(line(&in), ",") {
			column, err := aggregate.ParseColumn(text)
			if err != nil {
				panic(err)
			}
			columns = append(columns, column)
		}
		if text := line(&in); text != "" {
			orders = strings.Split(text, ",")
		}
		names = strings.Split(line(&in), ",")
		format, count, _ := strings.Cut(line(&in), " ")
		n, err := strconv.Atoi(count)
		if err != nil {
			panic(err)
		}
		write, err := report.New(format)
		if err != nil {
			panic(err)
		}
		table := aggregate.NewTable(keys, columns)
		for ; n > 0; n-- {
			table.Add(read(names, line(&in)))
		}
		if err := write(out, table.Header(), table.Rows()); err != nil {
			panic(err)
		}
		for _, order := range orders {
			name, descending := strings.CutPrefix(order, "-")
			rows, err := table.RowsBy(name, descending)
			if err != nil {
				fmt.Fprintln(out, err)
				continue
			}
			if err := write(out, table.Header(), rows[:min(len(rows), 20)]); err != nil {
				panic(err)
			}
		}
	}
}

func line(in *string) string {
	var text string
	text, *in, _ = strings.Cut(*in, "\n")
	return text
}

// read returns a record of the values in a row; an empty one is absent.
func read(names []string, row string) *record.Record {
	rec := new(record.Record)
	for _, name := range names {
		var value string
		value, row, _ = strings.Cut(row, "\t")
		if value != "" {
			rec.Set(name, value)
		}
	}
	return rec
}
