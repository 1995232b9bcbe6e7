// Command letters reads templates and data of letters, and writes the letters, indented and joined.
package main

import (
	"bufio"
	"io"
	"os"

	"example.org/textkit"
	"example.org/textkit/template"
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

func (r *reader) data(deep bool) template.Data {
	data := template.Data{Values: map[string]string{}, Lists: map[string][]template.Data{}}
	for n := r.number(); n > 0; n-- {
		name := r.text()
		data.Values[name] = r.text()
	}
	if deep {
		for n := r.number(); n > 0; n-- {
			name := r.text()
			for items := r.number(); items > 0; items-- {
				data.Lists[name] = append(data.Lists[name], r.data(false))
			}
		}
	}
	return data
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	in, out := reader{string(input)}, bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for campaigns := in.number(); campaigns > 0; campaigns-- {
		heading, prefix, width := in.text(), in.text(), in.number()
		t, err := template.Parse(in.text())
		var letters []string
		for n := in.number(); n > 0; n-- {
			data := in.data(true)
			if err != nil {
				continue
			}
			letter, failure := t.Execute(data)
			if failure != nil {
				letter = failure.Error()
			}
			letters = append(letters, textkit.Indent(letter, prefix))
		}
		out.WriteString(wrap.Block(heading, width, wrap.Centre))
		if err != nil {
			out.WriteString(err.Error() + "\n")
		}
		out.WriteString(textkit.Join(letters, "\n---\n"))
	}
}
