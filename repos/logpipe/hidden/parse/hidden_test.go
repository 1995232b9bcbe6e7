package parse

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

var hiddenLines = map[string][]string{
	"access": {
		`10.0.0.1 - ada [17/May/2023:08:30:00 +0200] "GET /a?b=c HTTP/1.1" 200 51 "https://example.org/" "agent (x)" 0.137`,
		`10.0.0.9 x bob [18/Jun/2023:09:31:01 -0330] "PUT /b?d=e HTTP/2.0" 404 73 "http://example.net//" "other [y]" 1.508`,
	},
	"logfmt": {
		`time=2023-05-17T06:30:00Z level=warn msg="disk \"a\" full" plain="no escape" free=3 dry`,
		`time=2024-06-18T07:31:01Z level=info msg="tape \"b\" gone" plain="an escape" size=4 wet`,
	},
	"json": {
		`{"ts":1684305000,"msg":"hello","n":1.50,"ok":true,"in":{"a":[1,"x"]},"e":"\u00e9"}`,
		`{"ts":1684305999,"msg":"world","m":2.75,"no":true,"on":{"b":[2,"y"]},"f":"\u00e8"}`,
	},
	"syslog": {
		`<34>Oct 11 22:14:15 mars su[230]: 'su root' failed`,
		`<35>Nov 12 23:15:16 moon sh[231]: 'sh user' passed`,
	},
}

func TestHiddenLinesMayBeUsedAgain(t *testing.T) {
	for format, lines := range hiddenLines {
		for _, name := range []string{format, "auto"} {
			parser, err := New(name, 2023)
			if err != nil {
				t.Fatal(err)
			}
			buffer := []byte(lines[0])
			rec, err := parser.Parse(buffer)
			if err != nil {
				t.Fatal(err)
			}
			before := rec.String()
			copy(buffer, lines[1])
			if got := rec.String(); got != before {
				t.Errorf("%s: the record became %s, was %s", name, got, before)
			}
			if string(buffer[:len(lines[1])]) != lines[1] {
				t.Errorf("%s: the line was changed", name)
			}
		}
	}
}

func TestHiddenErrorsKeepTheirLine(t *testing.T) {
	for format := range hiddenLines {
		parser, err := New(format, 2023)
		if err != nil {
			t.Fatal(err)
		}
		line := []byte(`={"` + strings.Repeat("é", 50))
		rec, err := parser.Parse(line)
		var failure *Error
		if !errors.As(err, &failure) || !errors.Is(err, ErrSyntax) || failure.Format != format {
			t.Fatalf("%s: %v", format, err)
		}
		for i := range line {
			line[i] = 'x'
		}
		if want := `={"` + strings.Repeat("é", 28) + "\xc3"; failure.Line != want || rec.Len() != 0 || !rec.Time.IsZero() {
			t.Errorf("%s: %q, record %s", format, failure.Line, rec.String())
		}
	}
}

func TestHiddenParsersMayBeUsedAtOnce(t *testing.T) {
	parser, err := New("auto", 2023)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for _, lines := range hiddenLines {
		for _, line := range lines {
			rec, err := parser.Parse([]byte(line))
			if err != nil {
				t.Fatal(err)
			}
			text, want := line, rec.String()
			wait.Add(1)
			go func() {
				defer wait.Done()
				for n := 0; n < 50; n++ {
					if rec, err := parser.Parse([]byte(text)); err != nil || rec.String() != want {
						t.Errorf("got %s, %v, want %s", rec.String(), err, want)
						return
					}
				}
			}()
		}
	}
	wait.Wait()
}

