"""The normal form of a program: what it keeps, what it drops, and what has none."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfgym.research.load import load_research
from perfgym.research.source import LONG_LITERAL, MOST_CHARACTERS, Source, SourceError, is_simpler

_NAMES = st.sampled_from(["a", "b", "rate", "été"])
_VALUES = st.one_of(
    st.integers(-5, 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.binary(max_size=6),
    st.booleans(),
)
_STATEMENTS = st.builds("{} = {!r}".format, _NAMES, _VALUES)
_COMMENTS = st.text(st.characters(exclude_characters="\r\n\f\v", exclude_categories=["C", "Z"]), max_size=20)


@settings(max_examples=40)
@given(st.lists(st.tuples(_STATEMENTS, _COMMENTS), min_size=1, max_size=6))
def test_comments_and_empty_lines_make_no_other_program(lines: list[tuple[str, str]]) -> None:
    bare = Source.of("\n".join(statement for statement, _ in lines))
    commented = Source.of("\n\n".join(f"{statement}   # {comment}" for statement, comment in lines))
    assert commented == bare


@given(st.lists(_STATEMENTS, max_size=6))
def test_the_normal_form_is_the_same_program_and_its_own_normal_form(statements: list[str]) -> None:
    written = "\n".join(statements)
    source = Source.of(written)
    assert ast.dump(ast.parse(source.text)) == ast.dump(ast.parse(written))
    assert Source.of(source.text) == source


@given(st.text(max_size=60))
def test_any_text_is_a_program_or_is_refused_in_words(written: str) -> None:
    try:
        source = Source.of(written)
    except SourceError as error:
        assert str(error)
    else:
        assert source.size > 0


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("x = (", "line 1: .* was never closed"),
        ("x = 1\nx = = 2", "line 2: invalid syntax"),
        ("x = 1\0", "null bytes"),
        ("#" * (MOST_CHARACTERS + 1), "but may have 65536"),
        ("x = '\ud800'", "cannot be read"),
        (f"x = {'-' * 5000}1", "cannot be read|has no normal form"),
        (f"x = a{'.b' * 30_000}", "cannot be read|has no normal form"),
        (f"x = {'9' * 5000}", "line 1|cannot be read"),
        (f"x = 0x{'f' * 5000}", "has no normal form"),
    ],
    ids=["bracket", "syntax", "nul", "long", "surrogate", "minus", "attributes", "digits", "hex"],
)
def test_what_has_no_normal_form_is_refused_in_words(written: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        Source.of(written)


@pytest.mark.parametrize("pieces", [1, 64])
def test_many_bytes_of_texts_and_numbers_are_counted(pieces: int) -> None:
    """They may be text of the corpus, in one piece or in many, as a text or as a number."""
    length = LONG_LITERAL // pieces
    for value in ("x" * length, b"y" * length, 256**length // 2 if pieces > 4 else "z" * length):
        source = Source.of("".join(f"a{number} = {value!r}\n" for number in range(pieces)))
        assert LONG_LITERAL - pieces <= source.literal_bytes <= LONG_LITERAL
    few = Source.of(f"a = {'x' * (LONG_LITERAL - 1)!r}")
    described = Source.of(f'def f():\n    """{"x" * LONG_LITERAL}"""\n')
    assert few.literal_bytes == described.literal_bytes == 0


def test_a_program_is_simpler_if_its_normal_form_is_shorter() -> None:
    long = Source.of("\n".join(f"a{number} = {number}" for number in range(100)))
    short = Source.of("\n".join(f"a{number} = {number}" for number in range(94)))
    assert is_simpler(short, long, 0.05)
    assert not is_simpler(long, long, 0.05)
    assert not is_simpler(long, short, 0.05)


def test_short_names_and_missing_docstrings_make_no_program_simpler() -> None:
    """Nothing is simpler by them, and a change that only renames would be kept."""
    plain = Source.of(
        'def first(value):\n    """Say what it does."""\n    result = value + 1\n    return result\n'
    )
    golfed = Source.of("def f(v):\n    r = v + 1\n    return r\n")
    assert not is_simpler(golfed, plain, 0.05)
    assert is_simpler(Source.of("def f(v):\n    return v + 1\n"), plain, 0.05)
    hidden = Source.of(f"exec({plain.text!r})")
    assert not is_simpler(hidden, plain, 0.05)


def test_the_normal_form_of_the_baseline_is_small() -> None:
    source = Source.of(load_research("jargon").baseline)
    assert source.size < 3200
    assert source.literal_bytes == 0
