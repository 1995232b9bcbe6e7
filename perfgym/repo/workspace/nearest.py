"""A text that somebody quotes from memory -> the lines of a file that resemble it most.

All functions take time and memory in proportion to the file and the text together.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Window", "holds_lines", "nearest", "occurrences"]

_WORD = re.compile(rb"\w+|[^\w\s]")
_LEAST_ALIKE = 0.4  # share of the words that a window must have in common with the text
_MOST_BYTES = 1 << 20  # of the file and of the text; the rest is not compared
_MOST_LINES = 2000  # of the text; the rest is not compared
_MOST_WORDS = 100_000  # of the file, and lines; the rest is not searched
_LONGEST_LINE = 2000  # bytes of a line that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Successive lines of a file.

    Attributes:
        first: Number of the first line, from 1.
        lines: The lines without their ends.
        only_spaces_differ: Whether they equal the text but for white space.
    """

    first: int
    lines: tuple[bytes, ...]
    only_spaces_differ: bool

    @property
    def last(self) -> int:
        """Number of the last line."""
        return self.first + len(self.lines) - 1


def occurrences(content: bytes, text: bytes, at_most: int) -> list[int]:
    """Numbers of the lines at which ``text`` begins in ``content``, overlapping ones included.

    Args:
        content: The file.
        text: The text to look for; not empty.
        at_most: Number of occurrences after which the search ends.
    """
    found: list[int] = []
    line, counted, at = 1, 0, content.find(text)
    while at >= 0 and len(found) < at_most:
        line += content.count(b"\n", counted, at)
        found.append(line)
        counted, at = at, content.find(text, at + 1)
    return found


def holds_lines(content: bytes, lines: bytes) -> bool:
    """Whether ``lines`` occur in ``content`` at the beginning of a line."""
    return content.startswith(lines) or b"\n" + lines in content


def nearest(content: bytes, text: bytes) -> Window | None:
    """The lines of a file that have the most words in common with a text; None if none resembles it.

    The window has as many lines as the text, 2,000 at most. Words are runs of letters and digits, and each
    other character that is no white space.
    """
    lines, quoted = (part[:_MOST_BYTES].removesuffix(b"\n").split(b"\n") for part in (content, text))
    quoted = quoted[:_MOST_LINES]
    height = min(len(lines), len(quoted))
    wanted = Counter(word for line in quoted for word in _words(line))
    total = wanted.total()
    best, best_alike = 0, 0.0
    for at, common, words in _commons(lines, height, wanted):
        alike = common / max(words, total, 1)
        if alike > best_alike:
            best, best_alike = at, alike
    if best_alike < _LEAST_ALIKE:
        return None
    found = tuple(lines[best : best + height])
    same = b"".join(b"".join(found).split()) == b"".join(text.split())
    return Window(first=best + 1, lines=found, only_spaces_differ=same)


def _words(line: bytes) -> list[bytes]:
    return _WORD.findall(line[:_LONGEST_LINE])


def _commons(lines: list[bytes], height: int, wanted: Counter[bytes]) -> Iterator[tuple[int, int, int]]:
    """For each window: its first index, the number of wanted words in it, and the number of all its words."""
    held, common, total, seen = Counter[bytes](), 0, 0, 0
    rows: list[list[bytes]] = []
    for at, line in enumerate(lines):
        words = _words(line)
        seen += len(words) + 1
        if seen > _MOST_WORDS:
            return
        rows.append(words)
        for word in words:
            common += held[word] < wanted[word]
            held[word] += 1
        total += len(words)
        if at >= height:
            for word in rows[at - height]:
                held[word] -= 1
                common -= held[word] < wanted[word]
            total -= len(rows[at - height])
        if at >= height - 1:
            yield at - height + 1, common, total
