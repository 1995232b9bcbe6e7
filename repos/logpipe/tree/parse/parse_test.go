package parse

import (
	"errors"
	"testing"
	"time"
)

var combined = []byte(`203.0.113.9 - ada [17/May/2023:08:30:00 +0200] "GET /shop/tea?page=2 HTTP/1.1" 200 5120 "https://example.org/" "Mozilla/5.0 (X11)" 0.137`)

func check(t *testing.T, format string, lines map[string]string) {
	t.Helper()
	parser, err := New(format, 2023)
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range lines {
		rec, err := parser.Parse([]byte(line))
		got := rec.String()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q is\n%s, want\n%s", format, line, got, want)
		}
	}
}

func TestAccess(t *testing.T) {
	check(t, "access", map[string]string{
		string(combined): `time=2023-05-17T06:30:00Z agent="Mozilla/5.0 (X11)" bytes=5120 duration=0.137 host=203.0.113.9 method=GET path=/shop/tea protocol=HTTP/1.1 query="page=2" referer=https://example.org/ status=200 user=ada`,
		`::1 - - [01/Jan/2023:00:00:00 +0000] "POST / HTTP/2" 204 -`:           `time=2023-01-01T00:00:00Z host=::1 method=POST path=/ protocol=HTTP/2 status=204`,
		`h - - [01/Jan/2023:00:00:00 +0000] "GET / HTTP/1.0" 200 1 1.5`:        `time=2023-01-01T00:00:00Z bytes=1 duration=1.5 host=h method=GET path=/ protocol=HTTP/1.0 status=200`,
		`h - - [32/Jan/2023:00:00:00 +0000] "GET / HTTP/1.0" 200 1`:            `access: no valid time: "h - - [32/Jan/2023:00:00:00 +0000] \"GET / HTTP/1.0\" 200 1"`,
		`h - - [01/Jan/2023:00:00:00 +0000] "GET /a b HTTP/1.0" 200 1`:         `access: not a line of this format: "h - - [01/Jan/2023:00:00:00 +0000] \"GET /a b HTTP/1.0\" 200 1"`,
		`h - - [01/Jan/2023:00:00:00 +0000] "GET / HTTP/1.0" 2000 1`:           `access: not a line of this format: "h - - [01/Jan/2023:00:00:00 +0000] \"GET / HTTP/1.0\" 2000 1"`,
		`h - - [01/Jan/2023:00:00:00 +0000] "GET / HTTP/1.0" 200 1 "only one"`: `access: not a line of this format: "h - - [01/Jan/2023:00:00:00 +0000] \"GET / HTTP/1.0\" 200 1 \"o"`,
		`h - - [01/Jan/2023:00:00:00 +0000] "GET /?a?b HTTP/1.0" 200 0 "-" ""`: `time=2023-01-01T00:00:00Z bytes=0 host=h method=GET path=/ protocol=HTTP/1.0 query=a?b status=200`,
		`h - - [01/Jan/2023:00:00:00 +0000] "GET / HTTP/1.0" 200 1 "a" "b" 3`:  `access: not a line of this format: "h - - [01/Jan/2023:00:00:00 +0000] \"GET / HTTP/1.0\" 200 1 \"a"`,
		``: `access: not a line of this format: ""`,
	})
}

func TestLogfmt(t *testing.T) {
	check(t, "logfmt", map[string]string{
		`time=2023-05-17T06:30:00Z lvl=warn msg="disk \"a\" full" free=3 dry`: `time=2023-05-17T06:30:00Z dry=true free=3 level=warn message="disk \"a\" full"`,
		"  a=1\tb=  c=x=y ": `a=1 b="" c="x=y"`,
		`a=1 a=2`:           `a=2`,
		`a="x`:              `logfmt: not a line of this format: "a=\"x"`,
		`a="x"y`:            `logfmt: not a line of this format: "a=\"x\"y"`,
		`=x`:                `logfmt: not a line of this format: "=x"`,
		`a=x"y`:             `logfmt: not a line of this format: "a=x\"y"`,
		`ts=yesterday`:      `logfmt: no valid time: "ts=yesterday"`,
		`   `:               `logfmt: not a line of this format: "   "`,
	})
}

