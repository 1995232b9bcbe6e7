package price_test

import (
	"math/big"
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"example.org/orderbook/price"
)

var grammar = regexp.MustCompile(`\A-?[0-9]{1,7}(\.[0-9]{1,4})?\z`)

func TestHiddenParseAgreesWithFractions(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for i := 0; i < 20000; i++ {
		var text strings.Builder
		for n := random.Intn(14); n >= 0; n-- {
			text.WriteByte("0123456789012345678901234567890123456789.-+e _"[random.Intn(46)])
		}
		got, err := price.Parse(text.String())
		if (err == nil) != grammar.MatchString(text.String()) {
			t.Fatalf("Parse(%q): %v", text.String(), err)
		}
		if err != nil {
			continue
		}
		exact, _ := new(big.Rat).SetString(text.String())
		if exact.Mul(exact, big.NewRat(price.Scale, 1)); exact.Cmp(new(big.Rat).SetInt64(int64(got))) != 0 {
			t.Fatalf("Parse(%q) = %d", text.String(), got)
		}
	}
}

func TestHiddenParseRefusesOddities(t *testing.T) {
	for _, text := range []string{"1\n", "\n1", "1.0\x00", "１", "1.2.3", "1-", "00000000", "0.00000", "Inf", "NaN", "1_0", "-.5", "-", "−1"} {
		if p, err := price.Parse(text); err == nil {
			t.Errorf("Parse(%q) = %d", text, p)
		}
	}
}

func TestHiddenTextsRoundTrip(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	for i := 0; i < 20000; i++ {
		p := price.Price(random.Int63n(int64(2*price.Max)+1)) - price.Max
		if i%2 == 0 {
			p %= 100000
		}
		text := p.String()
		exact := new(big.Rat).SetFrac64(int64(p), price.Scale).FloatString(4)
		for i := 0; i < 2; i++ {
			exact = strings.TrimSuffix(exact, "0")
		}
		if back, err := price.Parse(text); err != nil || back != p || text != exact {
			t.Fatalf("%d is %q, want %q, and reads as %d, %v", int64(p), text, exact, int64(back), err)
		}
		prefix := make([]byte, 3, 64)
		copy(prefix, "abc")
		if got := string(p.Append(prefix)); got != "abc"+text || string(prefix) != "abc" {
			t.Fatalf("%d is appended as %q", int64(p), got)
		}
	}
}

func TestHiddenTicksOfBothSigns(t *testing.T) {
	for p := price.Price(-250); p <= 250; p++ {
		for _, tick := range []price.Price{1, 3, 25, 100, 1000} {
			down, _ := p.Down(tick)
			up, _ := p.Up(tick)
			if down > p || p-down >= tick || up < p || up-p >= tick || down%tick != 0 || up%tick != 0 {
				t.Fatalf("%d lies between %d and %d of %d", p, down, up, tick)
			}
			if p.OnTick(tick) != (up == down) || p.OnTick(-tick) {
				t.Fatalf("%d on %d: %v", p, tick, p.OnTick(tick))
			}
		}
		if mid := price.Mid(p, 7); 2*mid > p+7 || 2*mid < p+6 {
			t.Fatalf("Mid(%d, 7) = %d", p, mid)
		}
	}
}
