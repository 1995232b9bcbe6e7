// Command fields reads texts, each with a number that says what to do with it, and writes what becomes of them.
package main

import (
	"encoding/binary"
	"io"
	"os"
	"strings"

	"example.org/textkit"
	"example.org/textkit/casing"
	"example.org/textkit/escape"
	"example.org/textkit/wrap"
)

// A reader takes numbers and texts from the input, one by one.
type reader struct{ rest string }

func (r *reader) number() int {
	n := uint32(r.rest[0]) | uint32(r.rest[1])<<8 | uint32(r.rest[2])<<16 | uint32(r.rest[3])<<24
	r.rest = r.rest[4:]
	return int(n)
}

func (r *reader) text() string {
	n := r.number()
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}

func changed(text string, what, width int) string {
	switch what {
	case 0:
		return escape.JSON(text)
	case 1:
		return escape.HTML(text)
	case 2:
		return escape.UnescapeHTML(text)
	case 3:
		return escape.URL(text)
	case 4:
		plain, err := escape.UnescapeURL(text)
		if err != nil {
			return err.Error()
		}
		return plain
	case 5:
		return escape.ShellCommand(strings.Split(text, " "))
	case 6:
		return textkit.Squeeze(text)
	case 7:
		return textkit.Truncate(text, width, "...")
	case 8:
		return textkit.NumberLines(textkit.Dedent(text), width)
	case 9:
		return textkit.Join(wrap.Justify(text, width), "\n")
	case 10:
		return textkit.Enumerate(casing.Words(text), ", ", " and ")
	default:
		return casing.Slug(text) + " " + casing.Kebab(text)
	}
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	in := reader{string(input)}
	var results []string
	for n := in.number(); n > 0; n-- {
		what, width := in.number(), in.number()
		results = append(results, changed(in.text(), what, width))
	}
	var out []byte
	for _, result := range results {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(result)))
		out = append(out, result...)
	}
	if _, err := os.Stdout.Write(out); err != nil {
		panic(err)
	}
}
