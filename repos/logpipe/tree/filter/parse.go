package filter

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// ErrSyntax is returned, wrapped, for a condition that cannot be read.
var ErrSyntax = errors.New("condition cannot be read")

// Parse reads a condition.
func Parse(text string) (*Filter, error) {
	tokens, err := split(text)
	if err != nil {
		return nil, err
	}
	p := parser{tokens: tokens}
	root, err := p.or()
	if err != nil {
		return nil, err
	}
	if next := p.peek(); next.text != "" || next.quoted {
		return nil, unexpected(next)
	}
	return &Filter{root: root}, nil
}

// A token is a word, an operator, a bracket, a comma or a text between quotes.
type token struct {
	text   string
	quoted bool
}

func unexpected(t token) error {
	if t.text == "" && !t.quoted {
		return fmt.Errorf("%w: it ends too early", ErrSyntax)
	}
	return fmt.Errorf("%w: unexpected %q", ErrSyntax, t.text)
}

func split(text string) ([]token, error) {
	var tokens []token
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		size := 0
		switch c := text[0]; {
		case c == '"':
			quoted, err := strconv.QuotedPrefix(text)
			if err != nil {
				return nil, fmt.Errorf("%w: text without end", ErrSyntax)
			}
			value, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, fmt.Errorf("%w: %s", ErrSyntax, quoted)
			}
			tokens = append(tokens, token{text: value, quoted: true})
			text = text[len(quoted):]
			continue
		case strings.IndexByte("(),", c) >= 0:
			size = 1
		case strings.IndexByte("=!<>~", c) >= 0:
			for size < len(text) && strings.IndexByte("=!<>~", text[size]) >= 0 {
				size++
			}
		default:
			for size < len(text) && strings.IndexByte("=!<>~(),\" \t\r\n", text[size]) < 0 {
				size++
			}
		}
		tokens = append(tokens, token{text: text[:size]})
		text = text[size:]
	}
	return tokens, nil
}

type parser struct {
	tokens []token
	at     int
	depth  int
}

func (p *parser) peek() token {
	if p.at == len(p.tokens) {
		return token{}
	}
	return p.tokens[p.at]
}

// take takes the next token if it is this one, without quotes.
func (p *parser) take(text string) bool {
	if next := p.peek(); next.text != text || next.quoted || p.at == len(p.tokens) {
		return false
	}
	p.at++
	return true
}

func (p *parser) or() (node, error) {
	left, err := p.and()
	for err == nil && p.take("or") {
		var right node
		right, err = p.and()
		left = orNode{left, right}
	}
	return left, err
}

func (p *parser) and() (node, error) {
	left, err := p.not()
	for err == nil && p.take("and") {
		var right node
		right, err = p.not()
		left = andNode{left, right}
	}
	return left, err
}

const deepest = 100

func (p *parser) not() (node, error) {
	if p.depth++; p.depth > deepest {
		return nil, fmt.Errorf("%w: more than %d brackets", ErrSyntax, deepest)
	}
	defer func() { p.depth-- }()
	switch {
	case p.take("not"):
		inner, err := p.not()
		return notNode{inner}, err
	case p.take("("):
		inner, err := p.or()
		if err == nil && !p.take(")") {
			err = unexpected(p.peek())
		}
		return inner, err
	case p.take("has"):
		name, err := p.word()
		return hasNode{name}, err
	}
	return p.comparison()
}

// word takes a word or a text between quotes.
func (p *parser) word() (string, error) {
	next := p.peek()
	if !next.quoted && (next.text == "" || strings.ContainsAny(next.text, "=!<>~(),")) {
		return "", unexpected(next)
	}
	p.at++
	return next.text, nil
}

func (p *parser) comparison() (node, error) {
	name, err := p.word()
	if err != nil {
		return nil, err
	}
	operator := p.peek()
	if operator.quoted {
		return nil, unexpected(operator)
	}
	switch operator.text {
	case "=", "!=", "<", "<=", ">", ">=", "~", "!~", "contains":
		p.at++
	case "in":
		p.at++
		return p.list(name)
	default:
		return nil, unexpected(operator)
	}
	text, err := p.word()
	if err != nil {
		return nil, err
	}
	if operator.text == "~" || operator.text == "!~" {
		if _, err := regexp.Compile(text); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrSyntax, err)
		}
	}
	return compareNode{name: name, operator: operator.text, text: text}, nil
}

func (p *parser) list(name string) (node, error) {
	if !p.take("(") {
		return nil, unexpected(p.peek())
	}
	n := inNode{name: name}
	for {
		text, err := p.word()
		if err != nil {
			return nil, err
		}
		n.texts = append(n.texts, text)
		if p.take(")") {
			return n, nil
		}
		if !p.take(",") {
			return nil, unexpected(p.peek())
		}
	}
}
