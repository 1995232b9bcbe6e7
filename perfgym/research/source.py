"""The text of a training script -> its normal form, whose size counts and which is what runs.

The normal form has no comments and no white space of the author's, so that neither costs anything, carries
anything into a run, or makes two programs of one. All functions are pure; no program is executed.
"""

import ast
import hashlib
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["LONG_LITERAL", "MOST_CHARACTERS", "Source", "SourceError", "is_simpler"]

MOST_CHARACTERS = 1 << 16
"""The longest program that is read: the time that it takes can grow with the square of the length."""

LONG_LITERAL = 4096
"""Texts of this many bytes in a program may be training data, so they are reported."""

_LEVEL = 9


class SourceError(Exception):
    """The text is not a program that can be brought into its normal form; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A program in its normal form.

    Attributes:
        text: The program.
        size: Bytes of the program after compression, which count against the limit on the artifact.
        key: SHA-256 of the program. Programs of equal keys are one program.
        literal_bytes: Bytes of the program's texts that have at least :data:`LONG_LITERAL` bytes each.
    """

    text: str = field(repr=False)
    size: int
    key: str
    literal_bytes: int

    @classmethod
    def of(cls, written: str) -> "Source":
        """Read a program as its author wrote it.

        Raises:
            SourceError: It is too long, is not Python, or has no normal form.
        """
        if len(written) > MOST_CHARACTERS:
            raise SourceError(f"the program has {len(written)} characters, but may have {MOST_CHARACTERS}")
        tree = _parsed(written)
        text = _normal(tree)
        encoded = text.encode()
        return cls(
            text=text,
            size=len(zlib.compress(encoded, _LEVEL)),
            key=hashlib.sha256(encoded).hexdigest(),
            literal_bytes=sum(size for size in _literals(tree) if size >= LONG_LITERAL),
        )


def _parsed(written: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the program's text, e.g. a wrong escape in it
            return ast.parse(written)
    except SyntaxError as error:
        where = f"line {error.lineno}: " if error.lineno else ""
        raise SourceError(f"{where}{error.msg}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise SourceError(f"the program cannot be read: {_why(error)}") from None


def _normal(tree: ast.Module) -> str:
    try:
        text = f"{ast.unparse(tree)}\n"
        text.encode()
        is_same = ast.dump(_parsed(text)) == ast.dump(tree)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SourceError(f"the program has no normal form: {_why(error)}") from None
    if not is_same:
        raise SourceError("the program has no normal form: ast.unparse makes another program of it")
    return text


def _why(error: Exception) -> str:
    return str(error) or f"{type(error).__name__} of Python's parser"


def _literals(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            value = node.value
            yield len(value if isinstance(value, bytes) else value.encode(errors="surrogatepass"))


def is_simpler(candidate: Source, than: Source, share: float) -> bool:
    """Whether a program's normal form is shorter than another's by at least a share of it."""
    return len(candidate.text) <= (1.0 - share) * len(than.text)
