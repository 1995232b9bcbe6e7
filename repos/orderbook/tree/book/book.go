package book

// Book holds the resting orders of one symbol. It must not be used by several goroutines at once.
type Book struct {
	halves [2]*half
	orders map[string]*Order
}

// New returns an empty book.
func New() *Book {
	return &Book{
		halves: [2]*half{newHalf(Buy), newHalf(Sell)},
		orders: make(map[string]*Order),
	}
}

// Len returns the number of resting orders.
func (b *Book) Len() int { return len(b.orders) }

// Get returns the order with this ID.
func (b *Book) Get(id string) (Order, bool) {
	o, ok := b.orders[id]
	if !ok {
		return Order{}, false
	}
	return *o, true
}

// Add puts an order into the book, behind the others of its price. An order that would trade at once is
// refused: match it first.
func (b *Book) Add(o Order) error {
	if o.Side > Sell {
		return ErrSide
	}
	if o.Quantity <= 0 {
		return ErrQuantity
	}
	if _, ok := b.orders[o.ID]; ok {
		return ErrDuplicate
	}
	taker := Taker{Side: o.Side, Limit: o.Price}
	if best := b.halves[o.Side.Opposite()].best(); best != nil && taker.accepts(best.price) {
		return ErrCrossed
	}
	b.halves[o.Side].add(&o)
	b.orders[o.ID] = &o
	return nil
}

// Cancel removes an order and returns it as it was.
func (b *Book) Cancel(id string) (Order, error) {
	o, ok := b.orders[id]
	if !ok {
		return Order{}, ErrNotFound
	}
	b.drop(o)
	return *o, nil
}

// Reduce makes an order smaller and returns it as it is then. It keeps its place. An order that is reduced by
// all that is open, or more, is removed, and its quantity is 0.
func (b *Book) Reduce(id string, by int64) (Order, error) {
	if by <= 0 {
		return Order{}, ErrQuantity
	}
	o, ok := b.orders[id]
	if !ok {
		return Order{}, ErrNotFound
	}
	if by >= o.Quantity {
		o.Quantity = 0
		b.drop(o)
		return *o, nil
	}
	o.Quantity -= by
	return *o, nil
}

// drop takes an order out of the book.
func (b *Book) drop(o *Order) {
	b.halves[o.Side].remove(o)
	delete(b.orders, o.ID)
}

// Match trades an incoming order against the other side, and returns what happened to each resting order in
// turn, and the quantity that is left. It puts nothing into the book.
func (b *Book) Match(t Taker) ([]Fill, int64) {
	var fills []Fill
	left := t.Quantity
	h := b.halves[t.Side.Opposite()]
	for left > 0 {
		best := h.best()
		if best == nil || !t.accepts(best.price) {
			break
		}
		maker := best.orders.Front().Value.(*Order)
		if t.own(maker) {
			b.drop(maker)
			fills = append(fills, Fill{Maker: *maker, Cancelled: true})
			continue
		}
		traded := min(left, maker.Quantity)
		left -= traded
		maker.Quantity -= traded
		if maker.Quantity == 0 {
			b.drop(maker)
		}
		fills = append(fills, Fill{Maker: *maker, Quantity: traded})
	}
	return fills, left
}

// Available returns the quantity that an incoming order could trade, if it were large enough. Orders of its
// own account do not count.
func (b *Book) Available(t Taker) int64 {
	var sum int64
	b.halves[t.Side.Opposite()].each(func(o *Order) bool {
		if t.accepts(o.Price) && !t.own(o) {
			sum += o.Quantity
		}
		return true
	})
	return sum
}

// Best returns the level of a side that trades first.
func (b *Book) Best(side Side) (Level, bool) {
	levels := b.halves[side].depth(1)
	if len(levels) == 0 {
		return Level{}, false
	}
	return levels[0], true
}

// Depth returns up to n levels of a side, the best first.
func (b *Book) Depth(side Side, n int) []Level {
	return b.halves[side].depth(max(n, 0))
}

// Orders returns the orders of a side in the order in which they trade.
func (b *Book) Orders(side Side) []Order {
	var orders []Order
	b.halves[side].each(func(o *Order) bool {
		orders = append(orders, *o)
		return true
	})
	return orders
}
