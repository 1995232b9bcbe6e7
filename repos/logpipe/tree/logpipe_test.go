package logpipe

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.org/logpipe/parse"
)

const access = `10.0.0.1 - - [17/May/2023:08:30:10 +0000] "GET /a HTTP/1.1" 200 100 "-" "curl" 0.100
10.0.0.2 - - [17/May/2023:08:30:50 +0000] "GET /b HTTP/1.1" 500 200 "-" "curl" 0.300
broken line

10.0.0.1 - ada [17/May/2023:08:31:10 +0000] "POST /a HTTP/1.1" 503 - "-" "Wget" 0.200
10.0.0.1 - - [17/May/2023:08:31:20 +0000] "GET /a HTTP/1.1" 200 300 "-" "curl" 0.400
`

func TestQueries(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{
			`from access | group path | compute count, sum(bytes), p50(duration) | sort -count`, access,
			"path  count  sum(bytes)  p50(duration)\n/a        3         400            0.2\n/b        1         200            0.3\n",
		},
		{
			`from access | where status >= 500 or path = "/|x" | bucket 1m as minute | group minute | compute count, top1(host) | output tsv`, access,
			"minute\tcount\ttop1(host)\n2023-05-17T08:30:00Z\t1\t10.0.0.2 (1)\n2023-05-17T08:31:00Z\t1\t10.0.0.1 (1)\n",
		},
		{
			`from access | lower agent as tool | fields tool, user, time | limit 3 | output tsv`, access,
			"tool\tuser\ttime\ncurl\t-\t2023-05-17T08:30:10Z\ncurl\t-\t2023-05-17T08:30:50Z\nwget\tada\t2023-05-17T08:31:10Z\n",
		},
		{
			`from logfmt | pattern message | group message | compute count | output json`, "msg=\"took 5 ms\"\r\nmsg=\"took 17 ms\"\nlevel=x",
			`{"message":"-","count":1}` + "\n" + `{"message":"took \u003cn\u003e ms","count":2}` + "\n",
		},
		{`from syslog 2021 | compute count, min(pid)`, "<1>Feb  3 04:05:06 h p[7]: m\n", "count  min(pid)\n    1         7\n"},
		{`from json | group a | compute count | limit 0`, "{}\n", "a  count\n"},
		{`from json | compute count`, "", "count\n"},
	} {
		p, err := Parse(c.query)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if got, _, err := p.RunString(c.text); err != nil || got != c.want {
			t.Errorf("%s: %v, got\n%s", c.query, err, got)
		}
	}
}

func TestStats(t *testing.T) {
	p, err := Parse(`from access | where status = 200 | fields host`)
	if err != nil {
		t.Fatal(err)
	}
	_, stats, err := p.RunString(access + strings.Repeat("bad\n", 10))
	if err != nil || stats.Lines != 15 || stats.Failed != 11 || stats.Dropped != 2 || stats.Rows != 2 || len(stats.Errors) != MostErrors {
		t.Errorf("got %+v, %v", stats, err)
	}
	if !errors.Is(stats.Errors[0], parse.ErrSyntax) {
		t.Errorf("got %v", stats.Errors[0])
	}
}

func TestParseRefuses(t *testing.T) {
	for _, query := range []string{
		``, `where a = 1`, `from xml | compute count`, `from json`, `from json | group a`, `from json | compute count | fields a`,
		`from json | compute count | sort x`, `from json | fields a | sort a`, `from json | compute`, `from json | compute count | limit -1`,
		`from json | compute count | limit x`, `from json | compute count | output pdf`, `from json | frobnicate`, `from json | where | compute count`,
		`from json | bucket 0s as x | compute count`, `from json | bucket 1m | compute count`, `from json | group a,,b | compute count`,
		`from syslog soon | compute count`, `from json | pattern | compute count`, `from json | compute count | sort`,
	} {
		if _, err := Parse(query); !errors.Is(err, ErrQuery) {
			t.Errorf("%s: %v", query, err)
		}
	}
}

func manyLines(n int) string {
	var text strings.Builder
	for i := 0; i < n; i++ {
		fmt.Fprintf(&text, "10.0.%d.%d - - [17/May/2023:08:%02d:%02d +0000] \"GET /item/%d?x=%d HTTP/1.1\" %d %d \"-\" \"curl/8.%d\" %d.%03d\n",
			i%7, i%13, i/60%60, i%60, i%50, i, 200+i%4*100, i*37%5000, i%3, i%2, i*7%1000)
	}
	return text.String()
}

func benchmark(b *testing.B, query string) {
	p, err := Parse(query)
	if err != nil {
		b.Fatal(err)
	}
	text := manyLines(1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, stats, err := p.RunString(text); err != nil || stats.Failed > 0 {
			b.Fatal(stats, err)
		}
	}
}

func BenchmarkCountByPath(b *testing.B) {
	benchmark(b, `from access | group path | compute count | sort -count`)
}

func BenchmarkLatency(b *testing.B) {
	benchmark(b, `from access | where status < 500 | bucket 1m as minute | group minute | compute count, p50(duration), p99(duration) | sort -p99(duration)`)
}

func BenchmarkFields(b *testing.B) {
	benchmark(b, `from access | where path ~ "^/item/[1-3]" | fields time, host, path, status | output json`)
}
