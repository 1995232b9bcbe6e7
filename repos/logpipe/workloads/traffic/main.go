// Command traffic answers queries about access logs, and writes the answers and what became of the lines.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"example.org/logpipe"
)

// The input is a number of questions, each of which is a query, the number of bytes of its log, and the log.
func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for questions := number(in); questions > 0; questions-- {
		query := line(in)
		log := io.LimitReader(in, int64(number(in)))
		p, err := logpipe.Parse(query)
		if err != nil {
			fmt.Fprintln(out, err)
			_, err = io.Copy(io.Discard, log)
		} else {
			var stats logpipe.Stats
			stats, err = p.Run(log, out)
			fmt.Fprintln(out, stats.Lines, stats.Failed, stats.Dropped, stats.Rows, stats.Errors)
		}
		if err != nil {
			panic(err)
		}
	}
}

func line(in *bufio.Reader) string {
	text, err := in.ReadString('\n')
	if err != nil {
		panic(err)
	}
	return strings.TrimSuffix(text, "\n")
}

func number(in *bufio.Reader) int {
	n, err := strconv.Atoi(line(in))
	if err != nil {
		panic(err)
	}
	return n
}
