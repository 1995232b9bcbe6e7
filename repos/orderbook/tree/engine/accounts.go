package engine

import "fmt"

// accounts keeps what each account has open and what it traded.
type accounts struct {
	// open is the quantity of each open order, by account and by key of symbol and ID.
	open   map[string]map[string]int64
	limits map[string]int64
	// positions has a key of account and symbol.
	positions map[string]*Position
}

func newAccounts() *accounts {
	return &accounts{
		open:      make(map[string]map[string]int64),
		limits:    make(map[string]int64),
		positions: make(map[string]*Position),
	}
}

// pairKey returns a key for two names, whatever characters are in them.
func pairKey(a, b string) string { return fmt.Sprintf("%q/%q", a, b) }

// setOpen notes what is open of an order.
func (a *accounts) setOpen(account, symbol, id string, quantity int64) {
	orders, ok := a.open[account]
	if !ok {
		orders = make(map[string]int64)
		a.open[account] = orders
	}
	if quantity > 0 {
		orders[pairKey(symbol, id)] = quantity
		return
	}
	delete(orders, pairKey(symbol, id))
	if len(orders) == 0 {
		delete(a.open, account)
	}
}

// openQuantity returns the sum of what an account has open.
func (a *accounts) openQuantity(account string) int64 {
	var sum int64
	for _, quantity := range a.open[account] {
		sum += quantity
	}
	return sum
}

// allows tells whether an account may have so much more open.
func (a *accounts) allows(account string, more int64) bool {
	limit, ok := a.limits[account]
	return !ok || a.openQuantity(account)+more <= limit
}

// trade notes a trade.
func (a *accounts) trade(account, symbol string, bought bool, quantity int64) {
	key := pairKey(account, symbol)
	p, ok := a.positions[key]
	if !ok {
		p = new(Position)
		a.positions[key] = p
	}
	p.Trades++
	if bought {
		p.Bought += quantity
	} else {
		p.Sold += quantity
	}
}
