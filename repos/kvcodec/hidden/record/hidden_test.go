package record_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.org/kvcodec/record"
)

// anything returns a random value.
func anything(random *rand.Rand, depth int) any {
	n := random.Intn(12)
	if depth > 4 {
		n = random.Intn(9)
	}
	switch n {
	case 0:
		return nil
	case 1:
		return random.Intn(2) == 0
	case 2:
		return random.Int63() >> random.Intn(63) * int64(1-2*random.Intn(2))
	case 3:
		return random.Uint64() >> random.Intn(63)
	case 4:
		return math.Float64frombits(random.Uint64() &^ (1 << 62))
	case 5, 6:
		return strings.Repeat("é\xff\"", random.Intn(3)) + fmt.Sprint(random.Intn(50))
	case 7:
		p := make([]byte, random.Intn(5))
		random.Read(p)
		return p
	case 8:
		return time.Unix(random.Int63n(1<<40)-1<<39, random.Int63n(1_000_000_000)).UTC()
	case 9:
		list := make([]any, random.Intn(5))
		for i := range list {
			list[i] = anything(random, depth+1)
		}
		return list
	}
	m := map[string]any{}
	for n := random.Intn(6); n > 0; n-- {
		m[fmt.Sprint("k", random.Intn(8))] = anything(random, depth+1)
	}
	return m
}

func TestHiddenRandomValues(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for i := 0; i < 1500; i++ {
		v := anything(random, 0)
		data := encoded(t, v)
		back, err := record.Decode(data)
		if err != nil || !reflect.DeepEqual(back, v) {
			t.Fatalf("%s became %s, %v", record.Text(v), record.Text(back), err)
		}
		patch := anything(random, 0)
		want := encoded(t, record.MergeValues(v, patch))
		kept, patchData := bytes.Clone(data), encoded(t, patch)
		keptPatch := bytes.Clone(patchData)
		got, err := record.Merge(data, patchData)
		if err != nil || !bytes.Equal(got, want) || !bytes.Equal(data, kept) || !bytes.Equal(patchData, keptPatch) {
			t.Fatalf("%s and %s became % x, %v, want % x", record.Text(v), record.Text(patch), got, err, want)
		}
		for j := range got {
			got[j] ^= 0xFF
		}
		if !bytes.Equal(data, kept) || !bytes.Equal(patchData, keptPatch) {
			t.Fatal("a merged record shares bytes with its parts")
		}
	}
}

func TestHiddenWrongEncodingsAreAlwaysRefused(t *testing.T) {
	random := rand.New(rand.NewSource(2))
	refused := 0
	for i := 0; i < 4000; i++ {
		data := encoded(t, anything(random, 0))
		place := random.Intn(len(data))
		switch random.Intn(3) {
		case 0:
			data = data[:place]
		case 1:
			data[place] = byte(random.Intn(256))
		case 2:
			data = append(data, data[place])
		}
		v, err := record.Decode(data)
		part, ok, lookupErr := record.Lookup(data, "")
		other, otherOk, otherErr := record.Lookup(data, "k1.0.nothing.at.all")
		_, mergeErr := record.Merge(data, []byte{0})
		_, patchErr := record.Merge([]byte{0}, data)
		if err == nil {
			back := encoded(t, v)
			if !bytes.Equal(back, data) || !ok || lookupErr != nil || otherErr != nil || mergeErr != nil || patchErr != nil {
				t.Fatalf("% x became % x, %v, %v, %v", data, back, lookupErr, mergeErr, patchErr)
			}
			continue
		}
		refused++
		text := err.Error()
		if v != nil || part != nil || ok || other != nil || otherOk {
			t.Fatalf("% x: %v, %v, %v with an error", data, v, part, other)
		}
		if lookupErr == nil || lookupErr.Error() != text || otherErr == nil || otherErr.Error() != text {
			t.Fatalf("% x: %v, but looking up %v, %v", data, err, lookupErr, otherErr)
		}
		if mergeErr == nil || mergeErr.Error() != "value: "+text || patchErr == nil || patchErr.Error() != "patch: "+text {
			t.Fatalf("% x: %v, but merging %v, %v", data, err, mergeErr, patchErr)
		}
	}
	if refused < 1000 {
		t.Errorf("only %d were refused", refused)
	}
}

func TestHiddenErrorsNameTheirPlace(t *testing.T) {
	cases := map[string]string{
		"\x09\x02\x01a\x00\x01a\x00":            "byte 5: the keys of a map do not ascend",
		"\x09\x02\x00\x00\x00\x00":              "byte 4: the keys of a map do not ascend",
		"\x09\x02\x01b\x00\x01a\x00":            "byte 5: the keys of a map do not ascend",
		"\x08\x01\x0b":                          "byte 2: there is no such tag: 11",
		"\x0a\x02\x80\x94\xeb\xdc\x03":          "byte 2: a second has less nanoseconds",
		"\x03":                                  "byte 1: the data end too early",
		"\x05\x01\x02":                          "byte 1: the data end too early",
		"\x06\x05ab":                            "byte 1: the data end too early",
		"\x00\x01":                              "byte 1: there are bytes after the value",
		"\x09\x05\x01a\x00":                     "byte 1: the data end too early",
		"\x09\x03\x01a\x00":                     "byte 5: the data end too early",
		strings.Repeat("\x08\x01", 65) + "\x00": "byte 128: more than 64 lists and maps lie within each other",
	}
	for data, want := range cases {
		if _, err := record.Decode([]byte(data)); err == nil || err.Error() != want {
			t.Errorf("% x: %v, want %s", data, err, want)
		}
		if _, _, err := record.Lookup([]byte(data), "a"); err == nil || err.Error() != want {
			t.Errorf("looking up in % x: %v, want %s", data, err, want)
		}
		if _, err := record.Merge([]byte{0}, []byte(data)); err == nil || err.Error() != "patch: "+want {
			t.Errorf("merging % x: %v, want %s", data, err, want)
		}
	}
}

