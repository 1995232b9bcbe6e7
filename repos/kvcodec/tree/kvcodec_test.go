package kvcodec_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"testing"
	"time"

	"example.org/kvcodec"
	"example.org/kvcodec/record"
	"example.org/kvcodec/wire"
)

type colour uint8

type point struct {
	X, Y int
}

type user struct {
	Name    string           `kv:"name"`
	Email   *string          `kv:"email"`
	Tags    []string         `kv:"tags,omitempty"`
	Born    time.Time        `kv:"born"`
	Colours [2]colour        `kv:"colours"`
	Points  map[string]point `kv:"points,omitempty"`
	Friend  *user            `kv:"friend,omitempty"`
	Raw     []byte           `kv:"raw,omitempty"`
	Any     any              `kv:"any,omitempty"`
	Ratio   float32
	Secret  string `kv:"-"`
	hidden  int
}

func someone() user {
	email := "ada@example.org"
	return user{
		Name: "Ada", Email: &email, Tags: []string{"a", "b"}, Born: time.Unix(123, 456).UTC(), Colours: [2]colour{1, 200},
		Points: map[string]point{"p": {1, -2}, "o": {}}, Friend: &user{Name: "Bert", Born: time.Unix(0, 0).UTC()},
		Raw: []byte{1}, Any: []any{"x", int64(3)}, Ratio: 0.5,
	}
}

func TestRoundTrip(t *testing.T) {
	want := someone()
	data, err := kvcodec.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got user
	if err := kvcodec.Unmarshal(data, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestEncoding(t *testing.T) {
	v, err := kvcodec.Marshal(struct {
		B int `kv:"b"`
		A any `kv:"a"`
		C []int
		D map[string]uint8 `kv:",omitempty"`
	}{B: 1})
	if want := []byte{9, 3, 1, 'C', 0, 1, 'a', 0, 1, 'b', 3, 2}; err != nil || !bytes.Equal(v, want) {
		t.Errorf("the encoding is % x, %v", v, err)
	}
	for _, v := range []any{nil, (*int)(nil), []int(nil), map[string]int(nil)} {
		if data, err := kvcodec.Marshal(v); err != nil || !bytes.Equal(data, []byte{0}) {
			t.Errorf("%T is % x, %v", v, data, err)
		}
	}
}

func TestMarshalErrors(t *testing.T) {
	cases := []struct {
		value any
		want  error
		text  string
	}{
		{make(chan int), kvcodec.ErrType, "values of this type cannot be encoded: chan int"},
		{map[int]int{}, kvcodec.ErrType, "values of this type cannot be encoded: map[int]int"},
		{struct{ F []any }{[]any{1, func() {}}}, kvcodec.ErrType, `"F": [1]: values of this type cannot be encoded: func()`},
		{struct {
			A int `kv:"x"`
			B int `kv:"x"`
		}{}, kvcodec.ErrTag, ""},
		{struct {
			A int `kv:",omitzero"`
		}{}, kvcodec.ErrTag, ""},
	}
	for _, c := range cases {
		data, err := kvcodec.Marshal(c.value)
		if !errors.Is(err, c.want) || data != nil || c.text != "" && err.Error() != c.text {
			t.Errorf("%T: %v, %v", c.value, data, err)
		}
	}
	loop := &user{}
	loop.Friend = loop
	if _, err := kvcodec.Marshal(loop); !errors.Is(err, record.ErrDepth) {
		t.Errorf("a loop: %v", err)
	}
}

func TestUnmarshalFits(t *testing.T) {
	data, err := record.Encode(map[string]any{"X": uint64(7), "Y": -3, "Z": "unknown"})
	if err != nil {
		t.Fatal(err)
	}
	p := point{Y: 5}
	if err := kvcodec.Unmarshal(data, &p); err != nil || p != (point{7, -3}) {
		t.Errorf("got %v, %v", p, err)
	}
	cases := []struct {
		value  any
		target any
		text   string
	}{
		{300, new(uint8), "the value does not fit: int64 into uint8"},
		{uint64(1) << 63, new(int64), "the value does not fit: uint64 into int64"},
		{-1, new(uint), "the value does not fit: int64 into uint"},
		{1.5, new(int), "the value does not fit: float64 into int"},
		{1e300, new(float32), "the value does not fit: float64 into float32"},
		{map[string]any{"X": "x"}, new(point), `"X": the value does not fit: string into int`},
		{[]any{1, 2, 3}, new([2]int), "the value does not fit: 3 values into [2]int"},
		{[]any{1, nil, true}, new([]int), "[2]: the value does not fit: bool into int"},
		{[]byte{1}, new(string), "the value does not fit: []uint8 into string"},
	}
	for _, c := range cases {
		data, err := record.Encode(c.value)
		if err != nil {
			t.Fatal(err)
		}
		if err := kvcodec.Unmarshal(data, c.target); !errors.Is(err, kvcodec.ErrFit) || err.Error() != c.text {
			t.Errorf("%v: %v, want %s", c.value, err, c.text)
		}
	}
}

func TestUnmarshalErrors(t *testing.T) {
	for _, target := range []any{nil, 5, (*int)(nil), point{}} {
		if err := kvcodec.Unmarshal([]byte{0}, target); !errors.Is(err, kvcodec.ErrTarget) {
			t.Errorf("into %T: %v", target, err)
		}
	}
	p := point{X: 1}
	if err := kvcodec.Unmarshal([]byte{9, 2, 1, 'X', 3, 8, 1, 'Y'}, &p); !errors.Is(err, wire.ErrShort) || p.X != 1 {
		t.Errorf("wrong data: %v, %v", err, p)
	}
}

func TestStream(t *testing.T) {
	var stream bytes.Buffer
	encoder := kvcodec.NewEncoder(&stream)
	for i := 0; i < 3; i++ {
		if err := encoder.Encode(point{i, i}); err != nil {
			t.Fatal(err)
		}
		stream.WriteString("damage")
	}
	decoder := kvcodec.NewDecoder(stream.Bytes())
	for i := 0; i < 3; i++ {
		var p point
		if err := decoder.Decode(&p); err != nil || p.X != i {
			t.Errorf("decoded %v, %v", p, err)
		}
	}
	if err := decoder.Decode(new(point)); err != io.EOF || decoder.Skipped() != 18 {
		t.Errorf("at the end: %v, skipped %d", err, decoder.Skipped())
	}
}

func BenchmarkMarshal(b *testing.B) {
	u := someone()
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		u.Name = fmt.Sprint("name ", i)
		if _, err := kvcodec.Marshal(&u); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	data, err := kvcodec.Marshal(someone())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		var u user
		if err := kvcodec.Unmarshal(data, &u); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPoints(b *testing.B) {
	points := make([]point, 100)
	for i := range points {
		points[i] = point{i, -i * i}
	}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		data, err := kvcodec.Marshal(points)
		if err != nil {
			b.Fatal(err)
		}
		var back []point
		if err := kvcodec.Unmarshal(data, &back); err != nil || len(back) != len(points) {
			b.Fatal(len(back), err)
		}
	}
}
