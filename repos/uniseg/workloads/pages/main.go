// Takes pages of text apart: clusters with all their boundaries, words, sentences, and places to break a line.
//
// Input, little-endian: uint32 number of pages, then for each a byte that says how it is taken apart, a uint32
// length and the text. Output for each page: uvarints of what the calls return, piece by piece.
package main

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"

	"github.com/rivo/uniseg"
)

func clusters(out, b []byte) []byte {
	state := -1
	for len(b) > 0 {
		var cluster []byte
		var boundaries int
		cluster, b, boundaries, state = uniseg.Step(b, state)
		out = binary.AppendUvarint(out, uint64(boundaries<<3|len(cluster)&7))
	}
	return out
}

func iterated(out []byte, s string) []byte {
	for g := uniseg.NewGraphemes(s); g.Next(); {
		from, to := g.Positions()
		v := uint64(to-from)<<8 | uint64(g.Width())<<4 | uint64(g.LineBreak())<<2
		if g.IsWordBoundary() {
			v |= 2
		}
		if g.IsSentenceBoundary() {
			v |= 1
		}
		out = binary.AppendUvarint(out, v)
	}
	return out
}

func words(out, b []byte) []byte {
	state := -1
	for len(b) > 0 {
		var word []byte
		word, b, state = uniseg.FirstWord(b, state)
		out = binary.AppendUvarint(out, uint64(len(word)))
	}
	return out
}

func sentences(out []byte, s string) []byte {
	state := -1
	for len(s) > 0 {
		var sentence string
		sentence, s, state = uniseg.FirstSentenceInString(s, state)
		out = binary.AppendUvarint(out, uint64(len(sentence)))
	}
	return out
}

func lines(out, b []byte) []byte {
	state := -1
	for len(b) > 0 {
		var segment []byte
		var must bool
		segment, b, must, state = uniseg.FirstLineSegment(b, state)
		v := uint64(len(segment)) << 1
		if must {
			v |= 1
		}
		out = binary.AppendUvarint(out, v)
	}
	return out
}

func main() {
	in, err := io.ReadAll(bufio.NewReaderSize(os.Stdin, 1<<16))
	if err != nil {
		panic(err)
	}
	n := binary.LittleEndian.Uint32(in)
	in = in[4:]
	var out []byte
	for ; n > 0; n-- {
		way, size := in[0], binary.LittleEndian.Uint32(in[1:])
		page := in[5 : 5+size]
		in = in[5+size:]
		switch way {
		case 0:
			out = clusters(out, page)
		case 1:
			out = iterated(out, string(page))
		case 2:
			out = sentences(words(out, page), string(page))
		default:
			out = lines(out, page)
		}
	}
	if _, err := os.Stdout.Write(out); err != nil {
		panic(err)
	}
}
