// Command events reads lines of several formats, sorts them out by conditions, and writes their patterns.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"

	"example.org/logpipe/filter"
	"example.org/logpipe/parse"
	"example.org/logpipe/pattern"
	"example.org/logpipe/record"
)

// The input is a number of conditions, the conditions, one a line, and lines of a log.
func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	first, input, _ := bytes.Cut(input, []byte("\n"))
	n, err := strconv.Atoi(string(first))
	if err != nil {
		panic(err)
	}
	var filters []*filter.Filter
	for ; n > 0; n-- {
		var text []byte
		text, input, _ = bytes.Cut(input, []byte("\n"))
		f, err := filter.Parse(string(text))
		if err != nil {
			fmt.Fprintln(out, err)
			continue
		}
		filters = append(filters, f)
	}
	parser, err := parse.New("auto", 2023)
	if err != nil {
		panic(err)
	}
	records := sha256.New()
	matches := make([]int, len(filters))
	patterns := map[string]int{}
	var line []byte // used again for each line
	for more := len(input) > 0; more; {
		var text []byte
		text, input, more = bytes.Cut(input, []byte("\n"))
		line = append(line[:0], text...)
		rec, err := parser.Parse(line)
		if err != nil {
			fmt.Fprintln(out, err)
			continue
		}
		for i, f := range filters {
			if f.Match(&rec) {
				matches[i]++
			}
		}
		if message, ok := rec.Get("message"); ok {
			patterns[pattern.Of(message)]++
		}
		digest(records, &rec)
	}
	fmt.Fprintf(out, "%v %x\n", matches, records.Sum(nil))
	var texts []string
	for text := range patterns {
		texts = append(texts, text)
	}
	sort.Strings(texts)
	for _, text := range texts {
		fmt.Fprintf(out, "%d %q\n", patterns[text], text)
	}
}

// digest writes some values of a record to w, all of every fourth.
func digest(w io.Writer, rec *record.Record) {
	host, _ := rec.Get("host")
	level, _ := rec.Get("level")
	io.WriteString(w, host+" "+level+"\n")
	if rec.Time.Second()%4 == 0 {
		io.WriteString(w, rec.String()+"\n")
	}
}
