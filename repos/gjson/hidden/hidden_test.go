package gjson_test

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/tidwall/gjson"
)

// awkward are values whose ends are hard to find.
var awkward = []string{
	`""`, `"]"`, `"}{"`, `"\""`, `"\\"`, `"\\\""`, `"a\\\\"`, `"(x"`, `"\u005d"`, `"é]"`, `"世界}"`, `"\"]\\"`,
	`[]`, `{}`, `[[]]`, `[{"a":[]},{}]`, `{"]":"["}`, `{"\\":"\""}`, `[1,[2,[3,[4,[5,[6]]]]]]`,
	`[ "x" , { "y" : [ ] } ]`, `["😀","\\]","]"]`, `{"k":{"k":{"k":{"k":"}}}}"}}}}`, `[true,false,null,-1.5e3]`,
}

func TestHiddenEndsOfValuesAtAllOffsets(t *testing.T) {
	for _, value := range awkward {
		for offset := 0; offset < 20; offset++ {
			for _, behind := range []string{"", " ", `"]}`, strings.Repeat(`x`, 17)} {
				// One value is skipped, the other is taken.
				document := `{"` + strings.Repeat("p", offset) + `!":` + value + `,"w":[` + value + `,` + value + `],"v":` + value + `,"z":7}`
				if !gjson.Valid(document) {
					t.Fatalf("%s is not valid", document)
				}
				document += behind
				if got := gjson.Get(document, "v").Raw; got != value {
					t.Fatalf("%s: got %s", document, got)
				}
				if got := gjson.Get(document, "w.1"); got.Raw != value || document[got.Index:got.Index+len(value)] != value {
					t.Fatalf("%s: got %s at %d", document, got.Raw, got.Index)
				}
				if got := gjson.Get(document, "z").Int(); got != 7 {
					t.Fatalf("%s: got %d", document, got)
				}
				elements := gjson.Get(document, "w").Array()
				if len(elements) != 2 || elements[0].Raw != value || elements[1].Raw != value {
					t.Fatalf("%s: %d elements", document, len(elements))
				}
			}
		}
	}
}

