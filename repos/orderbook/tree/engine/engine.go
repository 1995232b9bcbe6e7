package engine

import (
	"errors"
	"sort"
	"sync"

	"example.org/orderbook/book"
	"example.org/orderbook/price"
)

// ErrListed says that a symbol is already there.
var ErrListed = errors.New("the symbol is already listed")

// Engine runs the books of many symbols. It may be used by several goroutines at once.
type Engine struct {
	mu       sync.Mutex
	markets  map[string]*market
	accounts *accounts
	seq      uint64
	events   []Event
}

// New returns an engine without symbols.
func New() *Engine {
	return &Engine{markets: make(map[string]*market), accounts: newAccounts()}
}

// List adds a symbol whose prices are multiples of a tick.
func (e *Engine) List(symbol string, tick price.Price) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if tick <= 0 {
		return price.ErrTick
	}
	if _, ok := e.markets[symbol]; ok {
		return ErrListed
	}
	e.markets[symbol] = newMarket(symbol, tick)
	return nil
}

// Symbols returns the symbols in alphabetical order.
func (e *Engine) Symbols() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var symbols []string
	for symbol := range e.markets {
		symbols = append(symbols, symbol)
	}
	sort.Strings(symbols)
	return symbols
}

// SetLimit bounds the quantity that an account may have open over all symbols. What is open already stays.
func (e *Engine) SetLimit(account string, quantity int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.accounts.limits[account] = quantity
}

// Open returns the quantity that an account has open over all symbols.
func (e *Engine) Open(account string) int64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.accounts.openQuantity(account)
}

// Position returns what an account traded of a symbol.
func (e *Engine) Position(account, symbol string) Position {
	e.mu.Lock()
	defer e.mu.Unlock()
	if p, ok := e.accounts.positions[pairKey(account, symbol)]; ok {
		return *p
	}
	return Position{}
}

// Last returns the price of the last trade of a symbol.
func (e *Engine) Last(symbol string) (price.Price, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	m, ok := e.markets[symbol]
	if !ok || !m.traded {
		return 0, false
	}
	return m.last, true
}

// Depth returns up to n levels of both sides of a symbol.
func (e *Engine) Depth(symbol string, n int) (bids, asks []book.Level, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	m, ok := e.markets[symbol]
	if !ok {
		return nil, nil, false
	}
	return m.book.Depth(book.Buy, n), m.book.Depth(book.Sell, n), true
}

// Apply carries a command out and returns what happened, in order.
func (e *Engine) Apply(c Command) []Event {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.events = nil
	m, ok := e.markets[c.Symbol]
	if !ok {
		e.reject(c, UnknownSymbol)
		return e.events
	}
	switch c.Op {
	case OpNew:
		e.enter(m, c)
	case OpCancel:
		e.cancel(m, c)
	case OpReplace:
		e.replace(m, c)
	default:
		e.reject(c, BadOrder)
	}
	e.runStops(m)
	return e.events
}

// emit appends an event.
func (e *Engine) emit(event Event) {
	e.seq++
	event.Seq = e.seq
	e.events = append(e.events, event)
}

func (e *Engine) reject(c Command, reason string) {
	e.emit(Event{
		Type: Rejected, Symbol: c.Symbol, ID: c.ID, Account: c.Account, Side: c.Side,
		Price: c.Price, Quantity: c.Quantity, Reason: reason,
	})
}

// enter accepts a new order.
func (e *Engine) enter(m *market, c Command) {
	reason := m.check(c)
	if reason == "" && !e.accounts.allows(c.Account, c.Quantity) {
		reason = OverLimit
	}
	if reason != "" {
		e.reject(c, reason)
		return
	}
	e.emit(Event{
		Type: Accepted, Symbol: c.Symbol, ID: c.ID, Account: c.Account, Side: c.Side,
		Price: c.Price, Quantity: c.Quantity, Remaining: c.Quantity,
	})
	if c.Kind == Stop || c.Kind == StopLimit {
		m.stops = append(m.stops, c)
		e.accounts.setOpen(c.Account, c.Symbol, c.ID, c.Quantity)
		return
	}
	e.execute(m, c)
}

