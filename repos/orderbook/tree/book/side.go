package book

import (
	"container/list"
	"sort"

	"example.org/orderbook/price"
)

// level holds the orders at one price in the order of their arrival.
type level struct {
	price  price.Price
	orders *list.List
}

// quantity returns the sum of what is open.
func (l *level) quantity() int64 {
	var sum int64
	for e := l.orders.Front(); e != nil; e = e.Next() {
		sum += e.Value.(*Order).Quantity
	}
	return sum
}

// find returns the element of an order.
func (l *level) find(id string) *list.Element {
	for e := l.orders.Front(); e != nil; e = e.Next() {
		if e.Value.(*Order).ID == id {
			return e
		}
	}
	return nil
}

// half is one side of a book.
type half struct {
	side   Side
	levels map[price.Price]*level
	// prices are those of the levels, the best first.
	prices []price.Price
}

func newHalf(side Side) *half {
	return &half{side: side, levels: make(map[price.Price]*level)}
}

// better tells whether price a trades before price b.
func (h *half) better(a, b price.Price) bool {
	if h.side == Buy {
		return a > b
	}
	return a < b
}

// rebuild brings the sorted prices up to date with the levels.
func (h *half) rebuild() {
	h.prices = make([]price.Price, 0, len(h.levels))
	for p := range h.levels {
		h.prices = append(h.prices, p)
	}
	sort.Slice(h.prices, func(i, j int) bool { return h.better(h.prices[i], h.prices[j]) })
}

// best returns the level that trades first, or nil.
func (h *half) best() *level {
	if len(h.prices) == 0 {
		return nil
	}
	return h.levels[h.prices[0]]
}

// add puts an order behind those of the same price.
func (h *half) add(o *Order) {
	l, ok := h.levels[o.Price]
	if !ok {
		l = &level{price: o.Price, orders: list.New()}
		h.levels[o.Price] = l
		h.rebuild()
	}
	l.orders.PushBack(o)
}

// remove takes an order out, and its level if that is empty then.
func (h *half) remove(o *Order) {
	l := h.levels[o.Price]
	l.orders.Remove(l.find(o.ID))
	if l.orders.Len() == 0 {
		delete(h.levels, l.price)
		h.rebuild()
	}
}

// depth returns the best n levels.
func (h *half) depth(n int) []Level {
	all := make([]Level, 0)
	for _, p := range h.prices {
		l := h.levels[p]
		all = append(all, Level{Price: p, Quantity: l.quantity(), Orders: l.orders.Len()})
	}
	if n < len(all) {
		all = all[:n]
	}
	return all
}

// each calls f with every order by priority, until it returns false.
func (h *half) each(f func(*Order) bool) {
	for _, p := range h.prices {
		for e := h.levels[p].orders.Front(); e != nil; e = e.Next() {
			if !f(e.Value.(*Order)) {
				return
			}
		}
	}
}
