package escape

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	const text = `<a href="x">Tom & 'Jerry'</a>`
	const want = `&lt;a href=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/a&gt;`
	if got := HTML(text); got != want {
		t.Errorf("got %s", got)
	}
	if got := UnescapeHTML(want); got != text {
		t.Errorf("read back: %s", got)
	}
}

func TestUnescapeHTML(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"no reference":             "no reference",
		"&euro;5 &#8364; &#x20aC;": "€5 € €",
		"&amp;lt;":                 "&lt;",
		"&unknown; &lt &;":         "&unknown; &lt &;",
		"&#0; &#xD800; &#x110000;": "&#0; &#xD800; &#x110000;",
		"&&amp;&":                  "&&&",
		"&#12345678;":              "&#12345678;",
	} {
		if got := UnescapeHTML(text); got != want {
			t.Errorf("UnescapeHTML(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestJSONIsReadBackByTheStandardLibrary(t *testing.T) {
	for _, text := range []string{"", "plain", "a\"b\\c", "\n\r\t\x00\x1f\x7f", "日本 \u2028 é", "😀"} {
		var back string
		if err := json.Unmarshal([]byte(JSON(text)), &back); err != nil || back != text {
			t.Errorf("JSON(%q) = %s, read back as %q, %v", text, JSON(text), back, err)
		}
	}
	if got := JSON("\u2028\x01"); got != `"\u2028\u0001"` {
		t.Errorf("got %s", got)
	}
}

func TestURL(t *testing.T) {
	if got := URL("a b/ü~+%"); got != "a%20b%2F%C3%BC~%2B%25" {
		t.Errorf("got %s", got)
	}
	for _, text := range []string{"", "plain", "a b&c=d", "日本", "\x00\xff"} {
		if back, err := UnescapeURL(URL(text)); err != nil || back != text {
			t.Errorf("%q came back as %q, %v", text, back, err)
		}
	}
}

func TestUnescapeURLRefuses(t *testing.T) {
	for _, text := range []string{"%", "a%1", "%zz", "ok%20%-1"} {
		if got, err := UnescapeURL(text); !errors.Is(err, ErrMalformed) {
			t.Errorf("UnescapeURL(%q) = %q, %v", text, got, err)
		}
	}
}

func TestShell(t *testing.T) {
	if got := ShellCommand([]string{"cp", "-r", "my file", "it's", "", "a/b.c"}); got != `cp -r 'my file' 'it'"'"'s' '' a/b.c` {
		t.Errorf("got %s", got)
	}
}

var page = strings.Repeat(`The <b>quick</b> & "brown" fox isn't naïve; it pays 5 €.`+"\n", 20)

func benchmark(b *testing.B, escape func(string) string, text string) {
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for i := 0; i < b.N; i++ {
		escape(text)
	}
}

func BenchmarkHTML(b *testing.B)         { benchmark(b, HTML, page) }
func BenchmarkUnescapeHTML(b *testing.B) { benchmark(b, UnescapeHTML, HTML(page)) }
func BenchmarkJSON(b *testing.B)         { benchmark(b, JSON, page) }
func BenchmarkURL(b *testing.B)          { benchmark(b, URL, page) }
func BenchmarkShell(b *testing.B)        { benchmark(b, Shell, "archive-2023.tar.gz") }
