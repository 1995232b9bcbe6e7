// Package book holds the resting orders of one symbol and matches incoming orders against them.
package book

import (
	"errors"
	"fmt"

	"example.org/orderbook/price"
)

// Side is the side of an order.
type Side uint8

// The two sides.
const (
	Buy Side = iota
	Sell
)

// Opposite returns the other side.
func (s Side) Opposite() Side { return 1 - s }

// String returns "B" or "S".
func (s Side) String() string {
	switch s {
	case Buy:
		return "B"
	case Sell:
		return "S"
	}
	return fmt.Sprintf("Side(%d)", uint8(s))
}

// Order is a resting order. Quantity is what is still open.
type Order struct {
	ID       string
	Account  string
	Side     Side
	Price    price.Price
	Quantity int64
}

// Taker is an incoming order. It trades at its limit or better; a market order has no limit.
type Taker struct {
	Account  string
	Side     Side
	Limit    price.Price
	Market   bool
	Quantity int64
}

// accepts tells whether the taker would trade at a price.
func (t Taker) accepts(p price.Price) bool {
	switch {
	case t.Market:
		return true
	case t.Side == Buy:
		return p <= t.Limit
	default:
		return p >= t.Limit
	}
}

// own tells whether a resting order belongs to the taker's account. The empty account owns nothing.
func (t Taker) own(o *Order) bool { return t.Account != "" && o.Account == t.Account }

// Fill is what happened to one resting order during a match. Maker is the order afterwards.
type Fill struct {
	Maker    Order
	Quantity int64
	// Cancelled says that the order was of the taker's account and was removed without a trade. Quantity
	// is 0 then, and Maker.Quantity is what was open.
	Cancelled bool
}

// Level is the sum of the orders at one price.
type Level struct {
	Price    price.Price
	Quantity int64
	Orders   int
}

// What can be wrong with a request.
var (
	ErrDuplicate = errors.New("there is an order with this ID")
	ErrNotFound  = errors.New("there is no order with this ID")
	ErrQuantity  = errors.New("a quantity must be positive")
	ErrSide      = errors.New("there is no such side")
	ErrCrossed   = errors.New("the order would trade at once")
)
