"""Experiments -> the text of ``results.tsv``: a heading and six columns, whatever the texts hold. Pure."""

from collections.abc import Sequence

from perfgym.printable import replace_unshown
from perfgym.research.records import Decision, Experiment

__all__ = ["HEADING", "results_tsv"]

HEADING = "commit\tval_bpb\tartifact_mb\tstatus\treasoning\tdescription"

_COMMIT_DIGITS = 7
_MOST_CHARACTERS = 200  # of a text in a row


def results_tsv(experiments: Sequence[Experiment], size_decimals: int = 3) -> str:
    """The table of all experiments that ran, and of backtracks.

    The columns are: commit (7 digits); bits per byte (0.000000 for a crash); size of code and artifact in
    units of 1,000,000 bytes (0.000 for a crash); what became of it; hypothesis; description. Tabs and line
    ends of texts become spaces.

    Args:
        experiments: The experiments, in order.
        size_decimals: Decimals of the third column.
    """
    rows = [_row(one, size_decimals) for one in experiments if one.decision is not Decision.NONE]
    return "".join(f"{line}\n" for line in (HEADING, *rows))


def _row(experiment: Experiment, size_decimals: int) -> str:
    crashed = experiment.decision is Decision.CRASH
    size = 0 if crashed else experiment.total_bytes
    fields = (
        experiment.commit[:_COMMIT_DIGITS],
        f"{0.0 if crashed else experiment.val_bpb or 0.0:.6f}",
        f"{size / 1e6:.{size_decimals}f}",
        "keep" if experiment.decision is Decision.BASELINE else str(experiment.decision),
        _line(experiment.reasoning.hypothesis),
        _line(experiment.reasoning.description),
    )
    return "\t".join(fields)


def _line(text: str) -> str:
    """A text as one line without tabs."""
    shown = replace_unshown(" ".join(text.split()))
    return shown if len(shown) <= _MOST_CHARACTERS else f"{shown[: _MOST_CHARACTERS - 3]}..."
