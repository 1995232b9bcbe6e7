"""Lists of records: one record a line on a pipe, folded to its width on a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from perfgym.cli.output import print_line
from perfgym.printable import clean_text

__all__ = ["Column", "one_line", "print_listing"]

_GAP, _INDENT = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of the records in a list.

    Attributes:
        name: Heading of the column.
        is_right: Whether the column is aligned to the right.
        is_long: Whether the field is a sentence or more, which on a terminal stands below its record.
        is_minor: Whether the field is left out on a terminal that is too narrow for it.
    """

    name: str
    is_right: bool = False
    is_long: bool = False
    is_minor: bool = False


def one_line(value: object) -> str:
    """Return untrusted text without line breaks and without characters that are unsafe to show."""
    text = str(value)
    return " ".join(clean_text(text, at_most=len(text)).split())


def print_listing(columns: Sequence[Column], records: Iterable[Sequence[str | Text]]) -> None:
    """Print records below a line of headings.

    On a pipe each record is one complete line, its fields aligned and at least two spaces apart. On a
    terminal the fields that fit its width are on that line; the others are indented below it, each with its
    name. A column that is empty in all records is left out.

    Args:
        columns: The fields, in order of importance.
        records: A value for each column; text with styles keeps them.
    """
    console = Console()
    rows = [[_cell(value) for value in record] for record in records]
    used = [i for i in range(len(columns)) if any(row[i] for row in rows)]
    columns, rows = [columns[i] for i in used], [[row[i] for i in used] for row in rows]
    widths = [
        max([cell_len(column.name), *(row[i].cell_len for row in rows)]) for i, column in enumerate(columns)
    ]
    aligned = _fitting(columns, widths, console.width) if console.is_terminal else list(range(len(columns)))
    headings = [Text(column.name, style="bold") for column in columns]
    print_line(_line(columns, widths, aligned, headings), console)
    for row in rows:
        print_line(_line(columns, widths, aligned, row), console)
        rest = [i for i in range(len(columns)) if i not in aligned and not columns[i].is_minor and row[i]]
        _print_below(
            console,
            [_named(columns[i], row[i]) for i in rest if not columns[i].is_long],
            [_named(columns[i], row[i]) for i in rest if columns[i].is_long],
        )


def _cell(value: str | Text) -> Text:
    return value if isinstance(value, Text) else Text(one_line(value))


def _fitting(columns: Sequence[Column], widths: Sequence[int], room: int) -> list[int]:
    """Return the indexes of the columns that share one line of a terminal: the first, and what fits.

    Minor columns are among them only if all others fit.
    """
    major = [i for i, column in enumerate(columns) if i and not (column.is_long or column.is_minor)]
    minor = [i for i, column in enumerate(columns) if i and column.is_minor]
    fitting = [0]
    room -= widths[0]
    for i in major + minor:
        if i in minor and not set(major) <= set(fitting):
            break
        if widths[i] + _GAP <= room:
            fitting.append(i)
            room -= widths[i] + _GAP
    return sorted(fitting)


def _line(
    columns: Sequence[Column], widths: Sequence[int], aligned: Sequence[int], row: Sequence[Text]
) -> Text:
    cells: list[Text] = []
    for i in aligned:
        padding = " " * (widths[i] - row[i].cell_len)
        cells.append(
            Text.assemble(padding, row[i]) if columns[i].is_right else Text.assemble(row[i], padding)
        )
    line = Text(" " * _GAP).join(cells)
    line.rstrip()
    return line


def _named(column: Column, value: Text) -> Text:
    return Text.assemble(f"{column.name}: ", value)


def _print_below(console: Console, short: Sequence[Text], long: Sequence[Text]) -> None:
    """Print fields below their record: the short ones on one line if they fit, each long one on its own."""
    joined = Text("; ").join(short)
    fits = joined.cell_len <= console.width - _INDENT
    for line in [*([joined] if fits and short else short), *long]:
        console.print(Padding(line, (0, 0, 0, _INDENT)), highlight=False)
