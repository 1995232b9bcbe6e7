// Workload log: damaged frames with records of any shape; parts, texts and merged records.
package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"

	"example.org/kvcodec/frame"
	"example.org/kvcodec/record"
)

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil || len(input) < 4 {
		fmt.Fprintln(os.Stderr, "bad input:", len(input), err)
		os.Exit(1)
	}
	n := binary.LittleEndian.Uint32(input)
	paths := string(input[4 : 4+n])
	digest := sha256.New()
	write := func(text string) {
		io.WriteString(digest, text)
		digest.Write([]byte{'\n'})
	}
	scanner := frame.NewScanner(input[4+n:])
	var previous []byte
	var path string
	count := 0
	for ; scanner.Next(); count++ {
		f := scanner.Frame()
		last := path
		path, paths, _ = strings.Cut(paths, "\n")
		for _, path := range []string{path, last} {
			part, ok, err := record.Lookup(f.Payload, path)
			switch {
			case err != nil:
				write(err.Error())
			case ok:
				write(record.Text(part))
			default:
				write("no " + path)
			}
		}
		switch (count + int(f.Kind)) % 3 {
		case 0:
			v, err := record.Decode(f.Payload)
			if err != nil {
				write(err.Error())
				break
			}
			write(record.Text(v))
		case 1:
			merged, err := record.Merge(f.Payload, previous)
			if err != nil {
				write(err.Error())
			}
			digest.Write(merged)
		}
		previous = f.Payload
		digest.Write([]byte{f.Kind, byte(scanner.Offset())})
	}
	fmt.Printf("%d %d %x\n", count, scanner.Skipped(), digest.Sum(nil))
}
