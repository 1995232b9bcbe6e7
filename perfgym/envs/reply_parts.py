"""A language model's reply -> the blocks in it that may be an answer, and the text outside of them.

A reply is any text, and may be made to be slow to read. Everything here takes linear time, and a reply that
is longer than any program needs is not read at all.
"""

import bisect
import functools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

__all__ = [
    "LENIENT_JSON",
    "LONGEST_REPLY",
    "NO_PROGRAM",
    "Block",
    "Kind",
    "Parts",
    "reply_parts",
    "without_fence",
]

LONGEST_REPLY = 1 << 21
"""Length of the longest reply that is read, in characters."""

LENIENT_JSON = json.JSONDecoder(strict=False)
"""Decodes JSON as models write it: with line breaks in strings as they are."""

_PROSE = ("csv", "html", "json", "makefile", "text", "toml", "txt", "xml", "yaml", "yml")
_COMMANDS = ("asm", "bash", "console", "diff", "output", "patch", "sh", "shell", "zsh")
NO_PROGRAM = frozenset(_PROSE + _COMMANDS)
"""Labels of fenced blocks that hold something else than a program."""

_MOST_REREAD = 16  # times the length of a reply, in attempts to decode what is no JSON
_MOST_ATTEMPTS = 500


class Kind(Enum):
    """The marks that enclose a block of a reply."""

    TAGGED = auto()
    """A pair of tags."""
    OBJECT = auto()
    """The braces of a JSON object."""
    FENCED = auto()
    """A pair of fences."""
    UNREAD = auto()
    """Nothing: it begins or ends like a block, and is not complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of a reply.

    Attributes:
        kind: What encloses it.
        text: The text in it; empty if it is a JSON object or was not read.
        label: The word behind the fence that it begins with, in small letters, or the name of its tag; empty
            if there is none.
        value: What the JSON object stands for.
    """

    kind: Kind
    text: str = ""
    label: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a reply that are no thoughts.

    Attributes:
        blocks: The blocks, in order.
        outside: The text outside of all blocks. A line break stands in place of each.
    """

    blocks: list[Block]
    outside: str


def reply_parts(reply: str, tag: str, understand: Callable[[dict[str, Any]], Any], *others: str) -> Parts:
    """Find the blocks of a reply: tagged ones, JSON objects that are understood, and fenced ones.

    * A tagged block begins with a tag, e.g. ``<code>``, which may have attributes. It ends with the first
      closing tag of this name that begins a line, or if there is none, with the last before the next such
      block.
    * A JSON object begins a line, or follows a tag, a word and a colon, or another element of a list.
    * A fenced block begins and ends as CommonMark says. It may lie in a list or a quotation; what these put
      before its lines is removed. If a tagged block or an object lies in it, that counts, and it does not.
    * A thought lies between ``<think>`` and ``</think>`` (or ``<thinking>`` and ``</thinking>``), and is not
      searched. A closing tag without an opening one ends a thought that began where the reply or the last
      thought did, because some chat templates end with the opening tag. An opening tag that begins a line and
      is never closed begins a thought that was cut off. No block spans such a tag that begins a line; one
      inside a line of a block is part of the block.

    A tag between two quotes or back-ticks only names the tag.

    Args:
        reply: Any text. One that is longer than :data:`LONGEST_REPLY` has no parts.
        tag: Name of the tag.
        understand: What a JSON object stands for; None if it is no answer.
        others: Names of further tags.
    """
    tags = "|".join((tag, *others))
    return _Reader(reply, tags, understand).read() if len(reply) <= LONGEST_REPLY else Parts([], "")


def without_fence(text: str) -> str:
    """``text`` without a fence that is its first line, and the one that is its last line and closes it."""
    stripped = text.strip()
    opening = _FENCE.match(stripped)
    if opening is None:
        return text
    lines = stripped[opening.end() :].removeprefix("\n").split("\n")
    closing = _FENCE.match(lines[-1].strip())
    if closing and closing["mark"].startswith(opening["mark"]) and not closing["fence"].strip():
        del lines[-1]
    return "\n".join(lines)


# Most quantifiers are possessive, so that no pattern backtracks over a long text.
_LINE = "(?:^|(?<=</think>)|(?<=</thinking>))"
_FENCE = re.compile(
    rf"{_LINE}(?P<prefix>(?:[ \t>]|[-*+][ \t]|\d{{1,9}}[.)][ \t])*+)"
    r"(?P<mark>`{3,}+|~{3,}+)(?P<fence>[^`<\n]*+)$",
    re.M,
)
_OBJECT = (
    rf"""(?:{_LINE}[ \t]*+|(?:(?<=[>\[,])|(?<=\w:))\s*+)(?P<object>\{{)(?=\s*+"[^"\\\n]{{0,40}}"\s*+:)"""
)
_LABEL = re.compile(r"[\s{.]*+([\w+#-]*+)")


def _unquoted(tag: str) -> str:
    """A pattern for a tag that does not stand between two single quotes or back-ticks, which only name it."""
    quoted = "|".join(f"(?<={quote})(?<!{quote}{quote}){tag}{quote}(?!{quote})" for quote in "\"'`")
    return f"(?!{quoted}){tag}"


@functools.cache
def _tokens(tags: str) -> re.Pattern[str]:
    """A pattern for all that a block or a thought may begin or end with. The last group tells what it is.

    Args:
        tags: Names of tags, with ``|`` between them.
    """
    opening = rf"<(?:{tags})(?:\s[^<>]*+)?>"
    thought = _unquoted("</?think(?:ing)?>")
    closing = _unquoted(rf"</(?:{tags})\s*+>")
    # A type parameter or a string literal of a program does not count.
    opening = rf"(?<![\w\"'`]){opening}|{opening}(?=[ \t\r]*+\n)"
    kinds = rf"(?P<thought>{thought})|(?P<opening>{opening})|(?P<closing>{closing})"
    return re.compile(rf"{_FENCE.pattern}|(?P<indent>{_LINE}[ \t]*+)?(?=<)(?:{kinds})|{_OBJECT}", re.M)


_NAME = re.compile(r"</?([\w-]++)")


def _name(token: "_Token") -> str:
    """The name of the tag that a token opens or closes."""
    match = _NAME.match(token[token.lastgroup or ""])
    return match[1] if match else ""


_Token = re.Match[str]


def _is_wall(token: _Token) -> bool:
    """Return whether a token begins a line and belongs to a thought. No block spans such a token."""
    return token.lastgroup == "thought" and token["indent"] is not None


class _Ends:
    """The token that each token's block or thought ends with, found from the end to the beginning."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._found: dict[int, _Token] = {}
        self._thought: _Token | None = None
        self._first: dict[str, _Token] = {}
        self._last: dict[str, _Token] = {}
        self._fences: dict[object, list[tuple[int, _Token]]] = {}
        look = {"thought": self._at_thought, "opening": self._at_opening, "closing": self._at_closing}
        for token in reversed(tokens):
            look.get(token.lastgroup or "", self._at_fence)(token)

    def of(self, token: _Token) -> _Token | None:
        """The token that a block or thought ends with; None if it does not end."""
        return self._found.get(token.start())

    def _note(self, token: _Token, end: _Token | None) -> None:
        if end is not None:
            self._found[token.start()] = end

    def _at_thought(self, token: _Token) -> None:
        if token["thought"].startswith("</"):
            self._thought = token
        else:
            self._note(token, self._thought)
        if _is_wall(token):
            self._first.clear()
            self._last.clear()
            self._fences.clear()

    def _at_opening(self, token: _Token) -> None:
        last = self._last.pop(_name(token), None)
        self._note(token, self._first.pop(_name(token), last))

    def _at_closing(self, token: _Token) -> None:
        self._last.setdefault(_name(token), token)
        if token["indent"] is not None:
            self._first[_name(token)] = token

    def _at_fence(self, token: _Token) -> None:
        """A fence is closed by the next one without a label that has the same character as often or oftener.

        Of the fences that may close another, each list holds those that no later, shorter one precedes: from
        the last and longest to the first and shortest.
        """
        if token.lastgroup != "fence":
            return
        length = len(token["mark"])
        closing = self._fences.setdefault(_fence_key(token), [])
        place = bisect.bisect_right(closing, -length, key=lambda one: -one[0])
        if place:
            self._note(token, closing[place - 1][1])
        if not token["fence"].strip() and not token["prefix"].strip(" \t>"):
            while closing and closing[-1][0] <= length:
                closing.pop()
            closing.append((length, token))


def _fence_depth(token: _Token) -> tuple[int, int]:
    """How many quotations a fence lies in, and how far it is indented in them."""
    outer, quoted, inner = token["prefix"].rpartition(">")
    return f"{outer}{quoted}".count(">"), len(inner.removeprefix(" ") if quoted else inner)


def _fence_key(token: _Token) -> tuple[int, int, str]:
    """Two fences of which one may close the other have equal keys. Up to three blanks do not matter."""
    quotes, indent = _fence_depth(token)
    return quotes, indent if indent > 3 else 0, token["mark"][0]


def _in_fence(text: str, token: _Token) -> str:
    """The lines in a fenced block, without what its list or quotation puts before them."""
    if not token["prefix"]:
        return text
    quotes, indent = _fence_depth(token)
    return re.sub(rf"^(?:[ \t]*+> ?){{0,{quotes}}}[ \t]{{0,{indent}}}", "", text, flags=re.M)


class _Reader:
    """Reads one reply from its beginning to its end."""

    def __init__(self, reply: str, tag: str, understand: Callable[[dict[str, Any]], Any]) -> None:
        self._text = reply
        self._understand = understand
        self._tokens = list(_tokens(tag).finditer(reply))
        self._ends = _Ends(self._tokens)
        self._walls = [token.start() for token in self._tokens if _is_wall(token)]
        self._blocks: list[Block] = []
        self._outside: list[str] = []
        self._kept = 0, 0  # blocks and pieces before the end of the last thought
        self._read = 0  # everything before is read
        self._noted = 0  # everything before is in a block, a thought or a piece
        self._fence_end = 0
        self._is_fence_open = False  # whether the last block is a fenced one that nothing was found in
        self._reread = 0

    def read(self) -> Parts:
        """The parts of the reply."""
        readers = {
            "thought": self._thought,
            "opening": self._opening,
            "closing": self._closing,
            "object": self._object,
            "fence": self._fence,
        }
        for token in self._tokens:
            if token.start() >= self._read:
                readers[token.lastgroup or ""](token)
        self._leave(len(self._text), len(self._text))
        return Parts(self._blocks, "\n".join(self._outside))

    def _leave(self, start: int, end: int) -> None:
        """Note the text before ``start`` as a piece outside, and go on at ``end``."""
        self._outside.append(self._text[self._noted : start])
        self._noted = self._read = max(end, self._noted)

    def _is_fenced(self, token: _Token) -> bool:
        return token.start() < self._fence_end

    def _add(self, block: Block, token: _Token, end: int) -> None:
        """Add a block that was found, in place of the fenced one that it lies in."""
        if not self._is_fenced(token):
            self._leave(token.start(), end)
        elif self._is_fence_open:
            self._blocks.pop()
        self._is_fence_open = False
        self._read = end
        self._blocks.append(block)

    def _add_unread(self, token: _Token) -> None:
        """Note what is like a block and is not complete. In a fenced block it is a part of the program."""
        if not self._is_fenced(token):
            self._blocks.append(Block(kind=Kind.UNREAD))

    def _thought(self, token: _Token) -> None:
        if self._is_fenced(token):
            return
        end = self._ends.of(token)
        if token["thought"].startswith("</"):
            blocks, pieces = self._kept
            del self._blocks[blocks:], self._outside[pieces:]
            self._noted = self._read = token.end()
        elif end is not None:
            self._leave(token.start(), end.end())
        elif token["indent"] is not None:
            self._leave(token.start(), len(self._text))
        self._kept = len(self._blocks), len(self._outside)

    def _opening(self, token: _Token) -> None:
        end = self._ends.of(token)
        if end is None or (self._is_fenced(token) and end.end() > self._fence_end):
            self._add_unread(token)
        else:
            text = self._text[token.end() : end.start("closing")]
            self._add(Block(kind=Kind.TAGGED, text=text, label=_name(token)), token, end.end())

    def _closing(self, token: _Token) -> None:
        is_again = bool(self._blocks) and self._blocks[-1].kind is Kind.TAGGED
        if token["indent"] is not None and not is_again:
            self._add_unread(token)

    def _fence(self, token: _Token) -> None:
        if self._is_fenced(token):
            return
        end = self._ends.of(token)
        if end is None:
            self._add_unread(token)
            return
        label = _LABEL.match(token["fence"])
        text = _in_fence(self._text[token.end() + 1 : end.start()].removesuffix("\n"), token)
        self._leave(token.start(), end.end())
        self._blocks.append(
            Block(kind=Kind.FENCED, text=text, label=label[1].lower() if label is not None else "")
        )
        self._read, self._fence_end, self._is_fence_open = token.end(), end.end(), True

    def _object(self, token: _Token) -> None:
        start = token.start("object")
        value, end = self._decoded(start)
        if value is None:
            self._add_unread(token)
            return
        self._read = end
        if (understood := self._understand(value)) is not None:
            self._add(Block(kind=Kind.OBJECT, value=understood), token, end)
        elif self._text.find("\\n", start, end) >= 0:  # some string in it has lines
            self._add_unread(token)

    def _decoded(self, start: int) -> tuple[dict[str, Any] | None, int]:
        """The JSON object at an index, and the index after it; None if there is none."""
        length = len(self._text)
        if self._reread > _MOST_REREAD * length:
            return None, start
        read = length - start
        try:
            value, end = LENIENT_JSON.raw_decode(self._text, start)
            if bisect.bisect_left(self._walls, start) == bisect.bisect_left(self._walls, end):
                return value, end
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Unterminated"):
                read = error.pos - start
        except (ValueError, RecursionError):  # a number or a depth that no answer has
            pass
        self._reread += max(read, _MOST_REREAD * length // _MOST_ATTEMPTS)
        return None, start
