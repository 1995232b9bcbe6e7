package wire_test

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"example.org/kvcodec/wire"
)

func TestRoundTrip(t *testing.T) {
	var b wire.Buffer
	b.Uvarint(300)
	b.Varint(-5)
	b.Float(1.5)
	b.String("héllo")
	b.Block([]byte{1, 2})
	b.WriteByte(7)
	want := []byte{0xAC, 2, 9, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 6, 'h', 0xC3, 0xA9, 'l', 'l', 'o', 2, 1, 2, 7}
	if !bytes.Equal(b.Bytes(), want) {
		t.Fatalf("the bytes are % x", b.Bytes())
	}
	r := wire.NewReader(b.Bytes())
	u, err1 := r.Uvarint()
	v, err2 := r.Varint()
	f, err3 := r.Float()
	s, err4 := r.String()
	p, err5 := r.Block()
	c, err6 := r.Byte()
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		t.Fatal(err)
	}
	if u != 300 || v != -5 || f != 1.5 || s != "héllo" || !bytes.Equal(p, []byte{1, 2}) || c != 7 || r.Len() != 0 {
		t.Errorf("read %d, %d, %v, %q, %v, %d", u, v, f, s, p, c)
	}
	if _, err := r.Byte(); !errors.Is(err, wire.ErrShort) || err.Error() != "byte 22: the data end too early" {
		t.Errorf("reading on: %v", err)
	}
}

func TestNumbers(t *testing.T) {
	for _, v := range []uint64{0, 1, 127, 128, 16383, 16384, 1 << 32, math.MaxUint64} {
		var b wire.Buffer
		b.Uvarint(v)
		if b.Len() != wire.SizeUvarint(v) {
			t.Errorf("%d has %d bytes", v, b.Len())
		}
		if got, err := wire.NewReader(b.Bytes()).Uvarint(); err != nil || got != v {
			t.Errorf("read %d, %v, want %d", got, err, v)
		}
	}
}

func TestErrors(t *testing.T) {
	cases := map[string]error{
		"": wire.ErrShort, "\x80": wire.ErrShort, "\x80\x00": wire.ErrForm,
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02": wire.ErrOverflow,
	}
	for data, want := range cases {
		if _, err := wire.NewReader([]byte(data)).Uvarint(); !errors.Is(err, want) {
			t.Errorf("reading % x: %v, want %v", data, err, want)
		}
	}
	if _, err := wire.NewReader([]byte{5, 1}).String(); !errors.Is(err, wire.ErrShort) {
		t.Errorf("a string of 5 bytes: %v", err)
	}
}

func BenchmarkBuffer(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		var buffer wire.Buffer
		for j := 0; j < 200; j++ {
			buffer.String("some text")
			buffer.Varint(int64(i * j))
			buffer.Float(float64(j))
		}
	}
}

func BenchmarkReader(b *testing.B) {
	var buffer wire.Buffer
	for j := 0; j < 100; j++ {
		buffer.String("some text")
		buffer.Varint(int64(j * j * j))
		buffer.Float(float64(j))
	}
	data := buffer.Bytes()
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		r := wire.NewReader(data)
		for r.Len() > 0 {
			_, err1 := r.String()
			_, err2 := r.Varint()
			_, err3 := r.Float()
			if err1 != nil || err2 != nil || err3 != nil {
				b.Fatal(err1, err2, err3)
			}
		}
	}
}
