package engine_test

import (
	"fmt"
	"math/rand"
	"reflect"
	"sync"
	"testing"

	"example.org/orderbook/book"
	"example.org/orderbook/engine"
	"example.org/orderbook/price"
)

func TestHiddenConcurrentUse(t *testing.T) {
	e := engine.New()
	symbols := []string{"A", "B", "C"}
	for _, s := range symbols {
		if err := e.List(s, 1); err != nil {
			t.Fatal(err)
		}
	}
	var wait sync.WaitGroup
	all := make([][]engine.Event, 8)
	for worker := range all {
		wait.Add(1)
		go func(worker int) {
			defer wait.Done()
			random := rand.New(rand.NewSource(int64(worker)))
			account := fmt.Sprint("w", worker)
			e.SetLimit(account, 5000)
			for i := 0; i < 300; i++ {
				symbol := symbols[random.Intn(len(symbols))]
				all[worker] = append(all[worker], e.Apply(engine.Command{
					Symbol: symbol, ID: fmt.Sprint(worker, "-", i), Account: account,
					Side: book.Side(random.Intn(2)), Price: price.Price(100 + random.Intn(20)), Quantity: int64(1 + random.Intn(30)),
				})...)
				e.Depth(symbol, 3)
				e.Last(symbol)
				e.Open(account)
				e.Position(account, symbol)
				e.Symbols()
			}
		}(worker)
	}
	wait.Wait()
	seen := map[uint64]bool{}
	var bought, sold, traded int64
	for worker, events := range all {
		last := uint64(0)
		for _, event := range events {
			if seen[event.Seq] || event.Seq <= last {
				t.Fatalf("event %d comes twice or late", event.Seq)
			}
			seen[event.Seq], last = true, event.Seq
			if event.Type == engine.Traded {
				traded += event.Quantity
			}
		}
		for _, s := range symbols {
			p := e.Position(fmt.Sprint("w", worker), s)
			bought += p.Bought
			sold += p.Sold
		}
	}
	if bought != traded || sold != traded || traded == 0 {
		t.Errorf("%d bought, %d sold, %d traded", bought, sold, traded)
	}
	var open, resting int64
	for worker := range all {
		open += e.Open(fmt.Sprint("w", worker))
	}
	for _, s := range symbols {
		bids, asks, _ := e.Depth(s, 1000)
		for _, l := range append(bids, asks...) {
			resting += l.Quantity
		}
	}
	if open != resting {
		t.Errorf("accounts have %d open, %d rest", open, resting)
	}
}

func TestHiddenEventsBelongToTheCaller(t *testing.T) {
	e := newEngine(t)
	e.Apply(limit("m", "a", book.Sell, 1000, 100))
	first := e.Apply(limit("t1", "b", book.Buy, 1000, 10))
	kept := append([]engine.Event(nil), first...)
	second := e.Apply(limit("t2", "b", book.Buy, 1000, 10))
	if !reflect.DeepEqual(first, kept) {
		t.Errorf("events became %v, were %v", first, kept)
	}
	first = append(first, engine.Event{ID: "mine"})
	second[0].ID = "changed"
	third := e.Apply(limit("t3", "b", book.Buy, 1000, 10))
	if first[len(first)-1].ID != "mine" || len(third) != 2 || third[0].ID != "t3" {
		t.Errorf("events are shared: %v, %v", first, third)
	}
}

