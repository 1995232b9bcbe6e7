// Workload typed: a stream of records to structs, and changed structs to a stream.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"example.org/kvcodec"
)

type line struct {
	Item     string  `kv:"item"`
	Quantity int32   `kv:"n"`
	Price    float64 `kv:"price"`
	Options  []uint8 `kv:"options,omitempty"`
}

type address struct {
	Street string   `kv:"street"`
	Town   string   `kv:"town"`
	Lines  []string `kv:"lines,omitempty"`
	Zip    *int     `kv:"zip"`
}

type order struct {
	ID       uint64            `kv:"id"`
	Customer string            `kv:"customer"`
	Placed   time.Time         `kv:"placed"`
	Paid     bool              `kv:"paid,omitempty"`
	Total    float64           `kv:"total"`
	Weight   float32           `kv:"weight,omitempty"`
	Version  int               `kv:"version"`
	Lines    []line            `kv:"lines"`
	To       *address          `kv:"to"`
	From     address           `kv:"from"`
	Tags     []string          `kv:"tags,omitempty"`
	Attrs    map[string]string `kv:"attrs,omitempty"`
	Codes    [3]int16          `kv:"codes"`
	Extra    any               `kv:"extra,omitempty"`
	Private  string            `kv:"-"`
}

type summary struct {
	ID       int64          `kv:"id"`
	Customer string         `kv:"customer"`
	Total    *float64       `kv:"total"`
	Attrs    map[string]any `kv:"attrs"`
	Lines    []struct {
		Item string `kv:"item"`
	} `kv:"lines"`
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	check(err)
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	encoder := kvcodec.NewEncoder(out)
	orders, summaries := kvcodec.NewDecoder(input), kvcodec.NewDecoder(input)
	for i := 0; ; i++ {
		var o order
		err := orders.Decode(&o)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			out.WriteString(err.Error() + "\n")
		}
		o.Version += i
		o.Total += o.Total / 8
		if len(o.Lines) > 1 {
			o.Lines[0].Quantity += o.Lines[1].Quantity
			o.Lines = o.Lines[:len(o.Lines)-i%2]
		}
		if err := encoder.Encode(&o); err != nil {
			out.WriteString(err.Error() + "\n")
		}
		var s summary
		if err := summaries.Decode(&s); err != nil {
			out.WriteString(err.Error() + "\n")
		}
		if i%2 == 0 {
			s.ID += int64(i)
			data, err := kvcodec.Marshal(s)
			check(err)
			out.Write(data)
		}
	}
	fmt.Fprintln(out, orders.Skipped(), summaries.Skipped())
	check(out.Flush())
}