func TestHiddenTimesAtTheirBounds(t *testing.T) {
	const line = `h - - [%] "G / P" 200 -`
	for text, want := range map[string]string{
		"29/Feb/2024:23:59:59 +0000": "2024-02-29T23:59:59Z", "29/Feb/2023:00:00:00 +0000": "", "31/Apr/2023:00:00:00 +0000": "",
		"01/jan/2023:00:00:00 +0000": "2023-01-01T00:00:00Z", "01/Jan/2023:00:00:60 +0000": "", "01/Jan/2023:24:00:00 +0000": "",
		"01/Jan/0000:00:00:00 +0000": "0000-01-01T00:00:00Z", "01/Jan/2023:00:00:00 -2359": "2023-01-01T23:59:00Z",
		"01/Jan/2023:00:00:00 +2500": "", "01/Jan/2023:1:00:00 +0000": "2023-01-01T01:00:00Z", "1/Jan/2023:00:00:00 +0000": "",
		"01/Jan/2023:00:00:00.5 +0000": "2023-01-01T00:00:00.5Z", "01/Jan/2023:00:00:00": "", "01/Jan/2023:00:00:00 Z": "",
		"00/Jan/2023:00:00:00 +0000": "", "01/Jan/2023:00:00:00  +0000": "2023-01-01T00:00:00Z", "31/Dec/9999:23:59:59 -0001": "10000-01-01T00:00:59Z",
	} {
		rec, err := Access{}.Parse([]byte(strings.Replace(line, "%", text, 1)))
		got := ""
		if err == nil {
			got = rec.Time.Format(time.RFC3339Nano)
		} else if !errors.Is(err, ErrTime) {
			t.Errorf("%s: %v", text, err)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"<1>Feb 29 00:00:00 h p: x": "2024-02-29T00:00:00Z", "<1>Feb 05 00:00:00 h p: x": "", "<1>Feb  5 24:00:00 h p: x": "",
		"<1>Dec 31 23:59:59 h p: x": "2024-12-31T23:59:59Z", "<1>Foo 31 23:59:59 h p: x": "",
	} {
		rec, err := Syslog{Year: 2024}.Parse([]byte(text))
		if want == "" && strings.Contains(text, "Feb 05") {
			want = "2024-02-05T00:00:00Z"
		}
		if got := rec.Time.Format(time.RFC3339); err == nil && got != want || err != nil && (want != "" || !errors.Is(err, ErrTime)) {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
}

func TestHiddenTimesOfFreeFormats(t *testing.T) {
	for text, want := range map[string]string{
		"2023-05-17 06:30:00.123456789": "2023-05-17T06:30:00.123456789Z", "2023-05-17  6:30:00": "2023-05-17T06:30:00Z",
		"2023-05-17T06:30:00,5": "2023-05-17T06:30:00.5Z", "2023-05-17T06:30:00z": "", "2023-05-17T06:30:00": "2023-05-17T06:30:00Z",
		"2023-05-17t06:30:00Z": "", "+17": "1970-01-01T00:00:17Z", "00000000000": "1970-01-01T00:00:00Z", "000000000000": "1970-01-01T00:00:00Z",
		"99999999999": "5138-11-16T09:46:39Z", "100000000000": "1973-03-03T09:46:40Z", "9223372036854775808": "", "0x10": "", "1_000": "",
		"Wed, 17 May 2023 06:30:00 GMT": "2023-05-17T06:30:00Z", "wed, 17 may 2023 06:30:00 -0130": "2023-05-17T08:00:00Z",
		"Wed May  7 06:30:00 UTC 2023": "2023-05-07T06:30:00Z", " 2023-05-17T06:30:00Z": "", "2023-05-17T06:30:00Z ": "", "2023-05-17": "",
		"17/May/2023:06:30:00 -0100": "2023-05-17T07:30:00Z", "2023-05-17T06:30:00+24:00": "2023-05-16T06:30:00Z", "٢": "",
	} {
		at, err := Time(text)
		got := ""
		if err == nil {
			got = at.Format(time.RFC3339Nano)
		}
		if got != want {
			t.Errorf("Time(%q) is %q, want %q", text, got, want)
		}
	}
}

func TestHiddenAccessIsStrict(t *testing.T) {
	const at = `[01/Jan/2023:00:00:00 +0000]`
	for line, ok := range map[string]bool{
		`h i u ` + at + ` "G / P" 200 1`:                    true,
		`h i u ` + at + ` ""G" "/" "P"" 200 1`:              true,
		`h i u ` + at + ` "G / " 200 1`:                     false,
		`h i u ` + at + ` "G / P" 200 1 `:                   false,
		`h i u ` + at + ` "G / P" 200 1 "" ""`:              true,
		`h i u ` + at + ` "G / P" 200 1 "" "" 1.`:           false,
		`h i u ` + at + ` "G / P" 200 1 .5`:                 false,
		`h i u ` + at + ` "G / P" 200 1 1.5 "" ""`:          false,
		`h i u ` + at + ` "G / P" 200 1 1.5.5`:              false,
		`h i u ` + at + ` "G / P" 20 1`:                     false,
		`h i u ` + at + ` "G / P" 200 -1`:                   false,
		`h i u ` + at + ` "G / P" 200 `:                     false,
		`h i  u ` + at + ` "G / P" 200 1`:                   false,
		"h\t i u " + at + ` "G / P" 200 1`:                  false,
		"h\v i u\u00a0 " + at + " \"G /\xff P\" 200 1":      true,
		` h i u ` + at + ` "G / P" 200 1`:                   false,
		`h i u ` + at + ` "G / P" 200 1 "a"b" "c"`:          false,
		`h i u ` + at + ` "G / P" 200 1 "` + "\n" + `" "c"`: true,
		`h i u ` + at + `"G / P" 200 1`:                     false,
		`h i u [] "G / P" 200 1`:                            false,
		`h i u ` + at + ` "G / P" 200 1 "a" "c"0.5`:         false,
		`h i u ` + at + ` "G / P" ٢٠٠ 1`:                    false,
	} {
		if _, err := (Access{}).Parse([]byte(line)); (err == nil) != ok || err != nil && !errors.Is(err, ErrSyntax) {
			t.Errorf("%q: %v", line, err)
		}
	}
}
