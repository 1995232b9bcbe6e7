// Package template fills values into text.
//
//	{{name}}                      the value of name
//	{{name | upper | left 10}}    the value, changed by filters
//	{{#if name}} {{else}} {{/if}} the first part if name has a value that is not empty
//	{{#each list}} {{/each}}      once for each item of a list; inside, names are those of the item first
//	{{! a remark}}                nothing
//
// Inside each, @index and @number are the number of the item from 0 and from 1, and @last is "last" for the last item
// and empty for the others.
//
// Filters are looked up when a value is filled in: a template that names an unknown filter can be parsed, and executed
// as long as it does not come to that place.
package template

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// What can be wrong with a template or its data.
var (
	ErrSyntax  = errors.New("syntax error")
	ErrMissing = errors.New("no such value")
	ErrFilter  = errors.New("no such filter")
	ErrUse     = errors.New("filter used wrongly")
)

// An Error says which line of a template something went wrong in.
type Error struct {
	Line int
	Text string // what stands between the braces
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: {{%s}}: %v", e.Line, e.Text, e.Err) }

// Unwrap returns what went wrong.
func (e *Error) Unwrap() error { return e.Err }

// Data is what a template is filled from.
type Data struct {
	Values map[string]string
	Lists  map[string][]Data
}

// A Template is a parsed template. It may be executed by several goroutines at once.
type Template struct{ nodes []node }

// Parse reads a template.
func Parse(text string) (*Template, error) {
	p := &parser{text: text, actions: regexp.MustCompile(`(?s)\{\{(.*?)\}\}`).FindAllStringSubmatchIndex(text, -1)}
	nodes, end, err := p.nodes("")
	if err != nil {
		return nil, err
	}
	if end != "" {
		return nil, p.fail(ErrSyntax)
	}
	return &Template{nodes: nodes}, nil
}

// Render parses and executes a template.
func Render(text string, data Data) (string, error) {
	t, err := Parse(text)
	if err != nil {
		return "", err
	}
	return t.Execute(data)
}

// A parser walks over the actions, which are where braces stand.
type parser struct {
	text    string
	actions [][]int
	at      int // offset of the text that has not been read
	current int // action that is read next
}

// fail returns an error at the action that was read last.
func (p *parser) fail(err error) error {
	action := p.actions[p.current-1]
	line := 1 + strings.Count(p.text[:action[0]], "\n")
	return &Error{Line: line, Text: p.text[action[2]:action[3]], Err: err}
}

// nodes reads up to the end of the block, and returns what ended it: "else", "/if", "/each" or, at the end of the
// text, nothing.
func (p *parser) nodes(block string) ([]node, string, error) {
	var nodes []node
	for p.current < len(p.actions) {
		action := p.actions[p.current]
		p.current++
		if before := p.text[p.at:action[0]]; before != "" {
			nodes = append(nodes, textNode(before))
		}
		p.at = action[1]
		inner := strings.TrimSpace(p.text[action[2]:action[3]])
		words := strings.Fields(inner)
		switch {
		case strings.HasPrefix(inner, "!"):
		case inner == "":
			return nil, "", p.fail(ErrSyntax)
		case inner == "else" || inner[0] == '/':
			if block == "" {
				return nil, "", p.fail(ErrSyntax)
			}
			return nodes, inner, nil
		case inner[0] == '#':
			if len(words) != 2 {
				return nil, "", p.fail(ErrSyntax)
			}
			n, err := p.block(words[0], words[1])
			if err != nil {
				return nil, "", err
			}
			nodes = append(nodes, n)
		default:
			line := 1 + strings.Count(p.text[:action[0]], "\n")
			nodes = append(nodes, valueNode{text: inner, line: line})
		}
	}
	if block != "" {
		return nil, "", p.fail(ErrSyntax)
	}
	if rest := p.text[p.at:]; rest != "" {
		nodes = append(nodes, textNode(rest))
	}
	return nodes, "", nil
}

// block reads a block whose first action was read.
func (p *parser) block(kind, name string) (node, error) {
	switch kind {
	case "#if":
		then, end, err := p.nodes(kind)
		var otherwise []node
		if err == nil && end == "else" {
			otherwise, end, err = p.nodes(kind)
		}
		if err == nil && end != "/if" {
			err = p.fail(ErrSyntax)
		}
		return ifNode{name: name, then: then, otherwise: otherwise}, err
	case "#each":
		body, end, err := p.nodes(kind)
		if err == nil && end != "/each" {
			err = p.fail(ErrSyntax)
		}
		return eachNode{name: name, body: body}, err
	default:
		return nil, p.fail(ErrSyntax)
	}
}
