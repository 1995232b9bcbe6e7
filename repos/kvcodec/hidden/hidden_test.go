package kvcodec_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/kvcodec"
	"example.org/kvcodec/record"
)

type name string

type tree struct {
	Value    int             `kv:"v"`
	Children []tree          `kv:"c,omitempty"`
	Named    map[name]*tree  `kv:"n,omitempty"`
	Any      any             `kv:"a,omitempty"`
	When     *time.Time      `kv:"w,omitempty"`
	Raw      []colour        `kv:"r,omitempty"`
	Array    [0]int          `kv:"z,omitempty"`
	Point    point           `kv:"p,omitempty"`
	Time     time.Time       `kv:"t,omitempty"`
	Bools    map[string]bool `kv:"b,omitempty"`
}

func grown(depth int) tree {
	when := time.Unix(int64(depth), 9).UTC()
	t := tree{Value: depth, When: &when, Raw: []colour{1, 2}, Bools: map[string]bool{"yes": true, "no": false}}
	if depth > 0 {
		child := grown(depth - 1)
		t.Children = []tree{child, {Value: -1}}
		t.Named = map[name]*tree{"x": &child, "nil": nil}
		t.Any = map[string]any{"list": []any{uint64(1), "s", nil}}
	}
	return t
}

func TestHiddenConcurrentUse(t *testing.T) {
	var wait sync.WaitGroup
	for worker := 0; worker < 8; worker++ {
		wait.Add(1)
		go func(worker int) {
			defer wait.Done()
			for i := 0; i < 40; i++ {
				want := grown(i % 4)
				want.Value = worker
				data, err := kvcodec.Marshal(&want)
				if err != nil {
					t.Error(err)
					return
				}
				var got tree
				if err := kvcodec.Unmarshal(data, &got); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("got %+v, %v", got, err)
					return
				}
				u := someone()
				u.Name = fmt.Sprint(worker, i)
				data, err = kvcodec.Marshal(u)
				if err != nil || !bytes.Contains(data, []byte(u.Name)) {
					t.Errorf("% x, %v", data, err)
				}
			}
		}(worker)
	}
	wait.Wait()
}

func TestHiddenBytesAreNotShared(t *testing.T) {
	type holder struct {
		B []byte
		S string
		M map[string]string
		A any
	}
	want := holder{B: []byte("bytes"), S: "string", M: map[string]string{"k": "v"}, A: []byte("any")}
	data, err := kvcodec.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	other, err := kvcodec.Marshal(holder{B: bytes.Repeat([]byte("#"), 100)})
	if err != nil || bytes.Contains(data, []byte("#")) {
		t.Fatalf("an encoding changed: %q, %v", data, err)
	}
	old := []byte("oldest")
	got := holder{B: old}
	if err := kvcodec.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	for i := range data {
		data[i] = '#'
	}
	for i := range other {
		other[i] = '#'
	}
	want.B[0] = 'B'
	if string(got.B) != "bytes" || got.S != "string" || got.M["k"] != "v" || string(got.A.([]byte)) != "any" || string(old) != "oldest" {
		t.Errorf("the value became %+v, the old bytes %q", got, old)
	}
}

