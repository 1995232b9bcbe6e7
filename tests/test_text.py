"""Hostile bytes made fit to be shown."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from perfgym.text import clean_text


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_nothing_but_printable_text_is_left(raw: bytes | str) -> None:
    """No control, format, surrogate or private character but newline and tab."""
    for character in clean_text(raw):
        assert character in "\n\t" or unicodedata.category(character)[0] != "C"


def test_escape_and_bidirectional_controls_are_replaced() -> None:
    """Terminals and readers must not be led astray."""
    assert clean_text("\x1b[2Jred\u202eder\x00") == "\ufffd[2Jred\ufffdder\ufffd"


def test_long_text_keeps_both_ends_and_says_what_is_missing() -> None:
    """The first and the last lines of diagnostics matter most."""
    cleaned = clean_text("a" * 5000 + "b" * 5000, at_most=100)
    assert cleaned.startswith("a" * 50)
    assert cleaned.endswith("b" * 50)
    assert "9900 characters left out" in cleaned
