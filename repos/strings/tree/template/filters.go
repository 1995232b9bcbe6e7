package template

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"example.org/textkit"
	"example.org/textkit/casing"
	"example.org/textkit/escape"
	"example.org/textkit/wrap"
)

// A Filter changes a value. Words behind the filter's name are its arguments; it must not keep or change the slice.
type Filter func(value string, arguments []string) (string, error)

var (
	lock     sync.RWMutex
	registry = map[string]Filter{
		"upper":   plain(strings.ToUpper),
		"lower":   plain(strings.ToLower),
		"trim":    plain(strings.TrimSpace),
		"title":   plain(casing.Title),
		"slug":    plain(casing.Slug),
		"snake":   plain(casing.Snake),
		"html":    plain(escape.HTML),
		"json":    plain(escape.JSON),
		"url":     plain(escape.URL),
		"shell":   plain(escape.Shell),
		"squeeze": plain(textkit.Squeeze),
		"left":    padded(wrap.Left),
		"right":   padded(wrap.Right),
		"centre":  padded(wrap.Centre),
		"default": func(value string, arguments []string) (string, error) {
			if value == "" {
				return textkit.Join(arguments, " "), nil
			}
			return value, nil
		},
		"truncate": numbered(func(value string, n int) string { return textkit.Truncate(value, n, "...") }),
		"indent":   numbered(func(value string, n int) string { return textkit.Indent(value, textkit.Repeat(" ", n)) }),
		"wrap":     numbered(func(value string, n int) string { return textkit.Join(wrap.Wrap(value, n), "\n") }),
	}
)

// Register adds a filter, or replaces one. Templates that were parsed before see it too.
func Register(name string, filter Filter) {
	lock.Lock()
	defer lock.Unlock()
	registry[name] = filter
}

func apply(name, value string, arguments []string) (string, error) {
	lock.RLock()
	filter, ok := registry[name]
	lock.RUnlock()
	if !ok {
		return "", fmt.Errorf("%w: %s", ErrFilter, name)
	}
	return filter(value, arguments)
}

func plain(change func(string) string) Filter {
	return func(value string, arguments []string) (string, error) {
		if len(arguments) != 0 {
			return "", fmt.Errorf("%w: it takes no argument", ErrUse)
		}
		return change(value), nil
	}
}

const mostPlaces = 10_000

func numbered(change func(string, int) string) Filter {
	return func(value string, arguments []string) (string, error) {
		if len(arguments) != 1 {
			return "", fmt.Errorf("%w: it takes one argument", ErrUse)
		}
		n, err := strconv.Atoi(arguments[0])
		if err != nil || n < 0 || n > mostPlaces {
			return "", fmt.Errorf("%w: %q is no number from 0 to %d", ErrUse, arguments[0], mostPlaces)
		}
		return change(value, n), nil
	}
}

func padded(align wrap.Align) Filter {
	return numbered(func(value string, n int) string { return wrap.Pad(value, n, align) })
}