func TestHiddenValuesDoNotShareBytes(t *testing.T) {
	data := encoded(t, map[string]any{"b": []byte("bytes"), "s": "string"})
	v, err := record.Decode(data)
	part, _, err2 := record.Lookup(data, "b")
	text, _, err3 := record.Lookup(data, "s")
	if err != nil || err2 != nil || err3 != nil {
		t.Fatal(err, err2, err3)
	}
	for i := range data {
		data[i] = '#'
	}
	if got := record.Text(v); got != `{"b":x"6279746573","s":"string"}` || string(part.([]byte)) != "bytes" || text != "string" {
		t.Errorf("the values became %s, %v, %v", got, part, text)
	}
	p := []byte("bytes")
	first := encoded(t, []any{p, "x"})
	kept := bytes.Clone(first)
	p[0] = '#'
	encoded(t, []any{"another one that is longer", p})
	if !bytes.Equal(first, kept) {
		t.Errorf("the encoding became % x", first)
	}
}

func TestHiddenManyEntries(t *testing.T) {
	v, patch := map[string]any{}, map[string]any{}
	for i := 0; i < 20000; i++ {
		v[fmt.Sprint("key", i)] = i
		if i%2 == 0 {
			patch[fmt.Sprint("key", i*3)] = nil
		}
	}
	for n := 0; n <= 300; n++ {
		patch[fmt.Sprint("new", n)] = map[string]any{"a": nil, "b": n}
	}
	got, err := record.Merge(encoded(t, v), encoded(t, patch))
	if want := encoded(t, record.MergeValues(v, patch)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, %v, want %d", len(got), err, len(want))
	}
	for _, n := range []int{126, 127, 128, 129} {
		patch := map[string]any{}
		for i := 0; i < n; i++ {
			patch[fmt.Sprint(i)] = i
		}
		got, err := record.Merge([]byte{0}, encoded(t, patch))
		if err != nil || !bytes.Equal(got, encoded(t, patch)) {
			t.Errorf("%d entries became %d bytes, %v", n, len(got), err)
		}
	}
}

func TestHiddenPaths(t *testing.T) {
	data := encoded(t, map[string]any{
		"": map[string]any{"": "empty"}, "a": []any{"zero", "one", map[string]any{"0": "inner"}}, "a.b": 1, "é": nil, "z": "",
	})
	v, _ := record.Decode(data)
	for path, want := range map[string]string{
		".": `"empty"`, "a.0": `"zero"`, "a.+1": `"one"`, "a.-0": `"zero"`, "a.00": `"zero"`, "a.2.0": `"inner"`, "é": "nil", "z": `""`,
	} {
		got, ok, err := record.Lookup(data, path)
		again, okAgain := record.Get(v, path)
		if err != nil || !ok || record.Text(got) != want || !okAgain || record.Text(again) != want {
			t.Errorf("%q is %v, %v, %v, want %s", path, got, ok, err, want)
		}
	}
	for _, path := range []string{"a.b", "..", "a.", "a.0x1", "a.3", "a.99999999999999999999", "é.x", "z.", "a.2.0.0", "b", "zz", "a.1_0"} {
		got, ok, err := record.Lookup(data, path)
		again, okAgain := record.Get(v, path)
		if err != nil || ok || got != nil || okAgain || again != nil {
			t.Errorf("%q is %v, %v, %v", path, got, ok, err)
		}
	}
}

func TestHiddenTexts(t *testing.T) {
	cases := map[string]any{
		"NaN": math.NaN(), "-Inf": math.Inf(-1), "-0.0": math.Copysign(0, -1), "1e+21": 1e21, "100000.0": 100000.0, "7": 7, "[]": []any(nil),
		"{}": map[string]any(nil), `x""`: []byte(nil), `"\xff\u2028"`: "\xff\u2028", "0u": uint64(0), "-9223372036854775808": int64(math.MinInt64),
		"0001-01-01T00:00:00Z": time.Time{}, "[nil,[nil]]": []any{nil, []any{nil}}, "true": true, "3s": 3 * time.Second, "[1 2]": []int{1, 2},
	}
	for want, v := range cases {
		if got := record.Text(v); got != want {
			t.Errorf("the text of %#v is %s, want %s", v, got, want)
		}
	}
}

func TestHiddenMergeValuesChangesNothing(t *testing.T) {
	v := map[string]any{"a": map[string]any{"x": 1}, "b": 2}
	patch := map[string]any{"a": map[string]any{"x": nil, "y": 3}, "b": nil}
	got := record.MergeValues(v, patch)
	if record.Text(v) != `{"a":{"x":1},"b":2}` || record.Text(patch) != `{"a":{"x":nil,"y":3},"b":nil}` || record.Text(got) != `{"a":{"y":3}}` {
		t.Errorf("%s and %s became %s", record.Text(v), record.Text(patch), record.Text(got))
	}
}
