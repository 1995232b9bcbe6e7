package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"example.org/kvcodec/record"
	"example.org/kvcodec/wire"
)

func sample() map[string]any {
	return map[string]any{
		"name": "Ada", "age": int64(36), "id": uint64(1) << 63, "score": 2.5, "raw": []byte{0xAB, 1},
		"born": time.Unix(-4831228800, 5).UTC(), "none": nil, "on": true,
		"list": []any{int64(1), "two", []any{}, map[string]any{"deep": false}},
	}
}

func encoded(t testing.TB, v any) []byte {
	t.Helper()
	data, err := record.Encode(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRoundTrip(t *testing.T) {
	data := encoded(t, sample())
	got, err := record.Decode(data)
	if err != nil || !reflect.DeepEqual(got, any(sample())) {
		t.Errorf("decoded %v, %v", got, err)
	}
	if !bytes.Equal(encoded(t, got), data) {
		t.Error("equal values have different encodings")
	}
}

func TestEncoding(t *testing.T) {
	got := encoded(t, map[string]any{"b": -1, "a": []any{nil, uint32(200), float32(0)}})
	want := []byte{9, 2, 1, 'a', 8, 3, 0, 4, 0xC8, 1, 5, 0, 0, 0, 0, 0, 0, 0, 0, 1, 'b', 3, 1}
	if !bytes.Equal(got, want) {
		t.Errorf("the encoding is % x, want % x", got, want)
	}
	if _, err := record.Encode([]any{1, struct{}{}}); !errors.Is(err, record.ErrType) || err.Error() != "[1]: values of this type cannot be encoded: struct {}" {
		t.Errorf("a struct: %v", err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	cases := map[string]error{
		"": wire.ErrShort, "\x0b": record.ErrTag, "\x00\x00": record.ErrTrailing, "\x09\x02\x01b\x00\x01a\x00": record.ErrOrder,
		"\x09\x02\x01a\x00\x01a\x00": record.ErrOrder, "\x0a\x00\x80\x94\xeb\xdc\x03": record.ErrTime, "\x08\x02\x00": wire.ErrShort,
		"\x04\x81\x00": wire.ErrForm,
	}
	for data, want := range cases {
		if v, err := record.Decode([]byte(data)); !errors.Is(err, want) || v != nil {
			t.Errorf("decoding % x: %v, %v, want %v", data, v, err, want)
		}
	}
}

func TestDepth(t *testing.T) {
	var v any
	for i := 0; i < record.MaxDepth; i++ {
		v = []any{v}
	}
	data := encoded(t, v)
	if _, err := record.Decode(data); err != nil {
		t.Error(err)
	}
	if _, err := record.Encode([]any{v}); !errors.Is(err, record.ErrDepth) {
		t.Errorf("encoding: %v", err)
	}
	if _, err := record.Decode(append([]byte{8, 1}, data...)); !errors.Is(err, record.ErrDepth) {
		t.Errorf("decoding: %v", err)
	}
}

func TestLookup(t *testing.T) {
	data := encoded(t, sample())
	cases := map[string]any{"name": "Ada", "list.1": "two", "list.3.deep": false, "none": nil, "list.2": []any{}}
	for path, want := range cases {
		if got, ok, err := record.Lookup(data, path); err != nil || !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %v, %v, %v", path, got, ok, err)
		}
	}
	for _, path := range []string{"nobody", "list.4", "list.-1", "list.x", "name.0", "none.x"} {
		if got, ok, err := record.Lookup(data, path); err != nil || ok || got != nil {
			t.Errorf("%s is %v, %v, %v", path, got, ok, err)
		}
	}
}

func TestMerge(t *testing.T) {
	patch := map[string]any{"name": nil, "age": 37, "list": map[string]any{"x": nil, "y": 1}, "new": map[string]any{"z": nil}}
	got, err := record.Merge(encoded(t, sample()), encoded(t, patch))
	want := sample()
	delete(want, "name")
	want["age"], want["list"], want["new"] = 37, map[string]any{"y": 1}, map[string]any{}
	if err != nil || !bytes.Equal(got, encoded(t, want)) {
		t.Errorf("merged % x, %v", got, err)
	}
	if got, err := record.Merge(encoded(t, sample()), encoded(t, "text")); err != nil || !bytes.Equal(got, encoded(t, "text")) {
		t.Errorf("merged % x, %v", got, err)
	}
	if _, err := record.Merge([]byte{77}, nil); !errors.Is(err, record.ErrTag) || err.Error() != "value: byte 0: there is no such tag: 77" {
		t.Errorf("merging: %v", err)
	}
}

func TestText(t *testing.T) {
	want := `{"age":36,"born":"1816-11-27","id":9223372036854775808u,"list":[1,"two",[],{"deep":false}],"name":"Ada","none":nil,"on":true,"raw":x"ab01","score":2.5}`
	v := sample()
	v["born"] = "1816-11-27"
	if got := record.Text(v); got != want {
		t.Errorf("the text is %s", got)
	}
	if got := record.Text([]any{3.0, 1e300, time.Unix(1, 5).UTC()}); got != "[3.0,1e+300,1970-01-01T00:00:01.000000005Z]" {
		t.Errorf("the text is %s", got)
	}
}

func large() map[string]any {
	v := map[string]any{}
	for i := 0; i < 40; i++ {
		v[fmt.Sprint("field-", i)] = []any{int64(i), "text", map[string]any{"x": float64(i), "y": uint64(i)}}
	}
	return v
}

func BenchmarkEncode(b *testing.B) {
	v := large()
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		encoded(b, v)
	}
}

func BenchmarkDecode(b *testing.B) {
	data := encoded(b, large())
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, err := record.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	data := encoded(b, large())
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, ok, err := record.Lookup(data, "field-20.2.x"); err != nil || !ok {
			b.Fatal(ok, err)
		}
	}
}

func BenchmarkMerge(b *testing.B) {
	data, patch := encoded(b, large()), encoded(b, map[string]any{"field-3": nil, "field-7": "x", "other": 5})
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, err := record.Merge(data, patch); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	v := large()
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		record.Text(v)
	}
}
