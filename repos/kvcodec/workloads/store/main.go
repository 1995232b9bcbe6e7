// Workload store: operations on a key-value store.
package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strconv"

	"example.org/kvcodec/record"
	"example.org/kvcodec/store"
)

// block returns the next block of bytes and what follows it.
func block(input []byte) ([]byte, []byte) {
	n := int(binary.LittleEndian.Uint16(input))
	return input[2 : 2+n], input[2+n:]
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	s := store.New()
	digest := sha256.New()
	write := func(text string) {
		io.WriteString(digest, text)
		digest.Write([]byte{'\n'})
	}
	failed := func(err error) bool {
		if err != nil {
			write(err.Error())
		}
		return err != nil
	}
	var batch []store.Op
	left := 0
	for len(input) > 0 {
		op := input[0]
		if op == '*' {
			batch, left = batch[:0], int(input[1])
			input = input[2:]
			continue
		}
		var name, data []byte
		name, input = block(input[1:])
		data, input = block(input)
		key := string(name)
		if left > 0 {
			kind := map[byte]store.OpKind{'p': store.OpPut, 'u': store.OpUpdate, 'd': store.OpDelete}[op]
			batch = append(batch, store.Op{Kind: kind, Key: key, Data: data})
			if left--; left == 0 {
				n, err := s.Apply(batch)
				failed(err)
				write(strconv.Itoa(n))
			}
			continue
		}
		switch op {
		case 'p':
			failed(s.PutEncoded(key, data))
		case 'u':
			failed(s.Update(key, data))
		case 'd':
			write(strconv.FormatBool(s.Delete(key)))
		case 'g':
			if v, err := s.Get(key); !failed(err) {
				write(record.Text(v))
				failed(s.Put(key+"+", v))
			}
		case 'f':
			if v, ok, err := s.Field(key, string(data)); !failed(err) && ok {
				write(record.Text(v))
			}
		case 'k':
			limit, _ := strconv.Atoi(string(data))
			for _, key := range s.Keys(key, limit) {
				write(key)
			}
		case 's':
			limit, _ := strconv.Atoi(string(data))
			entries, err := s.Scan(key, limit)
			failed(err)
			for _, entry := range entries {
				write(entry.Key)
				write(record.Text(entry.Value))
			}
		case 'r':
			text, err := s.Dump(key)
			failed(err)
			write(text)
		case 'c':
			write(strconv.Itoa(s.Garbage()))
			failed(s.Compact())
		case 'o':
			log := s.Log()
			digest.Write(log)
			var report store.Report
			s, report = store.Open(log)
			write(fmt.Sprint(report, s.Len()))
		}
	}
	digest.Write(s.Log())
	fmt.Printf("%d %d %x\n", s.Len(), s.Garbage(), digest.Sum(nil))
}
