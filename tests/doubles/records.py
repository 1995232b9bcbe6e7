"""Hypothesis strategies for the records of the pipeline, with every field and with odd values."""

from typing import Any

from hypothesis import strategies as st

from perfgym.records import (
    Build,
    Conditions,
    Evaluation,
    Event,
    Extras,
    Fault,
    FaultOwner,
    Figures,
    Interval,
    Measurement,
    Pair,
    Role,
    Status,
    Submission,
    TestResult,
    Unit,
    Verdict,
)

__all__ = ["FACTS", "FAULTS", "FLOAT", "JSON", "NUMBER", "SURROGATES", "TEXT", "evaluations", "submissions"]

SURROGATES = "\ud83d\ude00"
"""Two lone surrogates, which the escapes of JSON would make one character."""

TEXT = st.text(st.characters(), max_size=20) | st.sampled_from((SURROGATES, "\x00", "\u202e"))
"""Any text, with NUL and with lone surrogates side by side."""

FLOAT = st.floats(allow_nan=True, allow_infinity=True)
NUMBER = st.floats(allow_nan=False, allow_infinity=True)
"""Any float that is equal to itself."""

_NAMES = st.sets(TEXT, max_size=2).map(sorted).map(tuple)


def _json(number: st.SearchStrategy[float]) -> st.SearchStrategy[Any]:
    return st.recursive(
        st.none() | st.booleans() | st.integers() | number | TEXT,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
        max_leaves=6,
    )


JSON = _json(FLOAT)
"""Any JSON value, NaN included."""

FACTS = st.dictionaries(TEXT, _json(NUMBER), max_size=2)
FAULTS = st.none() | st.builds(Fault, owner=st.sampled_from(FaultOwner), cause=TEXT)


def _by_role(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[Role, Any]]:
    return st.dictionaries(st.sampled_from(Role), values, max_size=len(Role))


def submissions() -> st.SearchStrategy[Submission]:
    """Any submission: several files, any bytes, any flags."""
    files = st.dictionaries(TEXT, st.binary(max_size=60), max_size=4)
    return st.builds(Submission, files=files, flags=st.lists(TEXT, max_size=3).map(tuple))


@st.composite
def evaluations(draw: st.DrawFn, number: st.SearchStrategy[float] = NUMBER) -> Evaluation:
    """Any evaluation: every part of it may be there or not, and every number may be odd."""
    event = st.builds(Event, name=TEXT, unit=st.sampled_from(Unit), backend=TEXT)
    result = st.builds(
        TestResult,
        name=TEXT,
        status=st.sampled_from(Status),
        detail=TEXT,
        stderr=TEXT,
        is_withheld=st.booleans(),
        wall_ns=st.integers(),
    )
    interval = st.builds(Interval, estimate=number, low=number, high=number, confidence=number)
    counts = _by_role(number)
    figures = st.builds(
        Figures,
        wall_s=st.none() | number,
        peak_memory_bytes=st.none() | number,
        scaling=st.none() | number,
    )
    measurement = st.builds(
        Measurement,
        backend=TEXT,
        events=_by_role(event),
        pairs=st.lists(
            st.builds(Pair, reference=counts, candidate=counts, moved_bytes=st.integers()), max_size=3
        ).map(tuple),
        intervals=_by_role(interval),
        startup_ns=number,
        core=st.integers(),
        host=TEXT,
        precision=number,
        disturbed_pairs=st.integers(0, 99),
        redrawn=st.integers(),
        suspicions=_NAMES,
        forgeable=st.lists(st.sampled_from(Role), unique=True).map(tuple),
        rejected=_NAMES,
    )
    status = draw(st.sampled_from(Status) | st.just(Status.ACCEPTED))
    is_accepted = status is Status.ACCEPTED
    return Evaluation(
        status=status,
        conditions=draw(
            st.builds(
                Conditions,
                problem_sha256=TEXT,
                input_key=TEXT,
                scale=number,
                size_factor=number,
                size_note=TEXT,
                toolchain=TEXT,
                backend=TEXT,
                sandbox=TEXT,
                sandbox_missing=_NAMES,
                memory_tier=TEXT,
                host=TEXT,
                events=_by_role(event),
                absent=_by_role(TEXT),
            )
        ),
        build=draw(
            st.none()
            | st.builds(
                Build,
                status=st.sampled_from(Status),
                digest=TEXT,
                diagnostics=TEXT,
                toolchain=TEXT,
                wall_ns=st.integers(),
            )
        ),
        verdict=draw(
            st.none()
            | st.builds(Verdict, results=st.lists(result, max_size=3).map(tuple), total=st.integers())
        ),
        measured_failure=draw(st.none() | result),
        measurement=draw(st.none() | measurement) if is_accepted else None,
        extras=draw(st.none() | st.builds(Extras, asked=_NAMES, reference=figures, candidate=figures))
        if is_accepted
        else None,
        queue_ahead=draw(st.none() | st.integers()),
        stage_s=draw(st.dictionaries(TEXT, number, max_size=3)),
        facts=draw(FACTS),
    )
