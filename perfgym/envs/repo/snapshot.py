"""An episode -> JSON of some kilobytes, and such JSON -> the episode, here or on another machine.

A snapshot that comes back is data from outside, and may be forged. What it tells of files is used as if an
agent had just written them. What it tells of evaluations counts only under a seal that needs the user's
secret key, so that nobody is paid for a speed that was not measured.
"""

import hmac
import math
from typing import Annotated, Any, Literal

import msgspec

from perfgym.envs.repo.state import StepRecord
from perfgym.envs.repo.workbench import MOST_ARTIFACTS, MOST_WORKSPACES, BenchState, is_workspace_name
from perfgym.errors import SettingsError
from perfgym.machine.input_key import input_key
from perfgym.printable import clean_text, portable
from perfgym.records import Role
from perfgym.repo.workspace.tree import Tree
from perfgym.repo.workspace.workspace import Workspace, WorkspaceError, WorkspaceRecord, deflated, inflated

__all__ = ["SEED_BYTES", "Kept", "Snapshot", "bench_record", "bench_state", "opened", "sealed"]

SEED_BYTES = 16
"""Random bytes from which everything is drawn that an episode draws."""

_FORMAT = 1
_MOST_BYTES = 32 << 20  # of the content, compressed
_MOST_INFLATED_BYTES = 128 << 20
_FIX = "give what `snapshot()` of an environment of this task returned, or reset without `resume`"

_Seconds = Annotated[float, msgspec.Meta(ge=0.0)]
_Share = Annotated[float, msgspec.Meta(ge=0.0, le=2.0)]
_Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]


class BenchRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A :class:`~perfgym.envs.repo.workbench.BenchState` as it is written down."""

    workspaces: Annotated[dict[str, WorkspaceRecord], msgspec.Meta(min_length=1, max_length=MOST_WORKSPACES)]
    current: str
    build_flags: tuple[str, ...]
    artifacts: Annotated[dict[str, str], msgspec.Meta(max_length=MOST_ARTIFACTS)]
    line_shares: tuple[tuple[str, _Count, _Share], ...]
    cpu_s: _Seconds


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an environment keeps of an episode.

    Attributes:
        seed: Random bytes from which everything is drawn.
        steps_left: Steps left, at least 1.
        bench: The workspaces, and what the tools made.
        history: The steps so far.
        baseline: Role -> cost of the task's own tree.
        evaluations: Digest of what was submitted -> the evaluation as JSON text.
        scored: Digest of what was submitted, for each evaluation that was asked for, in order.
        measured_by: Toolchain, backend and sandbox of the evaluations.
    """

    seed: Annotated[bytes, msgspec.Meta(min_length=SEED_BYTES, max_length=SEED_BYTES)]
    steps_left: Annotated[int, msgspec.Meta(ge=1)]
    bench: BenchRecord
    history: tuple[StepRecord, ...]
    baseline: dict[Role, Annotated[float, msgspec.Meta(gt=0.0)]]
    evaluations: dict[str, str]
    scored: tuple[str, ...]
    measured_by: str