func TestHiddenContainersAreNew(t *testing.T) {
	slice, m, p := []int{7, 8, 9}, map[string]int{"old": 1}, &point{1, 2}
	target := struct {
		S []int
		M map[string]int
		P *point
		Q point
	}{slice, m, p, point{3, 4}}
	data, err := record.Encode(map[string]any{
		"S": []any{1}, "M": map[string]any{"new": 2}, "P": map[string]any{"X": 5}, "Q": map[string]any{"X": 5},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := kvcodec.Unmarshal(data, &target); err != nil {
		t.Fatal(err)
	}
	if slice[0] != 7 || len(m) != 1 || *p != (point{1, 2}) {
		t.Errorf("old containers became %v, %v, %v", slice, m, p)
	}
	if len(target.S) != 1 || len(target.M) != 1 || *target.P != (point{5, 0}) || target.Q != (point{5, 4}) {
		t.Errorf("the target is %+v", target)
	}
	data, _ = record.Encode(map[string]any{"S": []any{}, "M": map[string]any{}, "P": nil, "Q": nil})
	if err := kvcodec.Unmarshal(data, &target); err != nil || target.S == nil || target.M == nil || target.P != nil || target.Q != (point{}) {
		t.Errorf("the target is %+v, %v", target, err)
	}
}

func TestHiddenWrongDataChangeNothing(t *testing.T) {
	data, err := kvcodec.Marshal(someone())
	if err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut < len(data); cut++ {
		var u user
		if err := kvcodec.Unmarshal(data[:cut], &u); err == nil || !reflect.DeepEqual(u, user{}) {
			t.Fatalf("%d bytes: %v, %+v", cut, err, u)
		}
	}
	u := user{Name: "old"}
	wrong := append(bytes.Clone(data), 0)
	if err := kvcodec.Unmarshal(wrong, &u); !errors.Is(err, record.ErrTrailing) || u.Name != "old" {
		t.Errorf("a byte too many: %v, %+v", err, u)
	}
	var number int
	if err := kvcodec.Unmarshal([]byte{8, 2, 6, 1, 'x', 0x0b}, &number); !errors.Is(err, record.ErrTag) {
		t.Errorf("wrong data that do not fit either: %v", err)
	}
}

func TestHiddenMisfits(t *testing.T) {
	when := time.Unix(1, 2).UTC()
	cases := []struct {
		value  any
		target any
		text   string
	}{
		{true, new(int), "bool into int"}, {when, new(string), "time.Time into string"}, {"x", new(time.Time), "string into time.Time"},
		{map[string]any{}, new(time.Time), "map[string]interface {} into time.Time"}, {[]any{}, new(map[string]int), "[]interface {} into map[string]int"},
		{map[string]any{}, new([]int), "map[string]interface {} into []int"}, {map[string]any{}, new(map[int]int), "map[string]interface {} into map[int]int"},
		{1, new(fmt.Stringer), "int64 into fmt.Stringer"}, {1, new(chan int), "int64 into chan int"}, {1, new(float64), "int64 into float64"},
		{[]byte("x"), new([]int), "[]uint8 into []int"}, {uint64(128), new(int8), "uint64 into int8"}, {-129, new(int8), "int64 into int8"},
		{[]byte("xy"), new([2]byte), "[]uint8 into [2]uint8"}, {"x", new(bool), "string into bool"}, {1.0, new(name), "float64 into kvcodec_test.name"},
	}
	for _, c := range cases {
		data, err := record.Encode(c.value)
		if err != nil {
			t.Fatal(err)
		}
		if err := kvcodec.Unmarshal(data, c.target); err == nil || err.Error() != "the value does not fit: "+c.text || !errors.Is(err, kvcodec.ErrFit) {
			t.Errorf("%v: %v, want %s", c.value, err, c.text)
		}
	}
	data, _ := record.Encode(map[string]any{"c": []any{map[string]any{"v": 1}, map[string]any{"n": map[string]any{"k": map[string]any{"v": "x"}}}}})
	err := kvcodec.Unmarshal(data, new(tree))
	if err == nil || err.Error() != `"c": [1]: "n": "k": "v": the value does not fit: string into int` {
		t.Errorf("the error is %v", err)
	}
}

func TestHiddenFits(t *testing.T) {
	cases := []struct{ value, target, want any }{
		{uint64(5), new(int8), int8(5)}, {5, new(uint64), uint64(5)}, {[]any{1, uint64(2)}, new([]colour), []colour{1, 2}},
		{[]byte{3, 4}, new([]colour), []colour{3, 4}}, {math.Inf(1), new(float32), float32(math.Inf(1))}, {nil, new(int), 0},
		{map[string]any{"a": nil}, new(map[name]string), map[name]string{"a": ""}}, {"x", new(name), name("x")},
		{map[string]any{"a": nil, "b": "x"}, new(map[string]string), map[string]string{"a": "", "b": "x"}},
		{[]any{nil, 1}, new([2]any), [2]any{nil, int64(1)}}, {map[string]any{"": 1}, new(any), any(map[string]any{"": int64(1)})},
	}
	for _, c := range cases {
		data, err := record.Encode(c.value)
		if err != nil {
			t.Fatal(err)
		}
		err = kvcodec.Unmarshal(data, c.target)
		if got := reflect.ValueOf(c.target).Elem().Interface(); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v became %#v, %v", c.value, got, err)
		}
	}
	data, _ := record.Encode(map[string]any{"a": map[string]any{"X": 1}, "b": map[string]any{"Y": 2}, "c": nil, "d": map[string]any{}})
	var points map[string]point
	want := map[string]point{"a": {1, 0}, "b": {0, 2}, "c": {}, "d": {}}
	if err := kvcodec.Unmarshal(data, &points); err != nil || !reflect.DeepEqual(points, want) {
		t.Errorf("entries of a map are %v, %v", points, err)
	}
	var deep ***int
	if err := kvcodec.Unmarshal([]byte{3, 4}, &deep); err != nil || ***deep != 2 {
		t.Errorf("a pointer of pointers: %v", err)
	}
}

func TestHiddenTagsAndEmbedding(t *testing.T) {
	type inner struct{ Hidden int }
	type Outer struct{ Shown int }
	type wide struct {
		inner
		Outer
		B  int `kv:"a"`
		A  int `kv:",omitempty"`
		C  int `json:"x"`
		D  any `kv:"d,omitempty,omitempty"`
		E  int `kv:"-,"`
		é  int
		É  float32
		F  [2]bool `kv:"f,omitempty"`
		Z  *bool   `kv:"\x00"`
		ZZ func()  `kv:"-"`
	}
	data, err := kvcodec.Marshal(wide{B: 1, é: 3, inner: inner{4}})
	if err != nil {
		t.Fatal(err)
	}
	v, err := record.Decode(data)
	want := `{"\x00":nil,"C":0,"Outer":{"Shown":0},"a":1,"f":[false,false],"É":0.0}`
	if err != nil || record.Text(v) != want {
		t.Errorf("the record is %s, %v", record.Text(v), err)
	}
	type twice struct {
		A int `kv:"B"`
		B int
	}
	_, err = kvcodec.Marshal([]twice{{}})
	err2 := kvcodec.Unmarshal([]byte{9, 0}, new(twice))
	want = `wrong kv tag: kvcodec_test.twice has two fields "B"`
	if err == nil || err2 == nil || err.Error() != "[0]: "+want || err2.Error() != want {
		t.Errorf("errors are %v and %v", err, err2)
	}
	if err := kvcodec.Unmarshal([]byte{0}, new(twice)); err != nil {
		t.Errorf("nil into a wrong struct: %v", err)
	}
	if data, err := kvcodec.Marshal([]twice{}); err != nil || !bytes.Equal(data, []byte{8, 0}) {
		t.Errorf("no wrong struct: % x, %v", data, err)
	}
}

func TestHiddenDepth(t *testing.T) {
	nest := func(n int) any {
		v := any(1)
		for i := 0; i < n; i++ {
			v = []any{v}
		}
		return v
	}
	data, err := kvcodec.Marshal(nest(64))
	if err != nil {
		t.Fatal(err)
	}
	var back any
	if err := kvcodec.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back, any(nestInt(64))) {
		t.Errorf("64 lists: %v", err)
	}
	_, err = kvcodec.Marshal(nest(65))
	if want := strings.Repeat("[0]: ", 64) + "more than 64 lists and maps lie within each other"; err == nil || err.Error() != want {
		t.Errorf("65 lists: %v", err)
	}
	if err := kvcodec.Unmarshal(append([]byte{8, 1}, data...), &back); !errors.Is(err, record.ErrDepth) {
		t.Errorf("65 lists: %v", err)
	}
}

