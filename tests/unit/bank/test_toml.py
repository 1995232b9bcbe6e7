"""TOML files of problems: each error names file, table, key and the value seen."""

from pathlib import Path
from typing import Any

import pytest

from perfgym.bank.toml import Table, read_text, read_toml
from perfgym.errors import ProblemError


@pytest.mark.parametrize("content", [3, "text", [1], None])
def test_a_value_that_is_no_table_is_refused_with_its_place(content: Any) -> None:
    with pytest.raises(ProblemError) as raised:
        Table(content, "problem.toml: tests")
    assert str(raised.value) == f"problem.toml: tests must be a table, got {content!r}"


def test_a_value_is_taken_once() -> None:
    table = Table({"n": 3}, "here")
    assert table.has("n")
    assert table.take("n", int) == 3
    assert not table.has("n")
    with pytest.raises(ProblemError, match="here: n is missing"):
        table.take("n", int)


def test_a_default_stands_in_for_a_missing_key_only() -> None:
    table = Table({"n": "text"}, "here")
    assert table.take("m", int, 5) == 5
    with pytest.raises(ProblemError, match="here: n must be a whole number, got 'text'"):
        table.take("n", int, 5)


def test_true_is_no_number() -> None:
    """Python counts True as a number, but in a file it is a mistake."""
    with pytest.raises(ProblemError, match="n must be a whole number, got True"):
        Table({"n": True}, "here").take("n", int)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(str, "text"), (float, "a number with a decimal point"), (list, "a list"), (dict, "a table"),
     (object, "text or a number")],
)  # fmt: skip
def test_the_message_about_a_wrong_type_names_it_in_words(kind: type, name: str) -> None:
    with pytest.raises(ProblemError, match=f"here: n must be {name}, got False"):
        Table({"n": False}, "here").take("n", kind)


def test_keys_that_nobody_took_are_named() -> None:
    table = Table({"n": 1, "colour": 2, "size": 3}, "here")
    table.take("n", int)
    with pytest.raises(ProblemError, match=r"here: unknown key\(s\) colour, size; there are: n$"):
        table.done()
    assert table.take_rest() == {"colour": 2, "size": 3}
    table.done()


def test_a_key_that_is_spelled_wrong_is_corrected() -> None:
    """Keys that a table may have count as known, too."""
    table = Table({"scalng": {}}, "here")
    assert table.take("limits", dict, {}) == {}
    assert not table.has("scaling")
    with pytest.raises(ProblemError, match=r"unknown key\(s\) scalng; did you mean scaling\?"):
        table.done()


def test_the_parsed_table_is_left_as_it_was() -> None:
    content = {"n": 1}
    Table(content, "here").take("n", int)
    assert content == {"n": 1}


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "problem.toml"
    with pytest.raises(ProblemError, match=r"problem\.toml cannot be read: .*No such file"):
        read_toml(path)
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(ProblemError, match=r"problem\.toml cannot be read: .*utf-8"):
        read_text(path)


def test_a_file_that_is_no_toml_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "problem.toml"
    path.write_text('title = "one"\n[tests\n', encoding="utf-8")
    with pytest.raises(ProblemError, match=r"problem\.toml: .*line 2"):
        read_toml(path)


def test_text_is_read_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "problem.toml"
    path.write_text('title = "é"', encoding="utf-8")
    assert read_toml(path).take("title", str) == "é"
