// Workload tape: trades as text to bars, a volume profile and rolling statistics as text.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"example.org/orderbook/price"
	"example.org/orderbook/tape"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	check(err)
	head, rest, _ := strings.Cut(string(input), "\n")
	var width, bucket int64
	var n int
	_, err = fmt.Sscan(head, &width, &bucket, &n)
	check(err)
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	var trades []tape.Trade
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		trade, err := tape.Parse(line)
		if err != nil {
			out.WriteString(err.Error() + "\n")
			continue
		}
		trades = append(trades, trade)
	}
	bars, err := tape.Bars(trades, width)
	check(err)
	for _, b := range bars {
		out.WriteString(b.String())
		out.WriteByte('\n')
	}
	buckets, err := tape.Profile(trades, price.Price(bucket))
	check(err)
	for _, b := range buckets {
		out.WriteString(b.String())
		out.WriteByte('\n')
	}
	windows, err := tape.Rolling(trades, n)
	check(err)
	for _, w := range windows {
		out.WriteString(w.String())
		out.WriteByte('\n')
	}
	out.WriteString(tape.VWAP(trades).String())
	out.WriteByte('\n')
	check(out.Flush())
}
