"""A run -> a file that other tools read, in one of several formats."""

from collections.abc import Callable

from perfgym.errors import SettingsError
from perfgym.store.chats import lessons, preferences, trajectories
from perfgym.store.exported import COLUMNS, KEPT, Export, Selection
from perfgym.store.pyperf_suite import pyperf_suite
from perfgym.store.records import Run
from perfgym.store.store import Store

__all__ = ["COLUMNS", "FORMATS", "KEPT", "Export", "Selection", "export_run"]

FORMATS: dict[str, Callable[[Store, Run, Selection], Export]] = {
    "trajectories": trajectories,
    "sft": lessons,
    "preferences": preferences,
    "pyperf": pyperf_suite,
}
"""Name of a format -> the function that makes the file's content."""

_NEEDS = {
    "trajectories": "finished episode without a fault whose every turn has a reply",
    "sft": "conversation that may be trained on and whose learnt replies are good enough (--keep, --columns)",
    "preferences": "two replies to one conversation that may be trained on, of which one has an accepted "
    "program and is certainly better",
    "pyperf": "finished episode without a fault that has an accepted submission",
}


def export_run(store: Store, run: Run, form: str, selection: Selection | None = None) -> Export:
    """Return the content of the file that a run is exported to.

    Args:
        store: The store that holds the run.
        run: The run.
        form: One of `FORMATS`.
        selection: What becomes training data; None for the defaults of :class:`Selection`.

    Raises:
        SettingsError: The run has nothing that belongs in such a file.
        MachineError: The package that writes the format is missing.
    """
    export = FORMATS[form](store, run, selection or Selection())
    if not export.records:
        raise SettingsError(f"run {run.run_id} has no {_NEEDS[form]}: there is nothing to export as {form}")
    return export
