"""Allocations as a program tells them, and the file that makes it tell them."""

import pytest

from perfgym.errors import ProblemError
from perfgym.repo.evaluation.allocations import Allocations, _reported, with_driver

MAIN = b"package main\n\nfunc main() {\n\tf := func() { main2() }\n\tf()\n}\n\nfunc main2() {}\n"


def test_the_workloads_main_becomes_a_function_that_the_driver_calls() -> None:
    files = with_driver(MAIN, "w")
    assert files["main.go"] == MAIN.replace(b"func main()", b"func perfgymWorkload()")
    driver = files["perfgym_allocations.go"]
    assert driver.count(b"func main()") == 1
    assert driver.index(b"perfgymWorkload()") < driver.index(b"ReadMemStats")


@pytest.mark.parametrize("main", [b"package main\n", MAIN + b"\nfunc main() {}\n"])
def test_a_workload_has_one_main(main: bytes) -> None:
    with pytest.raises(ProblemError, match=r"w: main\.go must have one line that begins"):
        with_driver(main, "w")


@pytest.mark.parametrize(
    ("stderr", "told"),
    [
        (b"\nperfgym: 12 bytes in 3 allocations\n", Allocations(12.0, 3.0)),
        (b"words\nperfgym: 12 bytes in 3 allocations\n", Allocations(12.0, 3.0)),
        (b"\nperfgym: 0 bytes in 0 allocations\n", Allocations(1.0, 1.0)),
        (
            b"\nperfgym: 1 bytes in 1 allocations\n\nperfgym: 2 bytes in 2 allocations\n",
            Allocations(2.0, 2.0),
        ),
        (b"", None),
        (b"\nperfgym: 12 bytes in 3 allocations\nmore", None),
        (b"\nperfgym: -1 bytes in 3 allocations\n", None),
        (b"\nperfgym: 1e9 bytes in 3 allocations\n", None),
        (b"\nperfgym: " + b"9" * 400 + b" bytes in 3 allocations\n", None),
        ("\nperfgym: \u0661 bytes in 3 allocations\n".encode(), None),
    ],
)
def test_a_report_is_the_last_line_of_standard_error_or_nothing(
    stderr: bytes, told: Allocations | None
) -> None:
    assert _reported(stderr) == told
