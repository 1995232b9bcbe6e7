package price_test

import (
	"errors"
	"testing"

	"example.org/orderbook/price"
)

func TestParse(t *testing.T) {
	cases := map[string]price.Price{
		"0": 0, "1": 10000, "12.5": 125000, "12.50": 125000, "0.0001": 1, "-0.0001": -1, "-3": -30000,
		"007.10": 71000, "9999999.9999": price.Max, "-0": 0, "1.15": 11500, "2.675": 26750, "1234567.8901": 12345678901,
	}
	for text, want := range cases {
		got, err := price.Parse(text)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"", "-", ".", "1.", ".5", "+1", "1.00001", "12345678", "1e3", " 1", "1 ", "1,5", "0x1", "--1"} {
		if _, err := price.Parse(text); !errors.Is(err, price.ErrSyntax) {
			t.Errorf("Parse(%q) = %v, want ErrSyntax", text, err)
		}
	}
}

func TestString(t *testing.T) {
	cases := map[price.Price]string{
		0: "0.00", 1: "0.0001", -1: "-0.0001", 10: "0.001", 100: "0.01", 125000: "12.50", 125010: "12.501",
		-71000: "-7.10", price.Max: "9999999.9999",
	}
	for p, want := range cases {
		if got := p.String(); got != want {
			t.Errorf("%d is %q, want %q", int64(p), got, want)
		}
		if got := string(p.Append([]byte("x"))); got != "x"+want {
			t.Errorf("%d is appended as %q, want %q", int64(p), got, "x"+want)
		}
	}
}

func TestTicks(t *testing.T) {
	p := price.MustParse("1.2345")
	if p.OnTick(100) || !p.OnTick(5) || p.OnTick(0) {
		t.Error("OnTick is wrong")
	}
	if down, err := p.Down(100); err != nil || down != 12300 {
		t.Errorf("Down = %d, %v", down, err)
	}
	if up, err := p.Up(100); err != nil || up != 12400 {
		t.Errorf("Up = %d, %v", up, err)
	}
	if _, err := p.Down(0); !errors.Is(err, price.ErrTick) {
		t.Errorf("Down(0): %v", err)
	}
	if got := price.Mid(-3, 0); got != -2 {
		t.Errorf("Mid(-3, 0) = %d", got)
	}
}

var texts = []string{"12.50", "0.0001", "1234567.8901", "99.9", "-17.125", "100", "3.1415", "42.00"}

func BenchmarkParse(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if _, err := price.Parse(texts[i%len(texts)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	var out []byte
	for i := 0; i < b.N; i++ {
		out = price.Price(i * 37 % 1_000_000).Append(out[:0])
	}
}