func TestHiddenNamesMayHoldAnything(t *testing.T) {
	e := engine.New()
	for _, s := range []string{"", "a", "a/b", "a\"/\"b", "\xff"} {
		if err := e.List(s, 1); err != nil {
			t.Fatal(err)
		}
	}
	put := func(symbol, id, account string, quantity int64) {
		t.Helper()
		events := e.Apply(engine.Command{Symbol: symbol, ID: id, Account: account, Price: 5, Quantity: quantity})
		if events[0].Type != engine.Accepted {
			t.Fatalf("%q, %q: %v", symbol, id, events)
		}
	}
	put("a", "b/c", "x", 1)
	put("a/b", "c", "x", 2)
	put("a", `b"/"c`, "x", 4)
	put("", "a", "x", 8)
	put("\xff", "a", "", 16)
	if e.Open("x") != 15 || e.Open("") != 16 || e.Open("y") != 0 {
		t.Errorf("open are %d and %d", e.Open("x"), e.Open(""))
	}
	e.Apply(engine.Command{Op: engine.OpCancel, Symbol: "a/b", ID: "c"})
	if e.Open("x") != 13 {
		t.Errorf("open are %d", e.Open("x"))
	}
	e.Apply(engine.Command{Symbol: "a", ID: "s", Account: "x/a", Side: book.Sell, Price: 5, Quantity: 3})
	if p := e.Position("x", "a/a"); p != (engine.Position{}) {
		t.Errorf("position is %+v", p)
	}
	if p := e.Position("x/a", "a"); p.Sold != 3 || p.Trades != 2 {
		t.Errorf("position is %+v", p)
	}
}

func TestHiddenStopsOfOneTriggerKeepTheirOrder(t *testing.T) {
	e := newEngine(t)
	for i := 0; i < 12; i++ {
		e.Apply(limit(fmt.Sprint("m", i), "m", book.Buy, price.Price(1000-100*(i/4)), 1))
	}
	for i := 0; i < 8; i++ {
		stop := limit(fmt.Sprint("s", i), "s", book.Sell, 0, 1)
		stop.Kind, stop.Trigger = engine.Stop, price.Price(1000-100*(i%3))
		e.Apply(stop)
	}
	e.Apply(engine.Command{Op: engine.OpCancel, Symbol: "ACME", ID: "s3"})
	var order []string
	for _, event := range e.Apply(limit("t", "t", book.Sell, 1000, 4)) {
		if event.Type == engine.Triggered {
			order = append(order, event.ID)
		}
	}
	if want := "[s0 s1 s4 s6 s7 s2 s5]"; fmt.Sprint(order) != want {
		t.Errorf("triggered %v, want %s", order, want)
	}
	if e.Open("s") != 0 {
		t.Errorf("%d are open", e.Open("s"))
	}
}

func TestHiddenStopsOfManyTriggers(t *testing.T) {
	for seed := int64(0); seed < 20; seed++ {
		random := rand.New(rand.NewSource(seed))
		e := newEngine(t)
		waiting := map[string]engine.Command{}
		for i := 0; i < 400; i++ {
			c := limit(fmt.Sprint("o", i), fmt.Sprint("a", i), book.Side(random.Intn(2)), price.Price(100*(90+random.Intn(20))), int64(1+random.Intn(5)))
			switch random.Intn(3) {
			case 0:
				c.Kind, c.Trigger = engine.StopLimit, price.Price(100*(90+random.Intn(20)))
				waiting[c.ID] = c
			case 1:
				c = engine.Command{Op: engine.OpCancel, Symbol: "ACME", ID: fmt.Sprint("o", random.Intn(i+1))}
			}
			for _, event := range e.Apply(c) {
				switch event.Type {
				case engine.Triggered, engine.Cancelled:
					delete(waiting, event.ID)
				}
			}
			last, traded := e.Last("ACME")
			for id, c := range waiting {
				if traded && (c.Side == book.Buy && last >= c.Trigger || c.Side == book.Sell && last <= c.Trigger) {
					t.Fatalf("seed %d, step %d: %s waits for %v at %v", seed, i, id, c.Trigger, last)
				}
			}
		}
	}
}

