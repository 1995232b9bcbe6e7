"""Flags of the ``go`` command that an agent may set on the packages of its module.

Go takes some flags that would run a program (``-toolexec``), replace files (``-overlay``), change a constant
of the program (``-ldflags=-X``) or drop checks that the language demands (``-gcflags=-B``). So only flags of
two kinds are known here, and a task lists those of them that it allows, word by word.
"""

import re
from collections.abc import Iterable, Sequence

__all__ = ["COMPILER", "DIAGNOSTIC_FLAGS", "TAGS", "command_flags", "compiler_words", "is_known_flag"]

COMPILER, TAGS = "-gcflags=", "-tags="

DIAGNOSTIC_FLAGS = (f"{COMPILER}-l", f"{COMPILER}-N", f"{COMPILER}-d=checkptr")
"""No inlining, no optimisation, and checks of unsafe pointers at run time.

None makes a program faster, and none drops a check. They show what inlining is worth, keep each function in
profiles, and find wrong uses of ``unsafe``.
"""

_KNOWN = re.compile(r"-gcflags=(-l|-N|-d=checkptr(=[012])?)|-tags=[A-Za-z_][A-Za-z0-9_.]*", re.ASCII)


def is_known_flag(flag: str) -> bool:
    """Whether a flag may stand in a task's list."""
    return bool(_KNOWN.fullmatch(flag))


def compiler_words(flags: Iterable[str]) -> tuple[str, ...]:
    """The words for the compiler in flags that are known."""
    return tuple(flag.removeprefix(COMPILER) for flag in flags if flag.startswith(COMPILER))


def command_flags(flags: Sequence[str], module: str) -> tuple[str, ...]:
    """The same flags for the ``go`` command, so that they concern the packages of a module alone.

    Args:
        flags: Flags that are known.
        module: Path of the module.

    Raises:
        ValueError: A flag is not known.
    """
    if unknown := [flag for flag in flags if not is_known_flag(flag)]:
        raise ValueError(f"the flag {unknown[0]!r} is not known")
    words = compiler_words(flags)
    tags = [flag.removeprefix(TAGS) for flag in flags if flag.startswith(TAGS)]
    found = (f"{COMPILER}{module}/...={' '.join(words)}",) if words else ()
    return (*found, f"{TAGS}{','.join(tags)}") if tags else found
