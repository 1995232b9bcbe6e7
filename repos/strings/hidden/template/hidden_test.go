package template

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
)

func TestHiddenFiltersAreLookedUpWhenTheyAreUsed(t *testing.T) {
	parsed, err := Parse("{{#if on}}{{name | hidden-late a b}}{{else}}off{{/if}}")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := parsed.Execute(Data{}); err != nil || got != "off" {
		t.Errorf("got %q, %v", got, err)
	}
	on := Data{Values: map[string]string{"on": "1", "name": "x"}}
	if got, err := parsed.Execute(on); !errors.Is(err, ErrFilter) || got != "" {
		t.Errorf("got %q, %v", got, err)
	}
	for _, mark := range []string{"1", "2"} {
		Register("hidden-late", func(value string, arguments []string) (string, error) {
			return value + mark + strings.Join(arguments, "+"), nil
		})
		if got, err := parsed.Execute(on); err != nil || got != "x"+mark+"a+b" {
			t.Errorf("got %q, %v", got, err)
		}
	}
}

func TestHiddenErrorsOfFiltersAreWrapped(t *testing.T) {
	broken := errors.New("broken")
	Register("hidden-broken", func(string, []string) (string, error) { return "ignored", broken })
	got, err := Render("text\n\n{{ name |hidden-broken}}", Data{Values: map[string]string{"name": "x"}})
	var place *Error
	if got != "" || !errors.Is(err, broken) || !errors.As(err, &place) || place.Line != 3 || place.Text != "name |hidden-broken" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestHiddenStepsAreTakenInOrder(t *testing.T) {
	calls := 0
	Register("hidden-count", func(value string, _ []string) (string, error) { calls++; return value, nil })
	data := Data{Values: map[string]string{"name": "x"}}
	for text, want := range map[string]error{
		"{{name | hidden-count | | nofilter}}":  ErrUse,
		"{{name | hidden-count | nofilter | }}": ErrFilter,
		"{{no | | hidden-count}}":               ErrUse,
		"{{no | hidden-count | }}":              ErrMissing,
		"{{ | hidden-count}}":                   ErrMissing,
	} {
		if _, err := Render(text, data); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", text, err, want)
		}
	}
	if calls != 2 {
		t.Errorf("%d calls", calls)
	}
}

func TestHiddenDefaultTakesTheWordsAfterIt(t *testing.T) {
	for text, want := range map[string]string{
		"{{no | default  two   words | upper}}": "TWO WORDS", "{{no | default}}": "", "{{no|default a|default b}}": "a",
		"{{empty | default b | default c}}": "b",
	} {
		if got, err := Render(text, Data{Values: map[string]string{"empty": ""}}); err != nil || got != want {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
}

func TestHiddenInnerDataHidesOuterData(t *testing.T) {
	value := func(v string) map[string]string { return map[string]string{"v": v} }
	data := Data{Values: map[string]string{"v": "0", "@index": "own"}, Lists: map[string][]Data{
		"a": {{Values: value("1"), Lists: map[string][]Data{"b": {{}, {Values: value("3")}}}}, {}},
		"b": {{Values: value("outer")}},
	}}
	const text = "{{@index}} {{#each a}}{{v}}{{@number}}({{#each b}}{{v}}{{@index}}{{#if @last}}!{{/if}}{{/each}}){{@index}}{{#if @last}}.{{/if}}{{/each}}"
	got, err := Render(text, data)
	if err != nil || got != "own 11(1031!)002(outer0!)1." {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestHiddenUnclosedBracesAreText(t *testing.T) {
	data := Data{Values: map[string]string{"{a": "x", "a": "y", "a\nb": "z"}}
	for text, want := range map[string]string{
		"{{a}} {{": "y {{", "{{{a}}}": "x}", "}}{{a}}": "}}y", "{ {a}}": "{ {a}}", "{{a\nb}}": "z", "{{!}}": "", "{{a}}{{a": "y{{a",
	} {
		if got, err := Render(text, data); err != nil || got != want {
			t.Errorf("Render(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestHiddenATemplateMayBeExecutedAtOnce(t *testing.T) {
	parsed, err := Parse("{{#each items}}{{@number}} {{name | title | html | left 12}}{{#if @last}}!{{/if}}\n{{/each}}{{text | wrap 20 | indent 2}}")
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := 0; i < 8; i++ {
		data := Data{Values: map[string]string{"text": strings.Repeat(fmt.Sprint("word", i, " "), 30)}, Lists: map[string][]Data{}}
		for n := 0; n <= i; n++ {
			data.Lists["items"] = append(data.Lists["items"], Data{Values: map[string]string{"name": fmt.Sprint("item <", n, ">")}})
		}
		want, err := parsed.Execute(data)
		if err != nil {
			t.Fatal(err)
		}
		wait.Add(1)
		go func() {
			defer wait.Done()
			for n := 0; n < 50; n++ {
				if got, err := parsed.Execute(data); err != nil || got != want {
					t.Errorf("got %q, %v, want %q", got, err, want)
					return
				}
			}
		}()
	}
	wait.Wait()
}

func TestHiddenDataIsNotChanged(t *testing.T) {
	make := func() Data {
		return Data{Values: map[string]string{"a": "x"}, Lists: map[string][]Data{"l": {{Values: map[string]string{"b": "y"}}, {}}}}
	}
	data := make()
	if _, err := Render("{{a | upper}}{{#each l}}{{a}}{{b | default z}}{{/each}}", data); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(data, make()) {
		t.Errorf("data became %v", data)
	}
}
