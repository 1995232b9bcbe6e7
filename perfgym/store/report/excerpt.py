"""Text of an agent or a program -> an excerpt of bounded size, or a comparison of two texts. Pure."""

import difflib
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from perfgym.printable import clean_text

__all__ = ["Block", "Excerpt", "difference", "excerpt", "marked", "visible"]

_MOST_CHARACTERS = 12_000
_MOST_COMPARED = 600  # lines; the time to compare grows with up to the cube of their number
_CONTEXT = 3
_NAMES_FILES = ("--- a/", "+++ b/", "--- /dev/null", "+++ /dev/null", "diff --git ")

_MAYBE_UNSEEN = re.compile(r"[^ -~\n\t]")


@lru_cache(1 << 12)
def _name(character: str) -> str:
    return character if clean_text(character) == character else f"⟨U+{ord(character):04X}⟩"


def visible(text: str) -> str:
    """Replace each invisible character, and each that changes how others are drawn, by its code point."""
    return _MAYBE_UNSEEN.sub(lambda found: _name(found[0]), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Consecutive lines of one kind.

    Attributes:
        mark: First character of each line in a comparison: ``"+"`` added, ``"-"`` removed, ``" "`` unchanged,
            ``"@"`` lines are skipped here. Empty if nothing is compared.
        text: The lines, their marks included.
    """

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The beginning of a text or of a comparison.

    Attributes:
        blocks: The lines shown, in order.
        left_out: Number of characters that are left out.
    """

    blocks: Sequence[Block]
    left_out: int

    @property
    def compared(self) -> bool:
        """Whether it is a comparison."""
        return any(block.mark for block in self.blocks)

    @property
    def text(self) -> str:
        """The lines shown, as one text."""
        return "\n".join(block.text for block in self.blocks)


def excerpt(text: str) -> Excerpt:
    """The first 12,000 characters of a text."""
    shown = text[:_MOST_CHARACTERS]
    return Excerpt(blocks=(Block(mark="", text=shown),), left_out=len(text) - len(shown))


def difference(before: str, now: str) -> Excerpt:
    """The changes from one program to the next, with three lines around each; empty if they are equal.

    If one program has more than 600 lines, which would take long to compare, it is the beginning of ``now``.
    """
    old, new = before.split("\n"), now.split("\n")
    if max(len(old), len(new)) > _MOST_COMPARED:
        return excerpt(now)
    unified = list(difflib.unified_diff(old, new, n=_CONTEXT, lineterm=""))[2:]  # without the files' names
    return _in_blocks("\n".join(unified), lambda line: line[:1])


def marked(diff: str) -> Excerpt:
    """The beginning of a unified diff, which may name files; the lines that do are marked as unchanged."""
    return _in_blocks(diff, lambda line: " " if line.startswith(_NAMES_FILES) else line[:1])


def _in_blocks(diff: str, mark: Callable[[str], str]) -> Excerpt:
    whole = excerpt(diff)
    kinds = itertools.groupby(whole.text.split("\n"), key=mark)
    blocks = [Block(mark=kind, text="\n".join(lines)) for kind, lines in kinds]
    return Excerpt(blocks=blocks, left_out=whole.left_out)