func TestJSON(t *testing.T) {
	check(t, "json", map[string]string{
		`{"ts":1684305000,"msg":"hi","n":1.50,"ok":true,"no":null,"in":{"a":[1,"x",{"b":2}]}}`: `time=2023-05-17T06:30:00Z in.a.0=1 in.a.1=x in.a.2.b=2 message=hi n=1.50 ok=true`,
		` {} `:                        ``,
		`{"a":{"b":1},"a.b":2}`:       `a.b=2`,
		`{"a":1} x`:                   `json: not a line of this format: "{\"a\":1} x"`,
		`[1]`:                         `json: not a line of this format: "[1]"`,
		`null`:                        `json: not a line of this format: "null"`,
		`{"time":{"x":1},"level":[]}`: `time.x=1`,
		`{"time":"noon"}`:             `json: no valid time: "{\"time\":\"noon\"}"`,
	})
}

func TestSyslog(t *testing.T) {
	check(t, "syslog", map[string]string{
		`<34>Oct 11 22:14:15 mars su[230]: 'su root' failed`: `time=2023-10-11T22:14:15Z facility=4 host=mars level=critical message="'su root' failed" pid=230 program=su`,
		`<191>Feb  5 00:00:00 h p: `:                         `time=2023-02-05T00:00:00Z facility=23 host=h level=debug message="" program=p`,
		`<192>Feb  5 00:00:00 h p: x`:                        `syslog: not a line of this format: "<192>Feb  5 00:00:00 h p: x"`,
		`<1>Feb 30 00:00:00 h p: x`:                          `syslog: no valid time: "<1>Feb 30 00:00:00 h p: x"`,
		`<1>Feb 3 00:00:00 h p: x`:                           `syslog: not a line of this format: "<1>Feb 3 00:00:00 h p: x"`,
	})
}

func TestAutoTakesTheFirstThatReads(t *testing.T) {
	check(t, "auto", map[string]string{
		`{"a":1}`:                    `a=1`,
		`{"a":1`:                     `logfmt: not a line of this format: "{\"a\":1"`,
		`<34>Oct 11 22:14:15 m p: x`: `time=2023-10-11T22:14:15Z facility=4 host=m level=critical message=x program=p`,
		`::1 - - [01/Jan/2023:00:00:00 +0000] "GET / HTTP/1" 200 -`: `time=2023-01-01T00:00:00Z host=::1 method=GET path=/ protocol=HTTP/1 status=200`,
		`plain words`: `plain=true words=true`,
	})
}

func TestTimes(t *testing.T) {
	for text, want := range map[string]string{
		"2023-05-17T08:30:00.25+02:00":    "2023-05-17T06:30:00.25Z",
		"2023-05-17 06:30:00":             "2023-05-17T06:30:00Z",
		"2023-05-17T06:30:00.5":           "2023-05-17T06:30:00.5Z",
		"Wed, 17 May 2023 06:30:00 +0000": "2023-05-17T06:30:00Z",
		"Wed May 17 06:30:00 UTC 2023":    "2023-05-17T06:30:00Z",
		"17/May/2023:06:30:00 +0000":      "2023-05-17T06:30:00Z",
		"1684305000":                      "2023-05-17T06:30:00Z",
		"1684305000125":                   "2023-05-17T06:30:00.125Z",
	} {
		got, err := Time(text)
		if err != nil || got.Format(time.RFC3339Nano) != want {
			t.Errorf("Time(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "now", "-5", "2023-13-01T00:00:00Z", "1.5"} {
		if got, err := Time(text); !errors.Is(err, ErrTime) {
			t.Errorf("Time(%q) = %v, %v", text, got, err)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := New("xml", 0); err == nil {
		t.Error("xml is a format")
	}
}

func benchmark(b *testing.B, format string, lines ...string) {
	parser, err := New(format, 2023)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, err := parser.Parse([]byte(lines[i%len(lines)])); err != nil {
			b.Fatal(err)
		}
	}
}

const (
	logfmtLine = `time=2023-05-17T06:30:00Z level=warn msg="disk is nearly full" device=sda1 free=3 unit=GB`
	jsonLine   = `{"time":"2023-05-17T06:30:00Z","level":"warn","msg":"disk is nearly full","disk":{"device":"sda1","free":3}}`
	syslogLine = `<34>Oct 11 22:14:15 mars su[230]: 'su root' failed for ada on /dev/pts/8`
)

func BenchmarkAccess(b *testing.B) { benchmark(b, "access", string(combined)) }
func BenchmarkLogfmt(b *testing.B) { benchmark(b, "logfmt", logfmtLine) }
func BenchmarkJSON(b *testing.B)   { benchmark(b, "json", jsonLine) }
func BenchmarkSyslog(b *testing.B) { benchmark(b, "syslog", syslogLine) }
func BenchmarkAuto(b *testing.B) {
	benchmark(b, "auto", string(combined), logfmtLine, jsonLine, syslogLine)
}
