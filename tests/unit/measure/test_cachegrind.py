"""Cachegrind's output file by lines; the file's names are the program's, and can hold anything."""

import pytest

from perfgym.measure.backends.cachegrind import asks_the_simulator, line_counts

HEAD = b"desc: x\ncmd: y\nevents: Ir D1mr DLmr\n"
TAIL = b"summary: 100 20 3\n"


def path_of(name: str) -> str:
    return name.removeprefix("example.org/m/") if name.startswith("example.org/m/") else ""


def test_lines_are_summed_over_functions_and_files_of_others_left_out() -> None:
    own = b"fl=./example.org/m/a.go\nfn=f\n7 10 1 0\n8 5 0 0\nfn=g\n7 30 2 1\n"
    body = own + b"fl=./runtime/x.go\nfn=h\n7 99 9 9\n"
    assert line_counts(HEAD + body + TAIL, path_of) == {
        ("a.go", 7): {"Ir": 40, "D1mr": 3, "DLmr": 1},
        ("a.go", 8): {"Ir": 5, "D1mr": 0, "DLmr": 0},
    }


@pytest.mark.parametrize(
    "line", [b"7 1 2", b"7 1 2 3 4", b"7 1 -2 3", b"7 1 x 3", b"7 " + b"9" * 5000 + b" 1 1"]
)
def test_lines_that_are_no_counts_are_skipped(line: bytes) -> None:
    assert line_counts(HEAD + b"fl=example.org/m/a.go\n" + line + b"\n" + TAIL, path_of) == {}


def test_a_file_that_is_no_output_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a cachegrind output"):
        line_counts(b"fl=a\n1 2 3 4\n", path_of)


def test_a_program_that_speaks_to_its_simulator_is_known() -> None:
    request = bytes.fromhex("48c1c703 48c1c70d 48c1c73d 48c1c733")
    assert asks_the_simulator(b"x" + request)
    assert not asks_the_simulator(b"x" + request[:-1])
