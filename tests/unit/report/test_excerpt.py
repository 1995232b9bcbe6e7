"""Text of agents and programs is shown in excerpts of bounded size, with every character visible."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from perfgym.store.report.excerpt import Excerpt, difference, excerpt, visible

TEXT = st.text(st.characters() | st.sampled_from("ab\n\x1b\u202e\ud800"))


@given(TEXT)
def test_no_invisible_character_is_shown(text: str) -> None:
    shown = visible(text)
    assert not [c for c in shown if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co")]
    shown.encode()  # fails if there are lone surrogates


def test_visible_characters_stay_and_the_others_are_named() -> None:
    assert visible("int é = 1;\n\t漢字") == "int é = 1;\n\t漢字"
    assert visible("\x1b[2J\u202e\ud800\r") == "⟨U+001B⟩[2J⟨U+202E⟩⟨U+D800⟩⟨U+000D⟩"


@given(TEXT)
def test_a_short_text_is_shown_whole(text: str) -> None:
    assert excerpt(text).text == text
    assert excerpt(text).left_out == 0


@given(st.lists(st.integers(0, 9_000), max_size=9))
def test_a_long_text_is_cut_and_says_by_how_much(lengths: list[int]) -> None:
    text = "\n".join("x" * length for length in lengths)
    cut = excerpt(text)
    assert text.startswith(cut.text)
    assert len(cut.text) == min(len(text), 12_000)
    assert cut.left_out == len(text) - len(cut.text)


@given(TEXT, TEXT)
def test_a_difference_has_every_line_that_was_added_or_removed(before: str, now: str) -> None:
    added, removed = (lines(difference(before, now), mark) for mark in "+-")
    old, new = before.split("\n"), now.split("\n")
    assert (not added and not removed) == (old == new)
    assert sorted(old + added) == sorted(new + removed)


def lines(shown: Excerpt, mark: str) -> list[str]:
    """All lines with a mark, without the mark."""
    return [line[1:] for block in shown.blocks if block.mark == mark for line in block.text.split("\n")]


def test_lines_that_look_like_marks_are_lines() -> None:
    changed = difference("+a\n-b\n@@ c", "+a\n-d\n@@ c\n--- e")
    assert changed.compared
    assert [(block.mark, block.text) for block in changed.blocks[1:]] == [
        (" ", " +a"),
        ("-", "--b"),
        ("+", "+-d"),
        (" ", " @@ c"),
        ("+", "+--- e"),
    ]


def test_a_long_difference_is_cut() -> None:
    changed = difference("a" * 9_000, "b" * 9_000)
    assert len(changed.text) == 12_000
    assert changed.left_out > 6_000


def test_programs_too_long_to_compare_are_shown_from_their_beginning() -> None:
    long = "\n".join(map(str, range(700)))
    shown = difference("a", long)
    assert not shown.compared
    assert shown.text == long
