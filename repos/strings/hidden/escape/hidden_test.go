package escape

import (
	"encoding/json"
	"errors"
	"html"
	"strings"
	"sync"
	"testing"
)

func TestHiddenAllBytes(t *testing.T) {
	for c := 0; c < 256; c++ {
		text := "a" + string([]byte{byte(c)}) + "b"
		if got, err := UnescapeURL(URL(text)); err != nil || got != text {
			t.Errorf("URL: %q became %q, %v", text, got, err)
		}
		if got := html.UnescapeString(HTML(text)); got != text {
			t.Errorf("HTML: %q became %q", text, got)
		}
		var back string
		if err := json.Unmarshal([]byte(JSON(text)), &back); err != nil || back != strings.ToValidUTF8(text, "\ufffd") {
			t.Errorf("JSON: %q became %q, %v", text, back, err)
		}
		plain := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("_@%+=:,./-", byte(c)) >= 0 && c < 128
		if got := Shell(text); (got == text) != plain {
			t.Errorf("Shell: %q became %q", text, got)
		}
	}
}

func TestHiddenEachWrongByteIsReplaced(t *testing.T) {
	if got := JSON("\xff\xfe\xe6\x97x\ufffd"); got != "\"\ufffd\ufffd\ufffd\ufffdx\ufffd\"" {
		t.Errorf("got %q", got)
	}
}

func TestHiddenReferences(t *testing.T) {
	for text, want := range map[string]string{
		"&#x10FFFF;&#x110000;": "\U0010ffff&#x110000;", "&#1114111;": "\U0010ffff", "&#xD7FF;": "\ud7ff", "&#xDFFF;": "&#xDFFF;",
		"&hellip;&mdash;x&ndash;": "…—x–", "&Amp;&AMP;": "&Amp;&AMP;", "&a;&amp": "&a;&amp", "&&&lt;": "&&<", "&#+65;": "&#+65;",
		"&#x;&#;&;": "&#x;&#;&;", "&#00065;": "A", "&#00000065;": "&#00000065;", "&#x0041;": "A", "&#x0000041;": "&#x0000041;",
		"&amp;amp;": "&amp;", "&copyright;": "&copyright;", "\xff&lt;\xfe": "\xff<\xfe", "&l\nt;": "&l\nt;",
	} {
		if got := UnescapeHTML(text); got != want {
			t.Errorf("UnescapeHTML(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestHiddenErrorsNameTheFirstPlace(t *testing.T) {
	for text, want := range map[string]string{
		"ab%": `malformed escape: "%" at 2`, "%41%4": `malformed escape: "%4" at 3`, "%4g%": `malformed escape: "%4g" at 0`,
		"%+1": `malformed escape: "%+1" at 0`, "%_1": `malformed escape: "%_1" at 0`,
	} {
		got, err := UnescapeURL(text)
		if got != "" || !errors.Is(err, ErrMalformed) || err.Error() != want {
			t.Errorf("UnescapeURL(%q) = %q, %v, want %s", text, got, err, want)
		}
	}
	if got, err := UnescapeURL("%aF+%00"); err != nil || got != "\xaf+\x00" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestHiddenFunctionsMayBeCalledAtOnce(t *testing.T) {
	functions := []func(string) string{HTML, UnescapeHTML, JSON, URL, Shell}
	var wait sync.WaitGroup
	for i := 0; i < 10; i++ {
		escape, text := functions[i%len(functions)], strings.Repeat("&lt;a b'\"\u2028é"+string(rune('a'+i)), 20)
		want := escape(text)
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := 0; n < 50; n++ {
				if got := escape(text); got != want {
					t.Errorf("got %q, want %q", got, want)
					return
				}
			}
		}()
	}
	wait.Wait()
}
