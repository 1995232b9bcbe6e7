"""Records survive JSON, and refuse text that is not a record."""

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfgym.records import (
    Build,
    Evaluation,
    Extras,
    Figures,
    Measurement,
    Pair,
    Role,
    Status,
    Submission,
    TestResult,
    Verdict,
)
from tests.doubles.records import FLOAT, SURROGATES, evaluations, submissions

FULL = Evaluation(
    status=Status.ACCEPTED,
    measurement=Measurement(
        backend="x",
        events={},
        pairs=(Pair(reference={Role.TIME: 80e6}, candidate={Role.TIME: 20e6}),),
        intervals={},
        forgeable=tuple(Role),
    ),
)


def shape(value: Any) -> Any:
    """The types and the contents of a record, so that 1 and 1.0 or a list and a tuple differ."""
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return (type(value), [(field.name, shape(getattr(value, field.name))) for field in fields])
    if isinstance(value, dict):
        return (dict, [(shape(key), shape(item)) for key, item in value.items()])
    if isinstance(value, (tuple, list)):
        return (type(value), [shape(item) for item in value])
    return (type(value), frozenset(value) if isinstance(value, frozenset) else repr(value))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(evaluations())
@example(Evaluation(status=Status.NO_CODE, facts={SURROGATES: [SURROGATES, 1 << 80]}))
@example(Evaluation(status=Status.NO_CODE, build=Build(status=Status.NO_CODE, diagnostics=SURROGATES)))
def test_any_evaluation_survives_json(evaluation: Evaluation) -> None:
    """The types of all fields and the order of all mappings survive too."""
    again = Evaluation.from_json(evaluation.to_json())
    assert again == evaluation
    assert shape(again) == shape(evaluation)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(evaluations(FLOAT))
def test_an_evaluation_with_nan_has_the_same_json_again(evaluation: Evaluation) -> None:
    """NaN is not equal to itself, so the texts are compared."""
    text = evaluation.to_json()
    assert Evaluation.from_json(text).to_json() == text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.pop("status"),
        lambda record: record.update(status="FINE"),
        lambda record: record.update(status="CRASHED"),  # it has a measurement
        lambda record: record.update(queue_ahead="two"),
        lambda record: record["measurement"].update(pairs=None),
        lambda record: record["measurement"].update(intervals={"speed": {}}),
    ],
)
def test_a_record_with_a_wrong_field_is_refused(spoil: Any) -> None:
    record = json.loads(FULL.to_json())
    spoil(record)
    with pytest.raises(ValueError):
        Evaluation.from_json(json.dumps(record))


@given(st.data())
def test_a_record_that_was_cut_off_is_refused(data: st.DataObject) -> None:
    text = FULL.to_json()
    with pytest.raises(ValueError):
        Evaluation.from_json(text[: data.draw(st.integers(0, len(text) - 1))])


def test_only_an_accepted_submission_has_a_measurement_or_extras() -> None:
    with pytest.raises(ValueError, match="CRASHED"):
        dataclasses.replace(FULL, status=Status.CRASHED)
    extras = Extras(asked=("wall",), reference=Figures(), candidate=Figures())
    with pytest.raises(ValueError, match="NO_CODE"):
        Evaluation(status=Status.NO_CODE, extras=extras)


@given(submissions(), submissions())
def test_submissions_have_equal_keys_exactly_if_they_are_equal(one: Submission, other: Submission) -> None:
    assert (one.key == other.key) == (one == other)
    reordered = Submission(files=dict(reversed(one.files.items())), flags=one.flags)
    assert reordered.key == one.key
    hash(one.key)


@pytest.mark.parametrize(
    ("files", "text", "is_blank"),
    [
        ({"a.c": b"int x;"}, "int x;", False),
        ({"a.c": b"\xff"}, "\N{REPLACEMENT CHARACTER}", False),
        ({"b.c": b"2", "a.c": b" "}, "==> a.c <==\n \n==> b.c <==\n2", False),
        ({"a.c": b" \n", "b.c": b""}, "==> a.c <==\n \n\n==> b.c <==\n", True),
        ({}, "", True),
    ],
)
def test_a_submission_is_shown_as_one_text(files: dict[str, bytes], text: str, is_blank: bool) -> None:
    submission = Submission(files=files)
    assert (submission.text, submission.is_blank) == (text, is_blank)


def test_a_verdict_has_the_status_of_its_first_failure() -> None:
    statuses = (Status.ACCEPTED, Status.TIMED_OUT, Status.CRASHED)
    results = tuple(TestResult(name=str(number), status=status) for number, status in enumerate(statuses))
    verdict = Verdict(results=results, total=5)
    assert (verdict.passed, verdict.first_failure, verdict.status) == (1, results[1], Status.TIMED_OUT)
    assert Verdict(results=results[:1], total=1).status is Status.ACCEPTED
