"""A program -> the same program with one slip of the pen, which may keep it from being built."""

from collections.abc import Iterator

import numpy as np

__all__ = ["slips"]

_LAST_SIGNS = tuple(";:,(){}")


def slips(source: str, rng: np.random.Generator) -> Iterator[str]:
    """Yield programs that differ from ``source`` in one line, in random order.

    The line is missing, for example an include or a declaration, or it lacks the sign that it ends with. Not
    every such program fails to build, so the caller tries them.

    Args:
        source: Source text in any language.
        rng: Chooses lines and slips.
    """
    lines = source.split("\n")
    written = [number for number, line in enumerate(lines) if line.strip()]
    for place in rng.permutation(len(written)):
        index = written[int(place)]
        line = lines[index].rstrip()
        lacks_sign = line.endswith(_LAST_SIGNS) and rng.random() < 0.5
        kept = [line[:-1]] if lacks_sign else []
        yield "\n".join([*lines[:index], *kept, *lines[index + 1 :]])
