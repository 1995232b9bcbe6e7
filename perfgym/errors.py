"""Every exception that perfgym raises on purpose, by owner of the failure.

::

    PerfgymError
    ├── SettingsError            the caller's: an argument or PERFGYM_* variable (also a ValueError)
    ├── ProblemError             the problem author's: a problem folder is wrong
    ├── MachineError             the machine's: something it lacks, with the fix
    │   ├── SandboxUnavailableError
    │   └── ToolchainMissingError
    └── HarnessError             ours: the episode is flagged, never scored

What the submitted *program* does wrong is never an exception: it is a
:class:`~perfgym.types.Status`.
"""

__all__ = [
    "HarnessError",
    "MachineError",
    "PerfgymError",
    "ProblemError",
    "SandboxUnavailableError",
    "SettingsError",
    "ToolchainMissingError",
]


class PerfgymError(Exception):
    """Base of all exceptions raised by perfgym."""


class SettingsError(PerfgymError, ValueError):
    """An argument, option or ``PERFGYM_*`` variable has a value that cannot be used."""


class ProblemError(PerfgymError):
    """A problem folder is incomplete, malformed, or its reference program misbehaves."""


class MachineError(PerfgymError):
    """This machine lacks something; the message names the cause and the command that mends it."""


class SandboxUnavailableError(MachineError):
    """No sandbox can give its guarantees here."""


class ToolchainMissingError(MachineError):
    """A compiler or run-time is missing or does not work."""


class HarnessError(PerfgymError):
    """perfgym itself failed during an evaluation, through no fault of the program."""
