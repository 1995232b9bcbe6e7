package textindex

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"example.org/textindex/internal/postings"
)

// ErrCorrupt is wrapped by the errors of Load for what is no index.
var ErrCorrupt = errors.New("not a saved index, or a damaged one")

const magic = "TIX1"

// The format, all numbers uint32 in little-endian order, a string being its
// length and its bytes: the magic; the options; the next number for a document;
// the documents by number; the terms in order, each with its postings; the
// CRC-32 of everything before.

type encoder struct {
	w   io.Writer
	n   int64
	err error
}

func (e *encoder) number(n int) {
	if e.err == nil {
		e.err = binary.Write(e.w, binary.LittleEndian, uint32(n))
		e.n += 4
	}
}

func (e *encoder) string(s string) {
	e.number(len(s))
	if e.err == nil {
		_, e.err = io.WriteString(e.w, s)
		e.n += int64(len(s))
	}
}

// Save writes the index, and returns how many bytes it wrote.
func (x *Index) Save(w io.Writer) (int64, error) {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	buffered := bufio.NewWriter(w)
	sum := crc32.NewIEEE()
	e := &encoder{w: io.MultiWriter(buffered, sum)}
	e.string(magic)
	stopWords := x.analyzer.StopWords()
	e.number(len(stopWords))
	for _, word := range stopWords {
		e.string(word)
	}
	if x.analyzer.Stems() {
		e.number(1)
	} else {
		e.number(0)
	}
	e.number(x.next)
	e.number(len(x.docs))
	for _, number := range x.all() {
		e.number(number)
		e.string(x.docs[number].id)
		e.string(x.docs[number].text)
	}
	e.number(x.terms.Len())
	for _, entry := range x.terms.Entries() {
		e.string(entry.Term)
		e.number(entry.List.Len())
		entry.List.Each(func(posting postings.Posting) {
			e.number(posting.Doc)
			e.number(len(posting.Positions))
			for _, position := range posting.Positions {
				e.number(position)
			}
		})
	}
	e.number(int(sum.Sum32()))
	if e.err == nil {
		e.err = buffered.Flush()
	}
	return e.n, e.err
}

type decoder struct {
	r   *bytes.Reader
	err error
}

func (d *decoder) number() int {
	var n uint32
	if d.err == nil {
		d.err = binary.Read(d.r, binary.LittleEndian, &n)
	}
	return int(n)
}

// count reads how many things of at least so many bytes follow.
func (d *decoder) count(least int) int {
	n := d.number()
	if d.err == nil && n > d.r.Len()/least {
		d.err = io.ErrUnexpectedEOF
	}
	if d.err != nil {
		return 0
	}
	return n
}

func (d *decoder) string() string {
	content := make([]byte, d.count(1))
	if d.err == nil {
		_, d.err = io.ReadFull(d.r, content)
	}
	return string(content)
}

// Load reads an index that Save wrote.
func Load(r io.Reader) (*Index, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if len(content) < 4 || crc32.ChecksumIEEE(content[:len(content)-4]) != binary.LittleEndian.Uint32(content[len(content)-4:]) {
		return nil, fmt.Errorf("load: the checksum is wrong: %w", ErrCorrupt)
	}
	d := &decoder{r: bytes.NewReader(content[:len(content)-4])}
	if d.string() != magic {
		return nil, fmt.Errorf("load: it does not begin with %s: %w", magic, ErrCorrupt)
	}
	var options Options
	for n := d.count(4); n > 0; n-- {
		options.StopWords = append(options.StopWords, d.string())
	}
	options.Stem = d.number() == 1
	x := New(options)
	x.next = d.number()
	x.loadDocuments(d)
	x.loadTerms(d)
	if d.err != nil || d.r.Len() > 0 {
		return nil, fmt.Errorf("load: %w", ErrCorrupt)
	}
	return x, nil
}

func (x *Index) loadDocuments(d *decoder) {
	last := -1
	for n := d.count(12); n > 0; n-- {
		number, id, text := d.number(), d.string(), d.string()
		if _, ok := x.numbers[id]; ok || number <= last || number >= x.next {
			d.err = ErrCorrupt
		}
		if d.err != nil {
			return
		}
		last = number
		x.numbers[id] = number
		x.docs[number] = document{id: id, text: text, words: x.analyzer.Count(text)}
	}
}

func (x *Index) loadTerms(d *decoder) {
	for n := d.count(8); n > 0; n-- {
		term := d.string()
		list := x.terms.GetOrAdd(term)
		if list.Len() > 0 {
			d.err = ErrCorrupt
		}
		for m := d.count(8); m > 0; m-- {
			posting := postings.Posting{Doc: d.number()}
			for k := d.count(4); k > 0; k-- {
				posting.Positions = append(posting.Positions, d.number())
			}
			if _, ok := x.docs[posting.Doc]; !ok || !list.Append(posting) {
				d.err = ErrCorrupt
			}
			if d.err != nil {
				return
			}
		}
	}
}
