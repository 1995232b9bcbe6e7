package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"reflect"
	"sort"
	"strings"
	"sync"
	"testing"

	"example.org/kvcodec/frame"
	"example.org/kvcodec/record"
	"example.org/kvcodec/store"
	"example.org/kvcodec/wire"
)

// prefixed returns the sorted keys of a model that begin with a prefix.
func prefixed(model map[string]any, prefix string) []string {
	var keys []string
	for key := range model {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	return keys
}

func TestHiddenStoreAgreesWithModel(t *testing.T) {
	for seed := int64(0); seed < 8; seed++ {
		random := rand.New(rand.NewSource(seed))
		s, model := store.New(), map[string]any{}
		for step := 0; step < 600; step++ {
			key := fmt.Sprintf("%c%d", 'a'+rune(random.Intn(4)), random.Intn(60))
			old, there := model[key]
			switch random.Intn(9) {
			case 0, 1, 2:
				v := map[string]any{"n": int64(step), "s": strings.Repeat("x", random.Intn(30))}
				if err := s.Put(key, v); err != nil {
					t.Fatal(err)
				}
				model[key] = v
			case 3:
				patch := map[string]any{"n": nil, fmt.Sprint("f", step%7): int64(step)}
				if err := s.Update(key, encoded(t, patch)); err != nil {
					t.Fatal(err)
				}
				model[key] = record.MergeValues(old, patch)
			case 4, 5:
				if s.Delete(key) != there {
					t.Fatalf("seed %d, step %d: deleted %s", seed, step, key)
				}
				delete(model, key)
			case 6:
				v, err := s.Get(key)
				if (err == nil) != there || there && !reflect.DeepEqual(v, old) || !there && !errors.Is(err, store.ErrNotFound) {
					t.Fatalf("seed %d, step %d: %s is %v, %v, want %v", seed, step, key, v, err, old)
				}
			case 7:
				prefix, limit := key[:random.Intn(3)], random.Intn(20)-1
				want := prefixed(model, prefix)
				if n := max(limit, 0); len(want) > n {
					want = want[:n]
				}
				if got := s.Keys(prefix, limit); !reflect.DeepEqual(got, want) {
					t.Fatalf("seed %d, step %d: keys %#v, want %#v", seed, step, got, want)
				}
				entries, err := s.Scan(prefix, limit)
				if err != nil || len(entries) != len(want) || (entries == nil) != (want == nil) {
					t.Fatalf("seed %d, step %d: entries %v, %v", seed, step, entries, err)
				}
				for i, entry := range entries {
					if entry.Key != want[i] || !reflect.DeepEqual(entry.Value, model[entry.Key]) {
						t.Fatalf("seed %d, step %d: entry %v, want %v", seed, step, entry, model[entry.Key])
					}
				}
			case 8:
				if random.Intn(10) > 0 {
					break
				}
				size, garbage := len(s.Log()), s.Garbage()
				if random.Intn(2) == 0 {
					if err := s.Compact(); err != nil || len(s.Log()) != size-garbage || s.Garbage() != 0 {
						t.Fatalf("seed %d, step %d: %d bytes of %d with %d garbage, %v", seed, step, len(s.Log()), size, garbage, err)
					}
				} else {
					var report store.Report
					s, report = store.Open(s.Log())
					if report.Skipped+report.Unusable != 0 || len(s.Log()) != size || s.Garbage() != garbage {
						t.Fatalf("seed %d, step %d: opened %+v", seed, step, report)
					}
				}
			}
			if s.Len() != len(model) {
				t.Fatalf("seed %d, step %d: %d keys, want %d", seed, step, s.Len(), len(model))
			}
		}
		var want strings.Builder
		for _, key := range prefixed(model, "b") {
			fmt.Fprintf(&want, "%q = %s\n", key, record.Text(model[key]))
		}
		if got, err := s.Dump("b"); err != nil || got != want.String() {
			t.Errorf("seed %d: the dump is %s, %v, want %s", seed, got, err, want.String())
		}
	}
}

func TestHiddenConcurrentUse(t *testing.T) {
	s := filled(t, 200)
	var wait sync.WaitGroup
	for worker := 0; worker < 8; worker++ {
		wait.Add(1)
		go func(worker int) {
			defer wait.Done()
			own := fmt.Sprint("w", worker)
			for i := 0; i < 150; i++ {
				key := fmt.Sprint(own, "/", i%40)
				if err := s.Put(key, i); err != nil {
					t.Error(err)
				}
				if v, err := s.Get(key); err != nil || v != int64(i) {
					t.Errorf("%s is %v, %v", key, v, err)
				}
				if err := s.Update(key, encoded(t, map[string]any{"i": i})); err != nil {
					t.Error(err)
				}
				keys := s.Keys(own+"/", 100)
				if !sort.StringsAreSorted(keys) || len(keys) > 40 || len(keys) == 0 {
					t.Errorf("keys are %q", keys)
				}
				switch i % 10 {
				case 3:
					s.Delete(key)
				case 5:
					if _, err := s.Scan(own, 3); err != nil {
						t.Error(err)
					}
				case 7:
					if text, err := s.Dump("03/"); err != nil || strings.Count(text, "\n") != 13 {
						t.Errorf("the dump is %q, %v", text, err)
					}
				case 9:
					if worker == 0 {
						if err := s.Compact(); err != nil {
							t.Error(err)
						}
					}
				}
			}
		}(worker)
	}
	wait.Wait()
	if _, report := store.Open(s.Log()); report.Skipped+report.Unusable != 0 {
		t.Errorf("the log is damaged: %+v", report)
	}
}

func TestHiddenNothingIsShared(t *testing.T) {
	s := store.New()
	data := encoded(t, map[string]any{"b": []byte("bytes"), "s": "text"})
	want := bytes.Clone(data)
	if err := s.PutEncoded("k", data); err != nil {
		t.Fatal(err)
	}
	for i := range data {
		data[i] = 0xFF
	}
	got, err := s.GetEncoded("k")
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("the value became % x, %v", got, err)
	}
	got[0] = 0xFF
	_ = append(got, 1, 2, 3, 4, 5, 6, 7, 8)
	log := s.Log()
	log[0] = 0
	v, err := s.Get("k")
	part, _, err2 := s.Field("k", "b")
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	part.([]byte)[0] = '#'
	v.(map[string]any)["b"].([]byte)[1] = '#'
	entries, _ := s.Scan("", 1)
	entries[0].Value.(map[string]any)["b"].([]byte)[2] = '#'
	s.Put("l", 1)
	keys := s.Keys("", 2)
	keys[0] = "zzz"
	_ = append(keys[:1], "yyy")
	if text, err := s.Dump(""); err != nil || text != "\"k\" = {\"b\":x\"6279746573\",\"s\":\"text\"}\n\"l\" = 1\n" {
		t.Errorf("the dump is %s, %v", text, err)
	}
	if keys := s.Keys("", 5); !reflect.DeepEqual(keys, []string{"k", "l"}) {
		t.Errorf("the keys are %q", keys)
	}
	before := s.Log()
	kept := bytes.Clone(before)
	again, _ := store.Open(before)
	for i := range before {
		before[i] = 0
	}
	if !bytes.Equal(again.Log(), kept) {
		t.Error("a store shares bytes with the log it was opened from")
	}
}