class Snapshot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What :meth:`~perfgym.envs.repo.env.PerfRepoEnv.snapshot` returns, as JSON has it.

    Attributes:
        format: Number of this layout.
        task: Name of the task.
        task_sha256: Digest of the task's files.
        repo_revision: Name of the commit that every workspace begins with.
        max_steps: Steps of the episode.
        max_evaluations: Evaluations of the episode.
        content: A :class:`Kept` as MessagePack, compressed in the format xz.
        seal: Tells whether a holder of the user's secret key made it.
    """

    format: Literal[1]
    task: str
    task_sha256: str
    repo_revision: str
    max_steps: int
    max_evaluations: int
    content: bytes
    seal: str = ""


# ---- writing ------------------------------------------------------------------------------------------


def bench_record(state: BenchState, base: Tree) -> BenchRecord:
    """What is written down of a workbench.

    Args:
        state: Its state.
        base: The task's own tree.
    """
    return BenchRecord(
        workspaces={name: one.record(base) for name, one in state.workspaces.items()},
        current=state.current,
        build_flags=state.build_flags,
        artifacts=portable(dict(state.artifacts)),
        line_shares=tuple((path, line, share) for (path, line), share in state.line_shares.items()),
        cpu_s=state.cpu_s,
    )


def sealed(kept: Kept, **header: Any) -> dict[str, Any]:
    """A snapshot as JSON has it.

    Args:
        kept: The content.
        **header: The other fields of :class:`Snapshot`.

    Raises:
        SettingsError: It would be too large, because the workspaces hold too much.
    """
    content = deflated(msgspec.msgpack.encode(kept))
    if len(content) > _MOST_BYTES:
        raise SettingsError(
            f"the snapshot of this episode would have {len(content)} bytes, and at most {_MOST_BYTES} can be "
            "resumed: remove large files from its workspaces"
        )
    made = Snapshot(format=_FORMAT, content=content, **header)
    return msgspec.to_builtins(msgspec.structs.replace(made, seal=_seal(made)))


def _seal(snapshot: Snapshot) -> str:
    text = msgspec.json.encode(msgspec.structs.replace(snapshot, seal="")).decode()
    return input_key().seal("snapshot of an episode", text)


# ---- reading ------------------------------------------------------------------------------------------


def opened(given: Any, **header: Any) -> tuple[Kept, bool]:
    """The content of a snapshot, and whether its seal fits.

    Args:
        given: The snapshot: a mapping, or JSON text of one.
        **header: What the fields of :class:`Snapshot` must be in this environment.

    Raises:
        SettingsError: It is no snapshot, or one of another task or of another budget.
    """
    try:
        whole = msgspec.json.decode(given) if isinstance(given, str | bytes) else given
        snapshot = msgspec.convert(whole, Snapshot)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _refused(str(error)) from None
    for name, wanted in header.items():
        if (was := getattr(snapshot, name)) != wanted:
            raise SettingsError(
                f"options['resume'] is a snapshot with {name}={clean_text(str(was), 80)!r}, and this "
                f"environment has {name}={wanted!r}; resume it in an environment that is made in the same "
                "way, with the files of the same task"
            )
    return _content(snapshot), hmac.compare_digest(_seal(snapshot).encode(), snapshot.seal.encode())


def _content(snapshot: Snapshot) -> Kept:
    try:
        kept = msgspec.msgpack.decode(inflated(snapshot.content, _MOST_INFLATED_BYTES), type=Kept)
    except (msgspec.MsgspecError, WorkspaceError, UnicodeError, RecursionError) as error:
        raise _refused(str(error)) from None
    wrong = _wrong_with(kept, snapshot)
    if wrong:
        raise _refused(wrong)
    return kept


def _wrong_with(kept: Kept, snapshot: Snapshot) -> str:
    if kept.steps_left > snapshot.max_steps:
        return f"it has {kept.steps_left} steps left of {snapshot.max_steps}"
    if len(kept.evaluations) > snapshot.max_evaluations or len(kept.history) >= snapshot.max_steps:
        return "it has more evaluations or steps than an episode"
    if not set(kept.scored) <= kept.evaluations.keys() or len(kept.scored) > snapshot.max_steps:
        return "it names evaluations that it does not hold"
    if kept.bench.current not in kept.bench.workspaces:
        return "its workspace is not among those that it holds"
    if not all(map(math.isfinite, (kept.bench.cpu_s, *kept.baseline.values()))):
        return "a number of it is not finite"
    return ""


def bench_state(record: BenchRecord, base: Tree, *, is_sealed: bool) -> BenchState:
    """The state of a workbench that was written down.

    Args:
        record: The record; it may be forged.
        base: The task's own tree.
        is_sealed: Whether its seal fits. Without it, flags are left out, since a task may not allow them.

    Raises:
        SettingsError: It cannot be one of this task.
    """
    if not all(map(is_workspace_name, record.workspaces)):
        raise _refused("a name cannot be one of a workspace")
    try:
        workspaces = {name: Workspace.of_record(one, base) for name, one in record.workspaces.items()}
    except WorkspaceError as error:
        raise _refused(f"a workspace cannot be made: {error}") from None
    return BenchState(
        workspaces=workspaces,
        current=record.current,
        build_flags=record.build_flags if is_sealed else (),
        artifacts=record.artifacts,
        line_shares={(path, line): share for path, line, share in record.line_shares},
        cpu_s=record.cpu_s,
    )


def _refused(why: str) -> SettingsError:
    return SettingsError(
        f"options['resume'] is no snapshot that can be resumed: {clean_text(why, 300)}; {_FIX}"
    )
