"""What became of an experiment, or of one of its runs."""

from enum import StrEnum

__all__ = ["ResearchStatus"]


class ResearchStatus(StrEnum):
    """Everything that a training script, or the reply that holds it, can do wrong is one of these.

    A value that is also one of :class:`perfgym.records.Status` means the same.
    """

    NO_CODE = "NO_CODE"
    NO_REASONING = "NO_REASONING"
    NO_CHANGE = "NO_CHANGE"
    DEAD_END = "DEAD_END"
    COMPILE_ERROR = "COMPILE_ERROR"
    CODE_TOO_LARGE = "CODE_TOO_LARGE"
    ARTIFACT_TOO_LARGE = "ARTIFACT_TOO_LARGE"
    WRONG_OUTPUT = "WRONG_OUTPUT"
    CRASHED = "CRASHED"
    TIMED_OUT = "TIMED_OUT"
    OUT_OF_MEMORY = "OUT_OF_MEMORY"
    OUTPUT_TOO_LARGE = "OUTPUT_TOO_LARGE"
    LEFT_PROCESSES = "LEFT_PROCESSES"
    ACCEPTED = "ACCEPTED"
