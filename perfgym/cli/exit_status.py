"""Exit statuses of the ``perfgym`` command."""

from enum import IntEnum

__all__ = ["ExitStatus"]


class ExitStatus(IntEnum):
    """How a command ended."""

    OK = 0
    FAILED = 1
    """The command ran, and its answer is bad news; or a machine, a problem or perfgym itself failed."""
    BAD_USE = 2
    """An argument, an option or a variable cannot be used."""
    INTERRUPTED = 130
