package template

import (
	"fmt"
	"strings"
)

// A scope is the data of the template or of an item, and what is around it.
type scope struct {
	data   Data
	index  int
	last   bool
	parent *scope
}

func (s *scope) value(name string) (string, bool) {
	for ; s != nil; s = s.parent {
		if value, ok := s.data.Values[name]; ok {
			return value, true
		}
		if s.parent == nil {
			break
		}
		switch name {
		case "@index":
			return fmt.Sprint(s.index), true
		case "@number":
			return fmt.Sprint(s.index + 1), true
		case "@last":
			if s.last {
				return "last", true
			}
			return "", true
		}
	}
	return "", false
}

func (s *scope) list(name string) []Data {
	for ; s != nil; s = s.parent {
		if list, ok := s.data.Lists[name]; ok {
			return list
		}
	}
	return nil
}

type node interface {
	render(s *scope) (string, error)
}

type (
	textNode  string
	valueNode struct {
		text string
		line int
	}
	ifNode struct {
		name            string
		then, otherwise []node
	}
	eachNode struct {
		name string
		body []node
	}
)

// Execute fills in the data. It does not change it. With an error it returns no text.
func (t *Template) Execute(data Data) (string, error) {
	return render(t.nodes, &scope{data: data})
}

func render(nodes []node, s *scope) (string, error) {
	out := ""
	for _, n := range nodes {
		text, err := n.render(s)
		if err != nil {
			return "", err
		}
		out += text
	}
	return out, nil
}

func (n textNode) render(*scope) (string, error) { return string(n), nil }

func (n ifNode) render(s *scope) (string, error) {
	if value, _ := s.value(n.name); value != "" || len(s.list(n.name)) > 0 {
		return render(n.then, s)
	}
	return render(n.otherwise, s)
}

func (n eachNode) render(s *scope) (string, error) {
	out := ""
	list := s.list(n.name)
	for i, item := range list {
		text, err := render(n.body, &scope{data: item, index: i, last: i == len(list)-1, parent: s})
		if err != nil {
			return "", err
		}
		out += text
	}
	return out, nil
}

func (n valueNode) render(s *scope) (string, error) {
	steps := strings.Split(n.text, "|")
	value, found := s.value(strings.TrimSpace(steps[0]))
	for _, step := range steps[1:] {
		words := strings.Fields(step)
		if len(words) == 0 {
			return "", &Error{Line: n.line, Text: n.text, Err: ErrUse}
		}
		if !found && words[0] == "default" {
			value, found = strings.Join(words[1:], " "), true
		}
		if !found {
			break
		}
		var err error
		if value, err = apply(words[0], value, words[1:]); err != nil {
			return "", &Error{Line: n.line, Text: n.text, Err: err}
		}
	}
	if !found {
		return "", &Error{Line: n.line, Text: n.text, Err: ErrMissing}
	}
	return value, nil
}
