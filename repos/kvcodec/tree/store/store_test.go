package store_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"example.org/kvcodec/record"
	"example.org/kvcodec/store"
)

func encoded(t testing.TB, v any) []byte {
	t.Helper()
	data, err := record.Encode(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func filled(t testing.TB, n int) *store.Store {
	t.Helper()
	s := store.New()
	for i := 0; i < n; i++ {
		if err := s.Put(fmt.Sprintf("%02d/%d", i%16, i), map[string]any{"n": i, "name": fmt.Sprint("name ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestPutGetDelete(t *testing.T) {
	s := filled(t, 3)
	if v, err := s.Get("01/1"); err != nil || !reflect.DeepEqual(v, map[string]any{"n": int64(1), "name": "name 1"}) {
		t.Errorf("got %v, %v", v, err)
	}
	if v, ok, err := s.Field("01/1", "name"); err != nil || !ok || v != "name 1" {
		t.Errorf("the field is %v, %v, %v", v, ok, err)
	}
	if !s.Delete("01/1") || s.Delete("01/1") || s.Len() != 2 {
		t.Error("deleting is wrong")
	}
	if _, err := s.Get("01/1"); !errors.Is(err, store.ErrNotFound) || err.Error() != `key "01/1": there is no such key` {
		t.Errorf("getting: %v", err)
	}
	if err := s.PutEncoded("x", []byte{99}); !errors.Is(err, record.ErrTag) {
		t.Errorf("putting: %v", err)
	}
}

func TestUpdate(t *testing.T) {
	s := filled(t, 1)
	if err := s.Update("00/0", encoded(t, map[string]any{"n": nil, "x": true})); err != nil {
		t.Fatal(err)
	}
	if v, err := s.Get("00/0"); err != nil || record.Text(v) != `{"name":"name 0","x":true}` {
		t.Errorf("got %v, %v", v, err)
	}
	if err := s.Update("new", encoded(t, map[string]any{"a": 1})); err != nil || s.Len() != 2 {
		t.Errorf("%v, %d keys", err, s.Len())
	}
}

func TestScan(t *testing.T) {
	s := filled(t, 40)
	if keys := s.Keys("03/", 2); !reflect.DeepEqual(keys, []string{"03/19", "03/3"}) {
		t.Errorf("the keys are %q", keys)
	}
	entries, err := s.Scan("03/", 10)
	if err != nil || len(entries) != 3 || entries[2].Key != "03/35" {
		t.Errorf("the entries are %v, %v", entries, err)
	}
	text, err := s.Dump("15/")
	want := "\"15/15\" = {\"n\":15,\"name\":\"name 15\"}\n\"15/31\" = {\"n\":31,\"name\":\"name 31\"}\n"
	if err != nil || text != want {
		t.Errorf("the dump is %s, %v", text, err)
	}
}

func TestBatch(t *testing.T) {
	s := store.New()
	n, err := s.Apply([]store.Op{
		{Kind: store.OpPut, Key: "a", Data: encoded(t, 1)}, {Kind: store.OpDelete, Key: "b"},
		{Kind: store.OpUpdate, Key: "a", Data: encoded(t, 2)}, {Kind: 9}, {Kind: store.OpDelete, Key: "a"},
	})
	if n != 3 || !errors.Is(err, store.ErrOp) || err.Error() != "operation 3: there is no such operation: 9" {
		t.Errorf("%d operations, %v", n, err)
	}
	if v, err := s.Get("a"); err != nil || v != int64(2) {
		t.Errorf("got %v, %v", v, err)
	}
}

func TestOpenAndCompact(t *testing.T) {
	s := filled(t, 20)
	s.Delete("03/3")
	s.Put("04/4", "changed")
	log := s.Log()
	log[len(log)/2] ^= 1
	damaged, report := store.Open(log)
	if report.Frames != 21 || report.Skipped == 0 || damaged.Len() < 18 {
		t.Errorf("the report is %+v of %d keys", report, damaged.Len())
	}
	if s.Garbage() == 0 {
		t.Error("there is no garbage")
	}
	before := len(s.Log())
	garbage := s.Garbage()
	if err := s.Compact(); err != nil || len(s.Log()) != before-garbage || s.Garbage() != 0 {
		t.Errorf("%d bytes were %d with %d garbage, %v", len(s.Log()), before, garbage, err)
	}
	again, report := store.Open(s.Log())
	first, _ := s.Dump("")
	second, _ := again.Dump("")
	if first != second || report != (store.Report{Frames: 19}) {
		t.Errorf("opened %+v\n%s", report, second)
	}
}

func BenchmarkPut(b *testing.B) {
	data := encoded(b, map[string]any{"a": 1, "b": "text", "c": []any{1, 2, 3}})
	b.ReportAllocs()
	for i := 0; i < b.N; {
		s := store.New()
		for j := 0; j < 1000 && i < b.N; j++ {
			if err := s.PutEncoded(fmt.Sprint(j), data); err != nil {
				b.Fatal(err)
			}
			i++
		}
	}
}

func BenchmarkGet(b *testing.B) {
	s := filled(b, 500)
	keys := s.Keys("", 500)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := s.Get(keys[i%len(keys)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	s := filled(b, 500)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if entries, err := s.Scan("07/", 5); err != nil || len(entries) != 5 {
			b.Fatal(len(entries), err)
		}
	}
}

func BenchmarkUpdate(b *testing.B) {
	patch := encoded(b, map[string]any{"n": 5, "name": nil, "more": "text"})
	b.ReportAllocs()
	for i := 0; i < b.N; {
		s := filled(b, 100)
		for j := 0; j < 1000 && i < b.N; j++ {
			if err := s.Update(fmt.Sprintf("%02d/%d", j%100%16, j%100), patch); err != nil {
				b.Fatal(err)
			}
			i++
		}
	}
}