// execute trades an order, and rests or cancels what is left of it.
func (e *Engine) execute(m *market, c Command) {
	market := c.Kind == Market || c.Kind == Stop
	taker := book.Taker{
		Account: c.Account, Side: c.Side, Limit: c.Price, Market: market, Quantity: c.Quantity,
	}
	if c.Time == FillOrKill && m.book.Available(taker) < c.Quantity {
		e.cancelled(c.Symbol, order(c, c.Quantity), NotFillable)
		return
	}
	fills, left := m.book.Match(taker)
	open := c.Quantity
	for _, fill := range fills {
		open -= fill.Quantity
		e.filled(m, c, fill, open)
	}
	if left == 0 {
		e.accounts.setOpen(c.Account, c.Symbol, c.ID, 0)
		return
	}
	rest := order(c, left)
	if market || c.Time != Day {
		e.cancelled(c.Symbol, rest, Unfilled)
		return
	}
	if err := m.book.Add(rest); err != nil {
		panic("engine: a matched order does not rest: " + err.Error())
	}
	e.accounts.setOpen(c.Account, c.Symbol, c.ID, left)
}

// order returns what is left of a command as an order.
func order(c Command, left int64) book.Order {
	return book.Order{ID: c.ID, Account: c.Account, Side: c.Side, Price: c.Price, Quantity: left}
}

// filled notes what happened to one resting order.
func (e *Engine) filled(m *market, c Command, fill book.Fill, open int64) {
	maker := fill.Maker
	if fill.Cancelled {
		e.cancelled(c.Symbol, maker, OwnOrder)
		return
	}
	m.last, m.traded = maker.Price, true
	e.emit(Event{
		Type: Traded, Symbol: c.Symbol, ID: c.ID, Account: c.Account, Maker: maker.ID, Side: c.Side,
		Price: maker.Price, Quantity: fill.Quantity, Remaining: open,
	})
	e.accounts.setOpen(maker.Account, c.Symbol, maker.ID, maker.Quantity)
	e.accounts.trade(c.Account, c.Symbol, c.Side == book.Buy, fill.Quantity)
	e.accounts.trade(maker.Account, c.Symbol, maker.Side == book.Buy, fill.Quantity)
}

// cancelled notes that nothing of an order is open any more.
func (e *Engine) cancelled(symbol string, o book.Order, reason string) {
	e.accounts.setOpen(o.Account, symbol, o.ID, 0)
	e.emit(Event{
		Type: Cancelled, Symbol: symbol, ID: o.ID, Account: o.Account, Side: o.Side,
		Price: o.Price, Quantity: o.Quantity, Reason: reason,
	})
}

// cancel removes a resting order or a stop order.
func (e *Engine) cancel(m *market, c Command) {
	if o, err := m.book.Cancel(c.ID); err == nil {
		e.cancelled(c.Symbol, o, OnRequest)
		return
	}
	if i := m.findStop(c.ID); i >= 0 {
		stop := m.removeStop(i)
		e.cancelled(c.Symbol, order(stop, stop.Quantity), OnRequest)
		return
	}
	e.reject(c, NotFound)
}

// replace gives a resting order another price and open quantity.
func (e *Engine) replace(m *market, c Command) {
	o, ok := m.book.Get(c.ID)
	switch {
	case !ok:
		e.reject(c, NotFound)
		return
	case c.Quantity <= 0 || c.Quantity > MaxQuantity:
		e.reject(c, BadQuantity)
		return
	case !m.validPrice(c.Price):
		e.reject(c, BadPrice)
		return
	case !e.accounts.allows(o.Account, c.Quantity-o.Quantity):
		e.reject(c, OverLimit)
		return
	}
	e.emit(Event{
		Type: Replaced, Symbol: c.Symbol, ID: c.ID, Account: o.Account, Side: o.Side,
		Price: c.Price, Quantity: c.Quantity, Remaining: c.Quantity,
	})
	if c.Price == o.Price && c.Quantity <= o.Quantity {
		if c.Quantity < o.Quantity {
			m.book.Reduce(c.ID, o.Quantity-c.Quantity)
		}
		e.accounts.setOpen(o.Account, c.Symbol, o.ID, c.Quantity)
		return
	}
	m.book.Cancel(c.ID)
	e.execute(m, Command{
		Symbol: c.Symbol, ID: c.ID, Account: o.Account, Side: o.Side,
		Kind: Limit, Time: Day, Price: c.Price, Quantity: c.Quantity,
	})
}

// runStops executes the stop orders that trades triggered, which may trigger others.
func (e *Engine) runStops(m *market) {
	for {
		i := m.nextTriggered()
		if i < 0 {
			return
		}
		stop := m.removeStop(i)
		e.emit(Event{
			Type: Triggered, Symbol: m.symbol, ID: stop.ID, Account: stop.Account, Side: stop.Side,
			Price: stop.Trigger, Quantity: stop.Quantity, Remaining: stop.Quantity,
		})
		e.execute(m, stop)
	}
}
