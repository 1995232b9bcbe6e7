// Package engine runs the books of many symbols: it checks commands, matches orders, keeps stop orders, limits
// of accounts and positions, and tells what happened as events.
package engine

import (
	"example.org/orderbook/book"
	"example.org/orderbook/price"
)

// Op is what a command asks for.
type Op uint8

// The commands.
const (
	OpNew Op = iota
	OpCancel
	OpReplace
)

// Kind is the kind of a new order.
type Kind uint8

// The kinds of orders. A stop order becomes a market order, a stop-limit order a limit order, when the last
// trade reaches its trigger.
const (
	Limit Kind = iota
	Market
	Stop
	StopLimit
)

// TimeInForce says what happens to what does not trade at once.
type TimeInForce uint8

// The times in force: rest in the book; cancel the rest; all or nothing.
const (
	Day TimeInForce = iota
	ImmediateOrCancel
	FillOrKill
)

// MaxQuantity is the largest quantity of an order.
const MaxQuantity = 1_000_000_000

// Command is a request. Only a new order needs more than Symbol and ID; a replacement needs Price and
// Quantity too.
type Command struct {
	Op       Op
	Symbol   string
	ID       string
	Account  string
	Side     book.Side
	Kind     Kind
	Time     TimeInForce
	Price    price.Price
	Trigger  price.Price
	Quantity int64
}

// Type is the type of an event.
type Type uint8

// The types of events.
const (
	Accepted Type = iota
	Rejected
	Traded
	Cancelled
	Replaced
	Triggered
)

// Reasons of rejections and cancellations.
const (
	BadOrder      = "bad order"
	BadPrice      = "bad price"
	BadQuantity   = "bad quantity"
	UnknownSymbol = "unknown symbol"
	DuplicateID   = "duplicate id"
	NotFound      = "not found"
	OverLimit     = "over limit"
	OnRequest     = "on request"
	OwnOrder      = "own order"
	Unfilled      = "unfilled"
	NotFillable   = "not fillable"
)

// Event is something that happened. The order it happened to is ID; in a trade that is the taker, and Maker is
// the order that rested. Remaining is what is open of the order afterwards.
type Event struct {
	Seq       uint64
	Type      Type
	Symbol    string
	ID        string
	Account   string
	Maker     string
	Side      book.Side
	Price     price.Price
	Quantity  int64
	Remaining int64
	Reason    string
}

// Position is what an account holds of a symbol.
type Position struct {
	Bought int64
	Sold   int64
	Trades int
}

// Net returns what was bought less what was sold.
func (p Position) Net() int64 { return p.Bought - p.Sold }
