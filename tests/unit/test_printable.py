"""Hostile bytes -> text that is safe to show."""

import json
import math
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from perfgym.printable import clean_text, escape_unshown, portable, replace_unshown


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_nothing_but_printable_text_is_left(raw: bytes | str) -> None:
    """Newline and tab are the only characters of the categories control, format, surrogate and private."""
    for character in clean_text(raw):
        assert character in "\n\t" or unicodedata.category(character)[0] != "C"


def test_escape_and_bidirectional_controls_are_replaced() -> None:
    """They could change a terminal's state or the order in which a reader sees text."""
    assert clean_text("\x1b[2Jred\u202eder\x00") == "\ufffd[2Jred\ufffdder\ufffd"


def test_invisible_characters_are_replaced() -> None:
    """A reader must see the same text as a model. Other line separators than the newline are replaced too."""
    marks = "\u034f\u115f\u1160\u17b4\u180b\u2800\u3164\ufe0f\uffa0\U000e0041\U000e0153"
    hidden = marks + "\u2028\u2029\u2003\u3000\xa0"
    assert clean_text(f"a{hidden}b") == "a" + "\ufffd" * len(hidden) + "b"
    assert clean_text("caf\u00e9 n\u0303 \u4e2d\u6587 \u2713") == "caf\u00e9 n\u0303 \u4e2d\u6587 \u2713"


def test_long_text_keeps_both_ends_and_the_number_of_characters_left_out() -> None:
    cleaned = clean_text("a" * 5000 + "b" * 5000, at_most=100)
    assert cleaned.startswith("a" * 50)
    assert cleaned.endswith("b" * 50)
    assert "9900 characters left out" in cleaned


def test_values_that_json_readers_refuse_are_replaced() -> None:
    value = {"a\ud800": [math.nan, -math.inf, 1.5, ("x",)], "pair": "\ud83d\ude00", "n": 2, "t": True}
    assert portable(value) == {
        "a\ufffd": [None, None, 1.5, ["x"]],
        "pair": "\N{GRINNING FACE}",
        "n": 2,
        "t": True,
    }


@given(st.text(alphabet=st.characters()))
def test_json_with_escapes_says_the_same_and_shows_every_character(text: str) -> None:
    """Lone surrogates are kept, two side by side excepted, which JSON reads as one character."""
    escaped = escape_unshown(json.dumps(text, ensure_ascii=False))
    assert replace_unshown(escaped) == escaped
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(escaped) == whole
