package engine

import (
	"example.org/orderbook/book"
	"example.org/orderbook/price"
)

// market is one symbol.
type market struct {
	symbol string
	tick   price.Price
	book   *book.Book
	// stops are orders that wait for their trigger, the earliest first.
	stops []Command
	last  price.Price
	// traded says that there was a trade, so that last is a price.
	traded bool
}

func newMarket(symbol string, tick price.Price) *market {
	return &market{symbol: symbol, tick: tick, book: book.New()}
}

// findStop returns the place of a stop order, or -1.
func (m *market) findStop(id string) int {
	for i, s := range m.stops {
		if s.ID == id {
			return i
		}
	}
	return -1
}

// hasOrder tells whether an order with this ID rests or waits.
func (m *market) hasOrder(id string) bool {
	_, ok := m.book.Get(id)
	return ok || m.findStop(id) >= 0
}

// removeStop takes a stop order out and returns it.
func (m *market) removeStop(i int) Command {
	stop := m.stops[i]
	rest := make([]Command, 0, len(m.stops))
	rest = append(rest, m.stops[:i]...)
	rest = append(rest, m.stops[i+1:]...)
	m.stops = rest
	return stop
}

// reached tells whether the last trade triggers a stop order.
func (m *market) reached(s Command) bool {
	if s.Side == book.Buy {
		return m.last >= s.Trigger
	}
	return m.last <= s.Trigger
}

// nextTriggered returns the place of the earliest stop order whose trigger was reached, or -1.
func (m *market) nextTriggered() int {
	if !m.traded {
		return -1
	}
	for i, s := range m.stops {
		if m.reached(s) {
			return i
		}
	}
	return -1
}

// check returns why a new order cannot be accepted, or "".
func (m *market) check(c Command) string {
	switch {
	case c.ID == "" || c.Side > book.Sell || c.Kind > StopLimit || c.Time > FillOrKill:
		return BadOrder
	case c.Quantity <= 0 || c.Quantity > MaxQuantity:
		return BadQuantity
	case (c.Kind == Limit || c.Kind == StopLimit) && !m.validPrice(c.Price):
		return BadPrice
	case (c.Kind == Stop || c.Kind == StopLimit) && !m.validPrice(c.Trigger):
		return BadPrice
	case m.hasOrder(c.ID):
		return DuplicateID
	}
	return ""
}

// validPrice tells whether an order may have this price.
func (m *market) validPrice(p price.Price) bool {
	return p > 0 && p <= price.Max && p.OnTick(m.tick)
}
