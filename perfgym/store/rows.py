"""Records of the store <-> rows of its tables."""

import contextlib
import hashlib
import json
import math
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from perfgym.errors import MachineError, PerfgymError
from perfgym.records import Evaluation, Fault, FaultOwner, Submission
from perfgym.store.records import Episode, Run, Turn

__all__ = [
    "EPISODE_COLUMNS",
    "RUN_COLUMNS",
    "TURN_COLUMNS",
    "episode_of_row",
    "fault_row",
    "file_rows",
    "json_text",
    "reading_records",
    "run_of_row",
    "turn_of_row",
    "turn_row",
]

RUN_COLUMNS = "run_id, kind, env_id, agent, arguments, host, versions, started, ended, outcome"
EPISODE_COLUMNS = (
    "episode_id, run_id, number, attempt, seed, env_id, started, ended, reward, terminated, truncated, "
    "fault_owner, fault_cause, prompt, usage"
)
TURN_COLUMNS = (
    "episode_id, number, reply, action, submission, feedback, reward, score, evaluation, fault_owner, "
    "fault_cause, usage, started, ended"
)


@contextlib.contextmanager
def reading_records(path: Path) -> Generator[None]:
    """Read records in a ``with`` block; one that cannot be read is a failure of the machine.

    Args:
        path: File of the store.

    Raises:
        MachineError: A record is damaged.
    """
    try:
        yield
    except PerfgymError:
        raise
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        cause = f"{type(error).__name__}: {error}"
        raise MachineError(
            f"the store {path} holds a damaged record ({cause:.300}); restore the file from a copy, or name "
            "another with PERFGYM_STORE"
        ) from error


def _plain(value: Any) -> Any:
    """The plain Python value of an object that the JSON encoder does not know."""
    if isinstance(value, np.generic):
        return cast("np.generic[Any]", value).item()
    if isinstance(value, np.ndarray):
        return cast("NDArray[Any]", value).tolist()
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    raise TypeError(f"the store keeps JSON, which cannot hold a {type(value).__name__}: {value!r:.80}")


def json_text(value: Any) -> str:
    """A value as JSON, arrays and scalars of NumPy included.

    Raises:
        TypeError: JSON cannot hold the value.
    """
    # With ensure_ascii two lone surrogates side by side would come back as one character.
    return json.dumps(value, default=_plain, ensure_ascii=False)


def fault_row(fault: Fault | None) -> dict[str, str]:
    """The columns of a fault; they are empty if there was none."""
    return {"fault_owner": str(fault.owner) if fault else "", "fault_cause": fault.cause if fault else ""}


def _fault(row: dict[str, Any]) -> Fault | None:
    """Remove the columns of a fault from a row, and return the fault."""
    owner, cause = row.pop("fault_owner"), row.pop("fault_cause")
    return Fault(owner=FaultOwner(owner), cause=cause) if owner else None


def run_of_row(row: dict[str, Any]) -> Run:
    """The run in a row of `RUN_COLUMNS`."""
    row["run_id"].encode()  # an ID with a lone surrogate, which perfgym never writes, could not be looked up
    for name in ("arguments", "versions"):
        row[name] = json.loads(row[name])
    return Run(**row)


def episode_of_row(row: dict[str, Any]) -> Episode:
    """The episode in a row of `EPISODE_COLUMNS`."""
    row["seed"], row["fault"] = int(row["seed"]), _fault(row)
    for name in ("terminated", "truncated"):
        row[name] = bool(row[name])
    row["usage"] = json.loads(row["usage"])
    if row["ended"] and row["reward"] is None:
        row["reward"] = math.nan
    return Episode(**row)


def turn_row(turn: Turn) -> dict[str, Any]:
    """The row of a turn, by the names of `TURN_COLUMNS`.

    Raises:
        TypeError: JSON cannot hold the action or the usage.
    """
    return {
        "episode_id": turn.episode_id,
        "number": int(turn.number),
        "reply": turn.reply,
        "action": json_text(turn.action),
        "submission": json_text(_submission_row(turn.submission)),
        "feedback": turn.feedback,
        "reward": float(turn.reward),
        "score": float(turn.score),
        "evaluation": turn.evaluation.to_json() if turn.evaluation else "",
        **fault_row(turn.fault),
        "usage": json_text(turn.usage),
        "started": turn.started,
        "ended": turn.ended,
    }


def turn_of_row(row: dict[str, Any], content: Callable[[str], bytes]) -> Turn:
    """The turn in a row of `TURN_COLUMNS`.

    Args:
        row: The row.
        content: SHA-256 to content of a submitted file.
    """
    row["fault"] = _fault(row)
    row["submission"] = _submission(json.loads(row["submission"]), content)
    row["evaluation"] = Evaluation.from_json(row["evaluation"]) if row["evaluation"] else None
    for name in ("action", "usage"):
        row[name] = json.loads(row[name])
    for name in ("reward", "score"):
        row[name] = math.nan if row[name] is None else row[name]
    return Turn(**row)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def file_rows(submission: Submission | None) -> list[tuple[str, bytes]]:
    """SHA-256 and content of each file of a submission."""
    return [(_digest(content), content) for content in submission.files.values()] if submission else []


def _submission_row(submission: Submission | None) -> dict[str, Any] | None:
    if submission is None:
        return None
    files = {path: _digest(content) for path, content in submission.files.items()}
    return {"files": files, "flags": list(submission.flags)}


def _submission(row: Mapping[str, Any] | None, content: Callable[[str], bytes]) -> Submission | None:
    if row is None:
        return None
    files = {path: content(digest) for path, digest in row["files"].items()}
    return Submission(files=files, flags=tuple(row["flags"]))