func TestHiddenValuesEqualThoseOfTheStandardLibrary(t *testing.T) {
	document := "[" + strings.Join(awkward, ",") + "]"
	var want interface{}
	if err := json.Unmarshal([]byte(document), &want); err != nil {
		t.Fatal(err)
	}
	if got := gjson.Parse(document).Value(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	var walk func(value gjson.Result) interface{}
	walk = func(value gjson.Result) interface{} {
		switch {
		case value.IsObject():
			members := map[string]interface{}{}
			value.ForEach(func(key, member gjson.Result) bool {
				members[key.String()] = walk(member)
				return true
			})
			return members
		case value.IsArray():
			elements := []interface{}{}
			value.ForEach(func(_, element gjson.Result) bool {
				elements = append(elements, walk(element))
				return true
			})
			return elements
		}
		return value.Value()
	}
	if got := walk(gjson.Parse(document)); !reflect.DeepEqual(got, want) {
		t.Errorf("walked: got %v, want %v", got, want)
	}
}

func TestHiddenCutOffDocuments(t *testing.T) {
	document := `{"a":"x\"]","b":[1,{"c":"\\"},"(","é"],"d":{"e":[[],"}"]},"f":-1.25}`
	for n := 0; n < len(document); n++ {
		cut := document[:n]
		if gjson.Valid(cut) {
			t.Errorf("%s is said to be valid", cut)
		}
		// What is returned is not specified, but nothing may panic, and what lies before the cut is found.
		for _, path := range []string{"a", "b", "b.1.c", "b.#", "d.e.1", "f", "#.x", "b.#(c==\"x\")", "*"} {
			got := gjson.Get(cut, path)
			if path == "a" && n > 12 && got.Str != `x"]` {
				t.Errorf("%s: a is %q", cut, got.Str)
			}
			got.Array()
			got.Map()
			got.Value()
			got.ForEach(func(_, _ gjson.Result) bool { return true })
		}
		gjson.Parse(cut).Value()
	}
	for text, want := range map[string]string{
		`{"a":[1,"x`:     `[1,"x`,
		`{"a":[1,2`:      `[1,2`,
		`{"a":[1,"x]},2`: `[1,"x]},2`,
	} {
		if got := gjson.Get(text, "a").Raw; got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestHiddenNumbers(t *testing.T) {
	texts := []string{
		"0", "-0", "7", "-7", "1.5", "-1.5", "0.1", "123456789012345", "1234567890123456", "9007199254740993",
		"0.000000000000001", "123456.789012345", "99999999999999.9", "0.3", "1e5", "1E-5", "-1.5e+300", "1e400", "5e-324",
		"4.35", "2.675", "1.005", "100000000000000.1", "18446744073709551615", "1.7976931348623157e308",
	}
	for i := 0; i < 3000; i++ {
		texts = append(texts, strconv.FormatFloat(float64(i*i*7919)/math.Pow(10, float64(i%14)), 'f', -1, 64))
	}
	for _, text := range texts {
		want, _ := strconv.ParseFloat(text, 64)
		for _, got := range []gjson.Result{
			gjson.Parse(text), gjson.Get(`{"a":`+text+`}`, "a"), gjson.Get(`[1,`+text+`]`, "1"), gjson.Parse(`[` + text + `]`).Array()[0],
		} {
			if math.Float64bits(got.Num) != math.Float64bits(want) || got.Raw != text {
				t.Fatalf("%s: got %v, want %v", text, got.Num, want)
			}
		}
	}
	for _, text := range []string{"-", "-.5", "1.2.3", "1_0", "+5", "1e", "5.", "--1"} {
		want, _ := strconv.ParseFloat(text, 64)
		if got := gjson.Get(`[`+text+`]`, "0").Num; got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestHiddenResultsOfBytesAreCopies(t *testing.T) {
	document := []byte(`{"name":"a long enough name","esc":"x\ny","list":[1,"two",{"three":3}]}`)
	name, escaped := gjson.GetBytes(document, "name"), gjson.GetBytes(document, "esc")
	list, parsed := gjson.GetBytes(document, "list"), gjson.ParseBytes(document)
	many := gjson.GetManyBytes(document, "name", "list.1")
	for i := range document {
		document[i] = '#'
	}
	if name.Str != "a long enough name" || name.Raw != `"a long enough name"` || escaped.Str != "x\ny" {
		t.Error("a string changed with the document")
	}
	if list.Get("2.three").Int() != 3 || parsed.Get("list.1").Str != "two" || many[1].Str != "two" {
		t.Error("a list changed with the document")
	}
}

func TestHiddenNothingIsWrittenToTheDocument(t *testing.T) {
	document := []byte(`{"a":["x\\",{"b":1.5}],"c":"d"}`)
	before := string(document)
	for _, path := range []string{"a.1.b", "c", "a.#.b", "@ugly", "@reverse", "{a,c}", "a.#(b>1)"} {
		gjson.GetBytes(document, path)
	}
	gjson.ValidBytes(document)
	if string(document) != before {
		t.Errorf("it became %s", document)
	}
}

func TestHiddenConcurrentUse(t *testing.T) {
	document := `{"friends":[` + strings.Join(awkward, ",") + `],"n":1.5}`
	results := make([]string, 8)
	var wait sync.WaitGroup
	for i := range results {
		wait.Add(1)
		go func(i int) {
			defer wait.Done()
			for j := 0; j < 50; j++ {
				results[i] += fmt.Sprint(gjson.Get(document, "friends.#"), gjson.Get(document, "friends.#(k.k.k.k)#"), gjson.Parse(document).Value())
			}
		}(i)
	}
	wait.Wait()
	for _, result := range results {
		if result != results[0] {
			t.Fatal("goroutines got different results")
		}
	}
}
