"""Print JSON and text, and write files.

Everything that the commands print goes through here, so that no text of a program, a model or a store reaches
the terminal as a control sequence.
"""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from perfgym.errors import SettingsError
from perfgym.printable import escape_unshown, portable, replace_unshown

__all__ = ["echo", "print_json", "print_line", "write_text"]


def print_json(value: Any) -> None:
    """Print a value as JSON that every reader accepts; a number that is not finite becomes null."""
    click.echo(escape_unshown(json.dumps(portable(value), indent=2)))


def echo(text: str, *, err: bool = False) -> None:
    """Print text of any number of lines; characters that are unsafe to show become U+FFFD.

    Args:
        text: The text.
        err: Whether it goes to standard error.
    """
    click.echo(replace_unshown(text), err=err)


def print_line(line: str | Text, console: Console | None = None, *, wrap_words: bool = False) -> None:
    """Print one line without breaking it, so that it can be copied from a terminal as one line.

    Characters that are unsafe to show become U+FFFD.

    Args:
        line: Plain text, or text with styles, which only a terminal shows.
        console: Where to; standard output if not given.
        wrap_words: Whether a terminal shows it broken between words. Pipes and files get one line anyway.
    """
    console = console or Console()
    line = Text(line) if isinstance(line, str) else line.copy()
    line.plain = replace_unshown(line.plain)
    soft_wrap = not (wrap_words and console.is_terminal)
    console.print(line, markup=False, highlight=False, soft_wrap=soft_wrap)


def write_text(text: str, path: Path, *, force: bool) -> None:
    """Write a new file.

    Args:
        text: Content of the file.
        path: The file.
        force: Whether to overwrite a file that exists.

    Raises:
        SettingsError: The file exists or cannot be written.
    """
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise SettingsError(f"{path} exists; --force overwrites it") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}") from error