func TestHiddenStopsCountAsOpen(t *testing.T) {
	e := newEngine(t)
	e.SetLimit("a", 10)
	stop := limit("s", "a", book.Buy, 1200, 8)
	stop.Kind, stop.Trigger = engine.StopLimit, 1100
	expect(t, e.Apply(stop), "0:s:8")
	expect(t, e.Apply(limit("s", "a", book.Buy, 1000, 1)), "1:s:1:duplicate id")
	expect(t, e.Apply(limit("x", "a", book.Buy, 1000, 3)), "1:x:3:over limit")
	expect(t, e.Apply(engine.Command{Op: engine.OpReplace, Symbol: "ACME", ID: "s", Price: 1000, Quantity: 1}), "1:s:1:not found")
	e.Apply(limit("m", "b", book.Sell, 1100, 5))
	expect(t, e.Apply(limit("t", "c", book.Buy, 1100, 1)), "0:t:1", "2:t:1", "5:s:8", "2:s:4")
	if e.Open("a") != 4 {
		t.Errorf("%d are open", e.Open("a"))
	}
	expect(t, e.Apply(engine.Command{Op: engine.OpCancel, Symbol: "ACME", ID: "s"}), "3:s:4:on request")
	expect(t, e.Apply(stop), "0:s:8", "5:s:8")
}

func TestHiddenReplacements(t *testing.T) {
	e := newEngine(t)
	replace := func(id string, p price.Price, quantity int64) []engine.Event {
		return e.Apply(engine.Command{Op: engine.OpReplace, Symbol: "ACME", ID: id, Price: p, Quantity: quantity})
	}
	e.SetLimit("a", 20)
	e.Apply(limit("1", "a", book.Buy, 1000, 10))
	e.Apply(limit("2", "b", book.Buy, 1000, 10))
	expect(t, replace("1", 1000, 21), "1:1:21:over limit")
	expect(t, replace("1", 1000, 10), "4:1:10")
	expect(t, replace("1", 1050, 10), "1:1:10:bad price")
	expect(t, replace("1", 1000, -1), "1:1:-1:bad quantity")
	expect(t, e.Apply(limit("t", "c", book.Sell, 1000, 1)), "0:t:1", "2:t:1")
	expect(t, replace("1", 1000, 12), "4:1:12")
	got := e.Apply(limit("u", "c", book.Sell, 1000, 11))
	expect(t, got, "0:u:11", "2:u:10", "2:u:1")
	if got[1].Maker != "2" || got[2].Maker != "1" || got[1].Remaining != 1 {
		t.Errorf("trades are %v", got)
	}
	e.Apply(limit("3", "a", book.Sell, 1100, 2))
	expect(t, replace("1", 1100, 5), "4:1:5", "3:3:2:own order")
	e.SetLimit("a", 1)
	expect(t, replace("1", 1100, 4), "1:1:4:over limit")
	if e.Open("a") != 5 {
		t.Errorf("%d are open", e.Open("a"))
	}
}

func TestHiddenBadOrders(t *testing.T) {
	e := newEngine(t)
	good := limit("x", "a", book.Buy, 1000, 1)
	cases := map[string]func(*engine.Command){
		engine.BadOrder: func(c *engine.Command) { c.ID = "" }, engine.BadQuantity: func(c *engine.Command) { c.Quantity = engine.MaxQuantity + 1 },
		engine.BadPrice: func(c *engine.Command) { c.Price = price.Max + 1 },
	}
	for want, change := range cases {
		c := good
		change(&c)
		if got := e.Apply(c); len(got) != 1 || got[0].Type != engine.Rejected || got[0].Reason != want {
			t.Errorf("events are %v, want %s", got, want)
		}
	}
	for _, change := range []func(*engine.Command){
		func(c *engine.Command) { c.Side = 2 }, func(c *engine.Command) { c.Kind = 9 },
		func(c *engine.Command) { c.Time = 3 }, func(c *engine.Command) { c.Op = 7 },
	} {
		c := good
		change(&c)
		if got := e.Apply(c); len(got) != 1 || got[0].Reason != engine.BadOrder {
			t.Errorf("events are %v", got)
		}
	}
	if _, _, ok := e.Depth("NONE", 1); ok {
		t.Error("there is a depth of nothing")
	}
	if _, ok := e.Last("ACME"); ok {
		t.Error("there is a last price before a trade")
	}
}
