"""Go sources with one small mistake each."""

from perfgym.authoring.mutants import mutants

SOURCE = """package x

// a == b is a comment, and so is /* true */
func F(a, b int, ok bool) (bool, string, int) {
	if a == b && !ok {
		return true, "a < b and 'true' \\" == ", a + 1
	}
	return a <= b, `x > y`, '<' - 10
}
"""


def test_every_place_is_changed_once_and_nothing_else() -> None:
    found = [(one.line, one.mistake) for one in mutants(SOURCE)]
    assert found == [
        (5, "== to !="),
        (5, "&& to ||"),
        (5, "! to nothing"),
        (6, "true to false"),
        (6, "+ 1 to + 2"),
        (8, "<= to <"),
    ]
    assert {one.text for one in mutants(SOURCE)} >= {SOURCE.replace("a <= b", "a < b")}
    assert SOURCE not in {one.text for one in mutants(SOURCE)}


def test_numbers_become_larger_by_one() -> None:
    text = "package x\n\nfunc F(a []int) int {\n\tg(a[2:], a[:3], a[4])\n\treturn 10\n}\n"
    assert [one.mistake for one in mutants(text)] == ["2 to 3", "3 to 4", "4 to 5", "10 to 11"]


def test_only_the_lines_that_are_asked_for_are_changed() -> None:
    assert [one.mistake for one in mutants(SOURCE, {8})] == ["<= to <"]
    assert list(mutants(SOURCE, set())) == []
