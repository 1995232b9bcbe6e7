// Saves and loads sets, writes them as text, and inserts and deletes places.
//
// Input, little-endian: for each set a uint32 length in bits, uint32 places to insert and to delete, and its words
// as uint64, to the end. Output: a line for each set, and the length and SHA-256 of all bytes. Texts are long and made
// quickly, so their CRC-32C is among the bytes instead: SHA-256 would take a tenth of the time.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"

	"github.com/bits-and-blooms/bitset"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	in, err := io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16))
	must(err)
	out, size := sha256.New(), 0
	lines := bufio.NewWriter(os.Stdout)
	add := func(content []byte) {
		out.Write(content)
		size += len(content)
	}
	castagnoli := crc32.MakeTable(crc32.Castagnoli)
	addText := func(text string) {
		size += len(text)
		out.Write(binary.LittleEndian.AppendUint32(nil, crc32.Checksum([]byte(text), castagnoli)))
	}
	for n := 0; len(in) > 0; n++ {
		length := binary.LittleEndian.Uint32(in)
		insert, remove := binary.LittleEndian.Uint32(in[4:]), binary.LittleEndian.Uint32(in[8:])
		words := make([]uint64, (length+63)/64)
		for j := range words {
			words[j] = binary.LittleEndian.Uint64(in[12+8*j:])
		}
		in = in[12+8*len(words):]
		set := bitset.FromWithLength(uint(length), words)
		set.InsertAt(uint(insert))
		binary, err := set.MarshalBinary()
		must(err)
		add(binary)
		var loaded, again, read bitset.BitSet
		must(loaded.UnmarshalBinary(binary))
		loaded.DeleteAt(uint(remove))
		json, err := loaded.MarshalJSON()
		must(err)
		add(json)
		must(again.UnmarshalJSON(json))
		var stream bytes.Buffer
		written, err := again.WriteTo(&stream)
		must(err)
		count, err := read.ReadFrom(&stream)
		must(err)
		add([]byte{byte(written), byte(count)})
		switch n % 4 {
		case 0:
			addText(read.String())
		case 1:
			addText(read.DumpAsBits())
		case 2:
			read.Compact()
			add([]byte{byte(read.Len()), byte(len(read.Bytes()))})
		}
		fmt.Fprintln(lines, read.Len(), read.Count(), loaded.Equal(&again))
	}
	fmt.Fprintf(lines, "%d %x\n", size, out.Sum(nil))
	must(lines.Flush())
}
