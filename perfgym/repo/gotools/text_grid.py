"""Cells in rows and columns, some over several columns -> lines of text, laid out as benchstat does.

A column is as wide as its widest cell. A cell over several columns widens those that may grow, the narrowest
most.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

__all__ = ["Align", "TextGrid"]


class Align(Enum):
    """Where the text of a cell stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    text: str
    span: int
    align: Align
    margin: str


class TextGrid:
    """A table that is filled row by row, each from left to right."""

    def __init__(self) -> None:
        self._rows: list[list[_Cell]] = []
        self._fixed: set[int] = set()

    def new_row(self) -> None:
        """Begin the next row."""
        self._rows.append([])

    def put(
        self, column: int, text: str, span: int = 1, align: Align = Align.LEFT, margin: str | None = None
    ) -> None:
        """Add a cell to the row.

        Args:
            column: Its first column, from 0; behind the row's other cells.
            text: Its text.
            span: Number of columns that it takes.
            align: Where the text stands.
            margin: Text before it; by default a space, except in the first column and for no text.
        """
        default = " " if column and text else ""
        self._rows[-1].append(_Cell(column, text, span, align, default if margin is None else margin))

    def shrink(self, columns: Iterable[int]) -> None:
        """Keep these columns as narrow as their own cells."""
        self._fixed.update(columns)

    def lines(self) -> list[str]:
        """The lines of the table, without spaces at their ends."""
        margins, widths = self._margins(), self._widths()
        return [self._line(row, margins, widths) for row in self._rows]

    def _columns(self) -> int:
        return max(cell.column + cell.span for row in self._rows for cell in row)

    def _margins(self) -> list[int]:
        margins = [0] * self._columns()
        for row in self._rows:
            for cell in row:
                margins[cell.column] = max(margins[cell.column], len(cell.margin))
        return margins

    def _widths(self) -> list[int]:
        margins, widths = self._margins(), [0] * self._columns()
        cells = sorted((cell for row in self._rows for cell in row), key=lambda cell: cell.span)
        for cell in cells:
            columns = range(cell.column, cell.column + cell.span)
            self._widen(widths, columns, len(cell.text) + margins[cell.column])
        return widths

    def _widen(self, widths: list[int], columns: range, wanted: int) -> None:
        if sum(widths[column] for column in columns) >= wanted:
            return
        growing = [column for column in columns if column not in self._fixed or len(columns) == 1]
        wanted -= sum(widths[column] for column in columns if column not in growing)
        growing.sort(key=lambda column: -widths[column])
        for at, column in enumerate(growing):
            share = -(-wanted // (len(growing) - at))
            widths[column] = max(widths[column], share)
            wanted -= widths[column]

    @staticmethod
    def _line(row: list[_Cell], margins: list[int], widths: list[int]) -> str:
        line = ""
        for cell in row:
            if not (cell.text + cell.margin).strip():
                continue
            width = sum(widths[cell.column : cell.column + cell.span]) - margins[cell.column]
            before = sum(widths[: cell.column]) + margins[cell.column] - len(cell.margin)
            indent = {Align.LEFT: 0, Align.CENTER: (width - len(cell.text)) // 2}.get(
                cell.align, width - len(cell.text)
            )
            line = line.ljust(before) + cell.margin + " " * indent + cell.text
        return line
