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
"""A program whose texts have this many bytes together may hold training data, so it is reported."""

_LEVEL = 9
_LONG_NUMBER = 128  # bits


class SourceError(Exception):
    """The text is not a program that can be brought into its normal form; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A program in its normal form.

    Attributes:
        text: The program.
        size: Bytes of the program after compression, which count against the limit on the artifact.
        key: SHA-256 of the program. Programs of equal keys are one program.
        literal_bytes: Bytes of the program's texts and long numbers, docstrings apart; 0 below
            :data:`LONG_LITERAL`.
        weight: Length of the program with one letter for each name and without docstrings.
    """

    text: str = field(repr=False)
    size: int
    key: str
    literal_bytes: int
    weight: int

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
        literals = sum(_literals(tree))
        return cls(
            text=text,
            size=len(zlib.compress(encoded, _LEVEL)),
            key=hashlib.sha256(encoded).hexdigest(),
            literal_bytes=literals if literals >= LONG_LITERAL else 0,
            weight=_weight(tree),
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
    """Bytes of each text, and digits of each long number, that is no docstring."""
    described = {id(node.value) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in described:
            continue
        match node.value:
            case str() as text:
                yield len(text.encode(errors="surrogatepass"))
            case bytes() as content:
                yield len(content)
            case int() as number if number.bit_length() > _LONG_NUMBER:
                yield number.bit_length() // 8
            case _:
                pass


def _docstrings(tree: ast.Module) -> Iterator[ast.Expr]:
    """The docstrings of a module, of its classes and its functions."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        first = node.body[0] if isinstance(node, kinds) and node.body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            yield first


def _weight(tree: ast.Module) -> int:
    """Length of a program's structure: names count alike however long they are, and docstrings not at all."""
    described = {id(part) for node in _docstrings(tree) for part in (node, node.value)}
    return sum(
        len(repr(node.value)) if isinstance(node, ast.Constant) else 1
        for node in ast.walk(tree)
        if id(node) not in described
    )


def is_simpler(candidate: Source, than: Source, share: float) -> bool:
    """Whether a program has less to it than another by at least a share: names and docstrings apart."""
    return candidate.weight <= (1.0 - share) * than.weight
