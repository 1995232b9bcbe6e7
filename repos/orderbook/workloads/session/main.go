// Workload session: a feed of commands for several symbols, from text to text.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"example.org/orderbook/engine"
	"example.org/orderbook/feed"
	"example.org/orderbook/price"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// pairs reads "name=number,name=number".
func pairs(line string, f func(name string, value int64)) (names []string) {
	for _, item := range strings.Split(strings.TrimSpace(line), ",") {
		name, value, _ := strings.Cut(item, "=")
		n, err := strconv.ParseInt(value, 10, 64)
		check(err)
		f(name, n)
		names = append(names, name)
	}
	return names
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	check(err)
	symbolLine, rest, _ := bytes.Cut(input, []byte("\n"))
	accountLine, commands, _ := bytes.Cut(rest, []byte("\n"))
	e := engine.New()
	symbols := pairs(string(symbolLine), func(name string, tick int64) {
		check(e.List(name, price.Price(tick)))
	})
	accounts := pairs(string(accountLine), func(name string, limit int64) {
		if limit > 0 {
			e.SetLimit(name, limit)
		}
	})
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	check(feed.Run(e, bytes.NewReader(commands), out))
	for _, symbol := range symbols {
		last, traded := e.Last(symbol)
		fmt.Fprintln(out, symbol, last, traded)
		for _, account := range accounts {
			p := e.Position(account, symbol)
			fmt.Fprintln(out, account, p.Bought, p.Sold, p.Trades, e.Open(account))
		}
	}
	check(out.Flush())
}