func TestHiddenFailuresChangeNothing(t *testing.T) {
	s := filled(t, 3)
	before := s.Log()
	long := encoded(t, strings.Repeat("x", frame.MaxPayload))
	if err := s.PutEncoded("k", long); !errors.Is(err, frame.ErrTooLong) || err.Error() != `key "k": a payload has more than 1048576 bytes` {
		t.Errorf("putting: %v", err)
	}
	if err := s.Update("k", long); !errors.Is(err, frame.ErrTooLong) {
		t.Errorf("updating: %v", err)
	}
	if err := s.Update("00/0", []byte{8, 1}); !errors.Is(err, wire.ErrShort) || err.Error() != `key "00/0": patch: byte 1: the data end too early` {
		t.Errorf("updating: %v", err)
	}
	if err := s.Put("k", []any{make(chan int)}); !errors.Is(err, record.ErrType) || err.Error() != `key "k": [0]: values of this type cannot be encoded: chan int` {
		t.Errorf("putting: %v", err)
	}
	if _, _, err := s.Field("none", "x"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a field: %v", err)
	}
	if n, err := s.Apply([]store.Op{{Kind: store.OpUpdate, Key: "q", Data: []byte{77}}}); n != 0 || err == nil ||
		err.Error() != `operation 0: key "q": patch: byte 0: there is no such tag: 77` {
		t.Errorf("applied %d, %v", n, err)
	}
	if !bytes.Equal(s.Log(), before) || s.Len() != 3 || s.Garbage() != 0 || s.Keys("k", 1) != nil {
		t.Error("a failure changed the store")
	}
}

func TestHiddenOpenLeavesOutWhatIsUnusable(t *testing.T) {
	var b wire.Buffer
	put := func(kind byte, payload string) {
		if err := frame.Write(&b, kind, []byte(payload)); err != nil {
			t.Fatal(err)
		}
	}
	put('P', "\x01a\x03\x02")
	put('P', "\x01b\x03")
	put('P', "\x05b")
	put('D', "\x01ax")
	put('Q', "\x01a\x00")
	put('D', "\x01c")
	b.Write([]byte("damage"))
	put('P', "\x00\x00")
	put('P', "\x01a\x03\x04")
	s, report := store.Open(b.Bytes())
	if report != (store.Report{Frames: 8, Skipped: 6, Unusable: 4}) || s.Len() != 2 {
		t.Errorf("opened %+v, %d keys", report, s.Len())
	}
	if text, err := s.Dump(""); err != nil || text != "\"\" = nil\n\"a\" = 2\n" || s.Garbage() != 12 {
		t.Errorf("the dump is %s, %v, %d garbage", text, err, s.Garbage())
	}
}
