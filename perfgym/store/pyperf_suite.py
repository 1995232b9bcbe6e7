"""A run -> a suite of timings that pyperf reads."""

import io
from typing import Any

from perfgym.errors import MachineError
from perfgym.printable import replace_unshown
from perfgym.records import Role, Unit
from perfgym.store.chats import finished_episodes
from perfgym.store.exported import Export, Selection
from perfgym.store.records import Episode, Run, Turn, best_turn
from perfgym.store.store import Store

__all__ = ["pyperf_suite"]

_NS = 1e-9


def _pyperf() -> Any:
    try:
        import pyperf  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MachineError(
            "a pyperf suite is written by pyperf, which is missing; run `pip install 'perfgym[pyperf]'`"
        ) from error
    return pyperf


def _benchmark(pyperf: Any, run: Run, episode: Episode, turn: Turn, side: str) -> Any:
    """Time samples of the candidate or its reference: seconds, or cycles if those were counted."""
    measurement = turn.evaluation.measurement if turn.evaluation else None
    assert measurement is not None  # a best turn is accepted, so it was measured
    event = measurement.events[Role.TIME]
    counts = [pair.candidate if side == "candidate" else pair.reference for pair in measurement.pairs]
    samples = [one[Role.TIME] for one in counts if Role.TIME in one]
    in_seconds = event.unit is Unit.NANOSECONDS
    metadata = {
        "name": f"{episode.env_id}, episode {episode.number}, {side}",
        "unit": "second" if in_seconds else "integer",
        "perfgym_run": run.run_id,
        "perfgym_turn": turn.number,
        "perfgym_event": str(event),
    }
    if measurement.host:  # pyperf refuses empty values
        metadata["perfgym_host"] = measurement.host
    # pyperf refuses line breaks, and prints these values on a terminal.
    metadata = {
        name: replace_unshown(text).replace("\n", " ") if isinstance(text, str) else text
        for name, text in metadata.items()
    }
    values = [sample * _NS if in_seconds else sample for sample in samples]
    return pyperf.Benchmark([pyperf.Run(values, metadata=metadata, collect_metadata=False)])


def pyperf_suite(store: Store, run: Run, selection: Selection) -> Export:
    """Candidate and reference of the best submission of each episode, as benchmarks of a pyperf suite.

    Every episode is there, whatever the selection.

    Raises:
        MachineError: pyperf is missing.
    """
    del selection
    pyperf = _pyperf()
    benchmarks = [
        _benchmark(pyperf, run, episode, best, side)
        for episode, turns in finished_episodes(store, run)
        if (best := best_turn(turns))
        for side in ("candidate", "reference")
    ]
    file = io.StringIO()
    if benchmarks:
        pyperf.BenchmarkSuite(benchmarks).dump(file, compact=False)
    return Export(text=file.getvalue(), records=len(benchmarks))
