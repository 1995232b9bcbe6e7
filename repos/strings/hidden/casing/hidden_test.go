package casing

import (
	"reflect"
	"strings"
	"sync"
	"testing"
)

func TestHiddenWords(t *testing.T) {
	for name, want := range map[string][]string{
		"a\xffb":     {"a", "b"},
		"ÉCOLEÉtat":  {"ÉCOLE", "État"},
		"9Lives":     {"9", "Lives"},
		"IPv6Addr":   {"I", "Pv6", "Addr"},
		"e\u0301te":  {"e", "te"},
		"日本Go":       {"日本Go"},
		"X":          {"X"},
		"_Ab__C1D_":  {"Ab", "C1", "D"},
		"١٢ابج":      {"١٢ابج"},
		"ǅungla":     {"ǅungla"},
		"aǅB":        {"aǅB"},
		"HTTP2Proto": {"HTTP2", "Proto"},
	} {
		if got := Words(name); !reflect.DeepEqual(got, want) {
			t.Errorf("Words(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestHiddenWordsMayBeChanged(t *testing.T) {
	words := Words("oneTwo")
	words[0] = "x"
	_ = append(words, "y")
	if got := Snake("oneTwo"); got != "one_two" {
		t.Errorf("got %q", got)
	}
}

func TestHiddenSlugs(t *testing.T) {
	for title, want := range map[string]string{
		"ÀÉÎÕÜ ß Œ Ÿ": "aeioue-ss-oe-y", "K\u212Aelvin": "kkelvin", "'’'": "", "a’b'c": "abc", "\xffa\xfe": "a", "İ": "i",
		"1 + 1 = 2": "1-1-2", "日a本": "a", "e\u0301": "e",
	} {
		if got := Slug(title); got != want {
			t.Errorf("Slug(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestHiddenFunctionsMayBeCalledAtOnce(t *testing.T) {
	var wait sync.WaitGroup
	for i := 0; i < 8; i++ {
		title := strings.Repeat("Ünïque Title’s "+string(rune('a'+i)), 10)
		want := Slug(title) + Snake(title)
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := 0; n < 50; n++ {
				if got := Slug(title) + Snake(title); got != want {
					t.Errorf("got %q, want %q", got, want)
					return
				}
			}
		}()
	}
	wait.Wait()
}