func nestInt(n int) any {
	if n == 0 {
		return int64(1)
	}
	return []any{nestInt(n - 1)}
}

// counting counts the calls of Write, and fails after some.
type counting struct {
	calls, fine int
	data        []byte
}

func (c *counting) Write(p []byte) (int, error) {
	c.calls++
	if c.calls > c.fine {
		return 0, io.ErrShortWrite
	}
	c.data = append(c.data, p...)
	return len(p), nil
}

func TestHiddenEncoderWritesOnce(t *testing.T) {
	w := &counting{fine: 3}
	e := kvcodec.NewEncoder(w)
	for i := 0; i < 3; i++ {
		if err := e.Encode([]int{i}); err != nil || w.calls != i+1 {
			t.Fatalf("%d calls, %v", w.calls, err)
		}
	}
	if err := e.Encode(make(chan int)); !errors.Is(err, kvcodec.ErrType) || w.calls != 3 {
		t.Errorf("a channel: %v, %d calls", err, w.calls)
	}
	if err := e.Encode(1); !errors.Is(err, io.ErrShortWrite) || err.Error() != "writing a record: short write" {
		t.Errorf("a failing writer: %v", err)
	}
	d := kvcodec.NewDecoder(w.data)
	var first, second []int
	if err := errors.Join(d.Decode(&first), d.Decode(new(string)), d.Decode(&second)); !errors.Is(err, kvcodec.ErrFit) {
		t.Errorf("decoding: %v", err)
	}
	if first[0] != 0 || second[0] != 2 || d.Skipped() != 0 {
		t.Errorf("decoded %v and %v, skipped %d", first, second, d.Skipped())
	}
}
