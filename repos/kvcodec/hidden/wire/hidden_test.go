package wire_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"example.org/kvcodec/wire"
)

func TestHiddenNumbersAtTheirLimits(t *testing.T) {
	full := strings.Repeat("\xff", 9)
	cases := map[string]string{
		full + "\x01": "", full + "\x02": "more than 64 bits", full + "\xff": "more than 64 bits", full + "\x80": "more than 64 bits",
		full + "\xff\x01": "more than 64 bits", full: "too early", "\xff\x00": "shortest form", full + "\x00": "shortest form",
		strings.Repeat("\x80", 20): "more than 64 bits", "\x00": "", "\x80\x01": "", strings.Repeat("\x80", 9): "too early",
	}
	for data, want := range cases {
		r := wire.NewReader([]byte("xx" + data))
		r.Byte()
		r.Byte()
		v, err := r.Uvarint()
		if want == "" {
			var b wire.Buffer
			b.Uvarint(v)
			if err != nil || string(b.Bytes()) != data || r.Len() != 0 {
				t.Errorf("% x: %d, %v, %d left", data, v, err, r.Len())
			}
			continue
		}
		if err == nil || v != 0 || !strings.HasPrefix(err.Error(), "byte 2: ") || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("% x: %d, %v, want %s", data, v, err, want)
		}
	}
	for _, v := range []int64{0, -1, 1, 63, 64, -64, -65, math.MaxInt64, math.MinInt64} {
		var b wire.Buffer
		b.Varint(v)
		if got, err := wire.NewReader(b.Bytes()).Varint(); err != nil || got != v {
			t.Errorf("%d became %d, %v", v, got, err)
		}
	}
}

func TestHiddenFloatsKeepTheirBits(t *testing.T) {
	for _, bits := range []uint64{0, 1 << 63, 0x7FF0000000000001, 0xFFF8000000000123, 0x7FF0000000000000, 1} {
		var b wire.Buffer
		b.Float(math.Float64frombits(bits))
		if got, err := wire.NewReader(b.Bytes()).Float(); err != nil || math.Float64bits(got) != bits {
			t.Errorf("%#x became %#x, %v", bits, math.Float64bits(got), err)
		}
	}
	for n := 0; n < 8; n++ {
		if _, err := wire.NewReader(make([]byte, n)).Float(); err == nil || err.Error() != "byte 0: the data end too early" {
			t.Errorf("a float of %d bytes: %v", n, err)
		}
	}
}

func TestHiddenBytesBelongToTheCaller(t *testing.T) {
	var b wire.Buffer
	p := []byte("first")
	b.Block(p)
	p[0] = 'X'
	kept := b.Bytes()
	slice := b.Slice(1, 3)
	b.String("second")
	kept[1] = 'Y'
	if got := b.Bytes(); string(got) != "\x05first\x06second" || string(slice) != "fi" {
		t.Errorf("the buffer has %q, the slice %q", got, slice)
	}
	before := b.Bytes()
	b.Reset()
	b.String("third, and more than there was")
	if string(before) != "\x05first\x06second" || b.Len() != 31 {
		t.Errorf("the bytes became %q", before)
	}
	data := []byte("\x05first")
	block, err := wire.NewReader(data).Block()
	text, err2 := wire.NewReader(data).String()
	data[1] = 'Z'
	if err != nil || err2 != nil || string(block) != "first" || text != "first" || cap(block) > 64 {
		t.Errorf("read %q and %q, %v, %v", block, text, err, err2)
	}
	block = append(block, "more"...)
	if !bytes.Equal(data, []byte("\x05Zirst")) {
		t.Errorf("the data became %q", data)
	}
}

func TestHiddenCountsAreBounded(t *testing.T) {
	for data, want := range map[string]string{
		"\x03ab":                           "byte 0: the data end too early",
		"\xff\xff\xff\xff\xff\x7fab":       "byte 0: the data end too early",
		strings.Repeat("\xff", 9) + "\x01": "byte 0: the data end too early",
	} {
		if n, err := wire.NewReader([]byte(data)).Count(); err == nil || n != 0 || err.Error() != want {
			t.Errorf("% x: %d, %v", data, n, err)
		}
		if p, err := wire.NewReader([]byte(data)).Block(); err == nil || p != nil || err.Error() != want {
			t.Errorf("% x: %v, %v", data, p, err)
		}
	}
	r := wire.NewReader([]byte("\x00"))
	if p, err := r.Block(); err != nil || p == nil || len(p) != 0 || r.Offset() != 1 {
		t.Errorf("an empty block is %v, %v", p, err)
	}
}
