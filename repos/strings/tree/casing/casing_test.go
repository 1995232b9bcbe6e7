package casing

import (
	"reflect"
	"testing"
)

func TestWords(t *testing.T) {
	for name, want := range map[string][]string{
		"":                 nil,
		"--":               nil,
		"word":             {"word"},
		"HTTPServer_name2": {"HTTP", "Server", "name2"},
		"userID":           {"user", "ID"},
		"v2Beta":           {"v2", "Beta"},
		"a b\tc":           {"a", "b", "c"},
		"ÄpfelUndÖl":       {"Äpfel", "Und", "Öl"},
		"ABC":              {"ABC"},
		"ABc":              {"A", "Bc"},
	} {
		if got := Words(name); !reflect.DeepEqual(got, want) {
			t.Errorf("Words(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSpellings(t *testing.T) {
	const name = "HTTPServer-name öl"
	for _, c := range []struct {
		spell func(string) string
		want  string
	}{
		{Snake, "http_server_name_öl"},
		{Kebab, "http-server-name-öl"},
		{Pascal, "HttpServerNameÖl"},
		{Camel, "httpServerNameÖl"},
		{Title, "Http Server Name Öl"},
	} {
		if got := c.spell(name); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"":                          "",
		"日本":                        "",
		"Hello, World!":             "hello-world",
		"  Crème brûlée – 3 ways  ": "creme-brulee-3-ways",
		"It's Übergrößen":           "its-uebergroessen",
		"--a--":                     "a",
	} {
		if got := Slug(title); got != want {
			t.Errorf("Slug(%q) = %q, want %q", title, got, want)
		}
	}
}

func BenchmarkSnake(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Snake("maxHTTPRequestBytesPerConnection")
	}
}

func BenchmarkSlug(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Slug("Crème brûlée: a classic in three ways")
	}
}
