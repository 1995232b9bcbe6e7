"""Go source -> the same with one small mistake in it, to see whether tests notice mistakes. Pure.

No mistake makes a loop endless by itself: that would take a test's whole time.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

__all__ = ["Mutant", "mutants"]

# Comments, texts and characters, which stay as they are.
_QUOTED = re.compile(r'//[^\n]*|/\*.*?\*/|`[^`]*`|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
_MISTAKES = {
    "==": "!=",
    "!=": "==",
    "<=": "<",
    ">=": ">",
    "<": "<=",
    ">": ">=",
    "&&": "||",
    "||": "&&",
    "true": "false",
    "false": "true",
    "+ 1": "+ 2",
    "- 1": "- 2",
    "!": "",
}
_PLACE = re.compile(
    r"(?<= )(?:==|!=|<=|>=|<|>|&&|\|\|)(?= )|\b(?:true|false)\b|(?<= )[+-] 1\b(?![.\w])"
    r"|(?<=[ (])!(?=[\w(])|(?<=return )[0-9]+\b(?![.\w])|(?<=[\[(])[0-9]+(?=[:\])])|(?<=:)[0-9]+(?=\])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A source with one mistake.

    Attributes:
        line: Number of the line with the mistake, from 1.
        mistake: What was changed, e.g. ``"== to !="``.
        text: The whole source.
    """

    line: int
    mistake: str
    text: str


def mutants(text: str, lines: Collection[int] | None = None) -> Iterator[Mutant]:
    """Make every mutant of a source that ``gofmt`` formatted.

    Args:
        text: The source.
        lines: Numbers of the lines in which a mistake may be; None for all.
    """
    masked = _QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for place in _PLACE.finditer(masked):
        line = masked.count("\n", 0, place.start()) + 1
        if lines is None or line in lines:
            right = place[0]
            wrong = str(int(right) + 1) if right.isdecimal() else _MISTAKES[right]
            changed = text[: place.start()] + wrong + text[place.end() :]
            yield Mutant(line=line, mistake=f"{right} to {wrong or 'nothing'}", text=changed)
