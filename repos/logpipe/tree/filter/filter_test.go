package filter

import (
	"errors"
	"testing"
	"time"

	"example.org/logpipe/record"
)

func example() *record.Record {
	rec := &record.Record{Time: time.Date(2023, 5, 17, 6, 30, 0, 0, time.UTC)}
	for name, value := range map[string]string{
		"status": "503", "path": "/api/v1/users", "level": "Error", "empty": "", "odd name": "x", "duration": "0.50",
	} {
		rec.Set(name, value)
	}
	return rec
}

func TestMatch(t *testing.T) {
	rec := example()
	for text, want := range map[string]bool{
		`status = 503`:                             true,
		`status = 503.0`:                           true,
		`status >= 500 and status < 600`:           true,
		`duration > 0.5`:                           false,
		`duration >= .5`:                           true,
		`level = error`:                            false,
		`level contains "RROR"`:                    true,
		`level < Warn`:                             true,
		`path ~ "^/api/v[0-9]+/"`:                  true,
		`path !~ users$`:                           false,
		`nothing = 1`:                              false,
		`nothing != 1`:                             true,
		`nothing !~ x`:                             true,
		`nothing < 1 or nothing >= 1`:              false,
		`not has nothing and has empty`:            true,
		`empty = ""`:                               true,
		`"odd name" = x`:                           true,
		`level in (Warn, Error)`:                   true,
		`status in (503.0, "x y")`:                 false,
		`nothing in (x)`:                           false,
		`status = 1 and status = 2 or status= 503`: true,
		`status = 1 and (status=2 or status=503)`:  false,
		`not not (status>1)`:                       true,
		`time > 2023-05-17T06`:                     true,
		`status > abc`:                             false,
	} {
		f, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := f.Match(rec); got != want {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		``, `status`, `status =`, `= 5`, `(status = 5`, `status = 5)`, `status = 5 and`, `status in ()`, `status in (a b)`,
		`status in a`, `path ~ "("`, `status == 5`, `"open`, `status = "a\z"`, `has`, `not`, `a "=" b`, `a = b c`,
	} {
		if _, err := Parse(text); !errors.Is(err, ErrSyntax) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	rec := example()
	for _, c := range []struct{ name, text string }{
		{"compare", `status >= 500 and duration > 0.25`},
		{"regexp", `path ~ "^/api/v[0-9]+/"`},
		{"contains", `level contains warn or level contains error`},
	} {
		f, err := Parse(c.text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				f.Match(rec)
			}
		})
	}
}
