package template

import (
	"errors"
	"strconv"
	"strings"
	"testing"
)

func data() Data {
	return Data{
		Values: map[string]string{"name": "Ada", "city": "london town", "empty": "", "html": "<b>&"},
		Lists: map[string][]Data{
			"items": {
				{Values: map[string]string{"name": "tea", "price": "2.50"}},
				{Values: map[string]string{"price": "12"}},
			},
			"none": {},
		},
	}
}

func TestRender(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"plain":                             "plain",
		"Dear {{name}}!":                    "Dear Ada!",
		"{{ city | title | left 12 }}|":     "London Town |",
		"{{html|html}} {{html | url}}":      "&lt;b&gt;&amp; %3Cb%3E%26",
		"{{nothing | default no value}}":    "no value",
		"{{empty | default - | right 3}}":   "  -",
		"{{#if name}}yes{{else}}no{{/if}}":  "yes",
		"{{#if empty}}yes{{else}}no{{/if}}": "no",
		"{{#if none}}yes{{/if}}":            "",
		"{{#if items}}yes{{/if}}":           "yes",
		"a{{! remark }}b":                   "ab",
		"{{#each none}}x{{/each}}":          "",
		"{{#each items}}{{name}} {{price | right 5}};{{/each}}":                     "tea  2.50;Ada    12;",
		"{{#each items}}{{@number}}{{#if @last}}.{{else}}, {{/if}}{{/each}}":        "1, 2.",
		"{{city | truncate 8}} }} { {":                                              "londo... }} { {",
		"{{city | wrap 6 | indent 2}}":                                              "  london\n  town",
		"{{city|slug}} {{city|snake}} {{city|upper|lower|trim|squeeze|json|shell}}": `london-town london_town '"london town"'`,
	} {
		if got, err := Render(text, data()); err != nil || got != want {
			t.Errorf("Render(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	for text, line := range map[string]int{
		"{{}}":                               1,
		"a\n{{#if x}}":                       2,
		"\n\n{{/if}}":                        3,
		"{{else}}":                           1,
		"{{#if a}}{{/each}}":                 1,
		"{{#if a}}{{else}}\n{{else}}{{/if}}": 2,
		"{{#each a}}{{else}}{{/each}}":       1,
		"{{#each}}{{/each}}":                 1,
		"{{#loop x}}{{/loop}}":               1,
	} {
		_, err := Parse(text)
		var got *Error
		if !errors.As(err, &got) || !errors.Is(err, ErrSyntax) || got.Line != line {
			t.Errorf("Parse(%q): %v, want an error in line %d", text, err, line)
		}
	}
}

func TestExecutionErrors(t *testing.T) {
	for text, want := range map[string]error{
		"{{nothing}}":             ErrMissing,
		"{{nothing | upper}}":     ErrMissing,
		"{{name | nofilter}}":     ErrFilter,
		"{{name | upper 3}}":      ErrUse,
		"{{name | left}}":         ErrUse,
		"{{name | left -1}}":      ErrUse,
		"{{name | left 1000000}}": ErrUse,
		"{{name | }}":             ErrUse,
		"{{@index}}":              ErrMissing,
	} {
		got, err := Render(text, data())
		if !errors.Is(err, want) || got != "" {
			t.Errorf("Render(%q) = %q, %v, want %v", text, got, err, want)
		}
	}
}

func letter() (*Template, Data) {
	t, err := Parse("Dear {{title | default friend}} {{name | title}},\n\n{{text | wrap 60 | indent 2}}\n\n" +
		"{{#each items}}{{@number | right 3}}. {{name | left 20}} {{price | right 8}}\n{{/each}}\n{{#if note}}{{note}}{{/if}}")
	if err != nil {
		panic(err)
	}
	d := Data{
		Values: map[string]string{"name": "ada lovelace", "text": strings.Repeat("we send you these things. ", 12)},
		Lists:  map[string][]Data{},
	}
	for i := 0; i < 10; i++ {
		n := strconv.Itoa(i)
		d.Lists["items"] = append(d.Lists["items"], Data{Values: map[string]string{"name": "thing " + n, "price": n + ".50"}})
	}
	return t, d
}

func BenchmarkExecute(b *testing.B) {
	t, d := letter()
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		if _, err := t.Execute(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	text := strings.Repeat("Dear {{name | upper}},\n{{#if x}}some text{{else}}other text{{/if}}\n", 10)
	for i := 0; i < b.N; i++ {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}
