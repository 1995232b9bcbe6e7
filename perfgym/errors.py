"""Every exception that perfgym raises on purpose, by the owner of the failure.

::

    PerfgymError
    ├── SettingsError            the caller's: an argument or PERFGYM_* variable (also a ValueError)
    ├── ProblemError             the problem author's: a problem folder is wrong
    ├── MachineError             the machine's: something it lacks, with the fix
    │   ├── SandboxUnavailableError
    │   └── ToolchainMissingError
    └── HarnessError             ours: the episode is flagged, never scored

What the submitted *program* does wrong is never an exception: it is a
:class:`~perfgym.records.Status`.
"""

import difflib
from collections.abc import Iterable

__all__ = [
    "HarnessError",
    "MachineError",
    "PerfgymError",
    "ProblemError",
    "SandboxUnavailableError",
    "SettingsError",
    "ToolchainMissingError",
    "suggestion",
]


_LEAST_SIMILARITY = 0.6  # of two names; a wrong suggestion is worse than a list
_MOST_NAMES = 10  # in a list of all known ones


class PerfgymError(Exception):
    """Base of all exceptions raised by perfgym."""


class SettingsError(PerfgymError, ValueError):
    """An argument, option or ``PERFGYM_*`` variable has a value that cannot be used."""


class ProblemError(PerfgymError):
    """A problem folder is incomplete, malformed, or its reference program misbehaves."""


class MachineError(PerfgymError):
    """This machine lacks something; the message names the cause and the command that fixes it."""


class SandboxUnavailableError(MachineError):
    """No sandbox can give its guarantees here."""


class ToolchainMissingError(MachineError):
    """A compiler or run-time is missing or does not work."""


class HarnessError(PerfgymError):
    """perfgym itself failed during an evaluation, through no fault of the program."""


def suggestion(wrong: str, known: Iterable[str], at_most: int = _MOST_NAMES) -> str:
    """The end of a message: the known name closest to ``wrong``, or else the first known names."""
    names = list(known)
    close = difflib.get_close_matches(wrong, names, n=1, cutoff=_LEAST_SIMILARITY)
    if close:
        return f"did you mean {close[0]}?"
    left_out = len(names) - at_most
    return f"there are: {', '.join(names[:at_most])}{f', ...and {left_out} more' if left_out > 0 else ''}"
