"""What an agent may see of compilers and programs that hold hidden tests and workloads."""

import time

from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.evaluation.withheld import crash_text, diagnostics_text

_HIDDEN = {"csv/hidden_test.go", "internal/perfgym_rows/main.go"}
_TRACE = """\
panic: runtime error: index out of range [7] with length 3 SECRET

goroutine 1 [running]:
example.org/kit/csv.Read(...)
	example.org/kit/csv/csv.go:25
main.main()
	example.org/kit/internal/perfgym_rows/main.go:40 +0x1d
	/SECRET/x.go:1 +0x1
	example.org/kit/csv/csv.go:25SECRET
	example.org/kit/csv/csv.go:99999999
exit status 2
"""


def test_what_a_compiler_says_of_hidden_files_is_not_shown() -> None:
    said = (
        "# example.org/kit/csv\n"
        "csv/csv.go:3:1: undefined: x\n"
        "\thave ()\n"
        "./csv/hidden_test.go:7:2: cannot use SECRET (constant 7) as string value\n"
        "\thave (SECRET)\n"
        "internal/perfgym_rows/main.go:9:9: not enough arguments in call to csv.Read\n"
        "\twant (SECRET)\n"
        "csv/csv.go:8:1: f redeclared in this block\n"
        "\tcsv/hidden_test.go:3:6: other declaration of SECRET\n"
    )
    shown = diagnostics_text(said, _HIDDEN)
    assert "SECRET" not in shown
    assert "hidden_test.go" not in shown
    assert shown.splitlines()[:3] == ["# example.org/kit/csv", "csv/csv.go:3:1: undefined: x", "\thave ()"]
    assert "A hidden test or program does not build" in shown


def test_diagnostics_without_hidden_files_stay_as_they_are() -> None:
    said = "# example.org/kit\n./kit.go:3:1: undefined: x\n\thave ()"
    assert diagnostics_text(said, _HIDDEN) == said


def test_of_a_crash_kind_and_known_places_are_told() -> None:
    assert crash_text(_TRACE, "example.org/kit", {"csv/csv.go"}) == "index out of range\n  at csv/csv.go:25"


def test_a_text_that_a_program_chose_is_not_told() -> None:
    for text in (
        "SECRET",
        "panic: SECRET",
        "fatal error: SECRET\n\tSECRET:7",
        "panic: \n\tcsv/csv.go:SECRET",
    ):
        assert "SECRET" not in crash_text(text, "example.org/kit", {"csv/csv.go"})


@given(st.text(alphabet=" \t\n:./acghinopt_0123456789", max_size=300))
def test_any_text_is_taken(text: str) -> None:
    assert "\t" not in crash_text(text, "example.org/kit", {"a.go"})
    assert "perfgym_rows/main.go:" not in diagnostics_text(text, _HIDDEN)


def test_floods_take_linear_time() -> None:
    started = time.monotonic()
    crash_text("\t" * (1 << 20) + ":" * (1 << 20), "m", {"a.go"})
    diagnostics_text(":" * (1 << 20) + "\n\t" * (1 << 16), _HIDDEN)
    assert time.monotonic() - started < 5
