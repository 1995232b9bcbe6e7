"""An agent's change -> the changed program: a whole file, or blocks of text to search and replace. Pure."""

import re
from dataclasses import dataclass, field

from perfgym.repo.workspace.nearest import nearest, occurrences

__all__ = ["Edit", "EditBlocks", "EditError", "edited", "find_edits", "parse_edits"]

_BEGIN = re.compile(r"<{5,}[ \t]*SEARCH[ \t]*")
_MIDDLE = re.compile(r"={5,}[ \t]*")
_END = re.compile(r">{5,}[ \t]*REPLACE[ \t]*")
_MOST_PLACES = 5
_MOST_EDITS = 200


class EditError(ValueError):
    """A change does not apply. The text tells the agent why, and what to do next."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One text to be replaced.

    Attributes:
        search: Text that must occur exactly once in the program.
        replace: Text that takes its place.
    """

    search: str
    replace: str

    @property
    def written(self) -> str:
        """The block by which an agent asks for it."""
        return f"<<<<<<< SEARCH\n{self.search}=======\n{self.replace}>>>>>>> REPLACE\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditBlocks:
    """The SEARCH/REPLACE blocks of a text.

    Attributes:
        edits: What they ask for, in order.
        text: The blocks as they are written, without what stands around them.
        is_whole: Whether no line outside of a block begins or ends one.
    """

    edits: tuple[Edit, ...]
    text: str
    is_whole: bool


def find_edits(text: str) -> EditBlocks:
    """Find the SEARCH/REPLACE blocks of a text, in linear time.

    Args:
        text: Any text whose lines end with line feeds.
    """
    scan = _Scan()
    for line in text.split("\n"):
        scan.read(line)
    return EditBlocks(
        edits=tuple(scan.edits),
        text="".join(scan.written),
        is_whole=scan.is_whole and scan.search is None,
    )


@dataclass(slots=True)
class _Scan:
    """Reads a text line by line. ``search`` and ``replace`` are the open parts of a block."""

    edits: list[Edit] = field(default_factory=list[Edit])
    written: list[str] = field(default_factory=list[str])
    is_whole: bool = True
    search: list[str] | None = None
    replace: list[str] | None = None

    def read(self, line: str) -> None:
        if _BEGIN.fullmatch(line):
            self.is_whole = self.is_whole and self.search is None
            self.search, self.replace = [], None
        elif _END.fullmatch(line):
            self._end()
        elif self.search is not None and self.replace is None and _MIDDLE.fullmatch(line):
            self.replace = []
        elif (part := self.search if self.replace is None else self.replace) is not None:
            part.append(f"{line}\n")

    def _end(self) -> None:
        if self.search is None or self.replace is None:
            self.is_whole = False
        else:
            edit = Edit("".join(self.search), "".join(self.replace))
            self.edits.append(edit)
            self.written.append(edit.written)
        self.search = self.replace = None


def parse_edits(change: str) -> tuple[Edit, ...]:
    """The SEARCH/REPLACE blocks of a change; none if it is a whole file.

    Raises:
        EditError: It has a line that begins or ends a block, and no whole block there.
    """
    found = find_edits(change)
    if not found.is_whole:
        raise EditError(
            "A SEARCH/REPLACE block is incomplete. A block is: a line `<<<<<<< SEARCH`, the text to find, a "
            "line `=======`, the new text, a line `>>>>>>> REPLACE`."
        )
    if len(found.edits) > _MOST_EDITS:
        raise EditError(f"There are {len(found.edits)} blocks; at most {_MOST_EDITS} are taken.")
    return found.edits


def edited(program: str, change: str) -> str:
    """The program after a change, with line feeds as line ends.

    Blocks are applied in order, each to what the blocks before it made. All of them apply, or none.

    Args:
        program: The program.
        change: SEARCH/REPLACE blocks, or a whole program.

    Raises:
        EditError: The change is empty, or a block does not apply.
    """
    change = _with_line_feeds(change)
    if not change.strip():
        raise EditError("The change is empty. Give a whole program, or SEARCH/REPLACE blocks.")
    blocks = parse_edits(change)
    if not blocks:
        return change if change.endswith("\n") else f"{change}\n"
    text = _with_line_feeds(program)
    for number, block in enumerate(blocks, 1):
        text = _applied(text, block, f"Block {number}" if len(blocks) > 1 else "The block")
    return text


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _applied(text: str, edit: Edit, name: str) -> str:
    if not edit.search.strip():
        raise EditError(f"{name} searches for an empty text. Quote the lines to replace.")
    content, search = text.encode(errors="surrogatepass"), edit.search.encode(errors="surrogatepass")
    lines = occurrences(content, search, _MOST_PLACES + 1)
    if not lines:
        raise EditError(
            f"{name} searches for a text that the program does not have. {_near(content, search)}"
        )
    if len(lines) > 1:
        places = ", ".join(map(str, lines[:_MOST_PLACES])) + (
            " and more" if len(lines) > _MOST_PLACES else ""
        )
        raise EditError(
            f"{name} searches for a text that the program has more than once, at lines {places}. Quote more "
            "lines around the one to change."
        )
    return text.replace(edit.search, edit.replace, 1)


def _near(content: bytes, search: bytes) -> str:
    window = nearest(content, search)
    if window is None:
        return "No lines resemble it; the program is in the observation."
    quoted = "\n".join(line.decode(errors="replace") for line in window.lines)
    what = "differ in white space alone" if window.only_spaces_differ else "resemble it most"
    return f"Lines {window.first} to {window.last} {what}:\n{quoted}"
