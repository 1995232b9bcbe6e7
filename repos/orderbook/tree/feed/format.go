package feed

import (
	"fmt"
	"strings"

	"example.org/orderbook/book"
	"example.org/orderbook/engine"
)

var codes = map[engine.Type]string{
	engine.Accepted: "A", engine.Rejected: "X", engine.Traded: "T",
	engine.Cancelled: "C", engine.Replaced: "R", engine.Triggered: "G",
}

// Format returns an event as a line without its end. The fields are
//
//	T,seq,symbol,taker,maker,side,quantity,price,remaining   for a trade
//	X,seq,symbol,id,reason                                   for a rejection
//	C,seq,symbol,id,quantity,reason                          for a cancellation
//	A,seq,symbol,id,account,side,quantity[,price]            for others; a price of 0 is left out
func Format(event engine.Event) string {
	head := fmt.Sprintf("%s,%d,%s,%s", codes[event.Type], event.Seq, event.Symbol, event.ID)
	switch event.Type {
	case engine.Traded:
		return fmt.Sprintf("%s,%s,%s,%d,%s,%d",
			head, event.Maker, event.Side, event.Quantity, event.Price, event.Remaining)
	case engine.Rejected:
		return head + "," + event.Reason
	case engine.Cancelled:
		return fmt.Sprintf("%s,%d,%s", head, event.Quantity, event.Reason)
	}
	line := fmt.Sprintf("%s,%s,%s,%d", head, event.Account, event.Side, event.Quantity)
	if event.Price != 0 {
		line += fmt.Sprintf(",%s", event.Price)
	}
	return line
}

// FormatDepth returns the depth of a symbol as a line without its end: "D,symbol" and then, for bids and for
// asks, a field with the number of levels and "quantity@price*orders" for each.
func FormatDepth(symbol string, bids, asks []book.Level) string {
	line := "D," + symbol
	for _, levels := range [][]book.Level{bids, asks} {
		line += fmt.Sprintf(",%d", len(levels))
		for _, level := range levels {
			line += fmt.Sprintf(",%d@%s*%d", level.Quantity, level.Price, level.Orders)
		}
	}
	return line
}

// skipped tells whether a line is empty or a comment.
func skipped(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}
