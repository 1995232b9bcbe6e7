// Workload ladder: one book, driven without text.
package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strconv"

	"example.org/orderbook/book"
	"example.org/orderbook/price"
)

const recordSize = 16

func level(out []byte, l book.Level) []byte {
	out = l.Price.Append(out)
	out = binary.AppendVarint(out, l.Quantity)
	return binary.AppendVarint(out, int64(l.Orders))
}

func order(out []byte, o book.Order) []byte {
	out = append(out, o.ID...)
	out = append(out, ' ')
	out = append(out, o.Account...)
	out = append(out, byte(o.Side))
	out = binary.AppendVarint(out, int64(o.Price))
	return binary.AppendVarint(out, o.Quantity)
}

func failed(out []byte, err error) []byte {
	out = append(out, '!')
	return append(out, err.Error()...)
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil || len(input)%recordSize != 0 {
		fmt.Fprintln(os.Stderr, "bad input:", len(input), err)
		os.Exit(1)
	}
	var names [256]string
	for i := range names {
		names[i] = "client-" + strconv.Itoa(i)
	}
	names[0] = ""
	b := book.New()
	digest := sha256.New()
	var out []byte
	for ; len(input) > 0; input = input[recordSize:] {
		op, side, account := input[0], book.Side(input[1]), names[input[2]]
		p := price.Price(binary.LittleEndian.Uint32(input[4:]))
		quantity := int64(int32(binary.LittleEndian.Uint32(input[8:])))
		id := strconv.FormatUint(uint64(binary.LittleEndian.Uint32(input[12:]))+100_000_000, 36)
		out = append(out, op)
		switch op {
		case 'a':
			if err := b.Add(book.Order{ID: id, Account: account, Side: side, Price: p, Quantity: quantity}); err != nil {
				out = failed(out, err)
			}
		case 'c':
			if o, err := b.Cancel(id); err != nil {
				out = failed(out, err)
			} else {
				out = order(out, o)
			}
		case 'r':
			if o, err := b.Reduce(id, quantity); err != nil {
				out = failed(out, err)
			} else {
				out = order(out, o)
			}
		case 'm', 'x':
			taker := book.Taker{Account: account, Side: side & 1, Limit: p, Market: op == 'x', Quantity: quantity}
			fills, left := b.Match(taker)
			for _, f := range fills {
				out = order(out, f.Maker)
				out = binary.AppendVarint(out, f.Quantity)
				out = strconv.AppendBool(out, f.Cancelled)
			}
			out = binary.AppendVarint(out, left)
		case 'v':
			taker := book.Taker{Account: account, Side: side & 1, Limit: p, Quantity: quantity}
			out = binary.AppendVarint(out, b.Available(taker))
		case 'b':
			for _, s := range []book.Side{book.Buy, book.Sell} {
				if l, ok := b.Best(s); ok {
					out = level(out, l)
				}
			}
		case 'd':
			for _, l := range b.Depth(side&1, int(quantity)) {
				out = level(out, l)
			}
		case 'g':
			if o, ok := b.Get(id); ok {
				out = order(out, o)
			}
		}
		if len(out) > 1<<15 {
			digest.Write(out)
			out = out[:0]
		}
	}
	for _, s := range []book.Side{book.Buy, book.Sell} {
		for _, o := range b.Orders(s) {
			out = order(out, o)
		}
		for _, l := range b.Depth(s, 20) {
			out = level(out, l)
		}
	}
	digest.Write(out)
	fmt.Printf("%d %x\n", b.Len(), digest.Sum(nil))
}
