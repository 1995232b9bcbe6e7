// Package query reads queries.
//
// A query is made of words, "phrases in quotes" and beginnings of words, such
// as begin*. Parts that follow each other must all match; AND between them says
// the same. OR lets one of two sides do. NOT or a minus sign before a part
// excludes what it matches. Parentheses group.
package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Node is a part of a query: Word, Prefix, Phrase, And, Or or Not.
type Node interface {
	String() string
}

// A Word matches documents that have it.
type Word struct{ Text string }

// A Prefix matches documents that have a term that begins with it.
type Prefix struct{ Text string }

// A Phrase matches documents that have its words in a row.
type Phrase struct{ Text string }

// An And matches documents that all parts match.
type And struct{ Parts []Node }

// An Or matches documents that any part matches.
type Or struct{ Parts []Node }

// A Not matches documents that its part does not match.
type Not struct{ Part Node }

func (n Word) String() string   { return n.Text }
func (n Prefix) String() string { return n.Text + "*" }
func (n Phrase) String() string { return `"` + n.Text + `"` }
func (n And) String() string    { return "(" + join(n.Parts, " AND ") + ")" }
func (n Or) String() string     { return "(" + join(n.Parts, " OR ") + ")" }
func (n Not) String() string    { return "NOT " + n.Part.String() }

func join(nodes []Node, separator string) string {
	var texts []string
	for _, node := range nodes {
		texts = append(texts, node.String())
	}
	return strings.Join(texts, separator)
}

// A SyntaxError says what is wrong with a query.
type SyntaxError struct {
	Offset  int // Where, in bytes.
	Message string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("query: %s at offset %d", e.Message, e.Offset)
}

// mostDepth is how deep parentheses and NOTs may be nested.
const mostDepth = 100

// Parse reads a query. The error, if any, is a *SyntaxError.
func Parse(text string) (Node, error) {
	p := &parser{text: text}
	p.next()
	if p.kind == end {
		return nil, &SyntaxError{Offset: 0, Message: "the query is empty"}
	}
	node, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.kind != end {
		return nil, p.failed("unexpected " + p.kind.String())
	}
	return node, nil
}

type kind int

const (
	end kind = iota
	word
	prefix
	phrase
	open
	shut
	and
	or
	not
	unclosed
)

func (k kind) String() string {
	return [...]string{"end", "word", "beginning of a word", "phrase", "(", ")", "AND", "OR", "NOT", "quote without end"}[k]
}

type parser struct {
	text   string
	offset int // Behind the present part.
	start  int // Of the present part.
	kind   kind
	value  string
}

func (p *parser) failed(message string) error {
	return &SyntaxError{Offset: p.start, Message: message}
}

// next reads the next part.
func (p *parser) next() {
	rest := strings.TrimLeftFunc(p.text[p.offset:], unicode.IsSpace)
	p.start = len(p.text) - len(rest)
	if rest == "" {
		p.kind, p.value, p.offset = end, "", len(p.text)
		return
	}
	switch rest[0] {
	case '(':
		p.kind, p.offset = open, p.start+1
	case ')':
		p.kind, p.offset = shut, p.start+1
	case '-':
		p.kind, p.offset = not, p.start+1
	case '"':
		length := strings.IndexByte(rest[1:], '"')
		if length < 0 {
			p.kind, p.offset = unclosed, len(p.text)
			return
		}
		p.kind, p.value, p.offset = phrase, rest[1:1+length], p.start+length+2
	default:
		length := strings.IndexFunc(rest, func(r rune) bool {
			return unicode.IsSpace(r) || r == '(' || r == ')' || r == '"'
		})
		if length < 0 {
			length = len(rest)
		}
		p.word(rest[:length])
		p.offset = p.start + length
	}
}

func (p *parser) word(text string) {
	p.kind, p.value = word, text
	switch text {
	case "AND":
		p.kind = and
	case "OR":
		p.kind = or
	case "NOT":
		p.kind = not
	}
	if utf8.RuneCountInString(text) > 1 && strings.HasSuffix(text, "*") {
		p.kind, p.value = prefix, strings.TrimSuffix(text, "*")
	}
}

func (p *parser) or(depth int) (Node, error) {
	node, err := p.and(depth)
	if err != nil || p.kind != or {
		return node, err
	}
	parts := []Node{node}
	for p.kind == or {
		p.next()
		node, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		parts = append(parts, node)
	}
	return Or{parts}, nil
}

func (p *parser) and(depth int) (Node, error) {
	node, err := p.unary(depth)
	if err != nil {
		return nil, err
	}
	parts := []Node{node}
	for p.kind != end && p.kind != or && p.kind != shut {
		if p.kind == and {
			p.next()
		}
		node, err := p.unary(depth)
		if err != nil {
			return nil, err
		}
		parts = append(parts, node)
	}
	if len(parts) == 1 {
		return node, nil
	}
	return And{parts}, nil
}

func (p *parser) unary(depth int) (Node, error) {
	if depth > mostDepth {
		return nil, p.failed("too deeply nested")
	}
	value := p.value
	switch p.kind {
	case not:
		p.next()
		node, err := p.unary(depth + 1)
		if err != nil {
			return nil, err
		}
		return Not{node}, nil
	case word:
		p.next()
		return Word{value}, nil
	case prefix:
		p.next()
		return Prefix{value}, nil
	case phrase:
		p.next()
		return Phrase{value}, nil
	case open:
		p.next()
		node, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.kind != shut {
			return nil, p.failed("expected ), got " + p.kind.String())
		}
		p.next()
		return node, nil
	}
	return nil, p.failed("unexpected " + p.kind.String())
}
