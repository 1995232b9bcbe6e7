"""Snapshots of ``PerfRepo``: what goes on after a resumption, and what a forged one cannot do. No process."""

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from gymnasium.error import ResetNeeded

from perfgym.envs.repo import snapshot as module
from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.envs.repo.snapshot import Kept
from perfgym.errors import SettingsError
from perfgym.machine.input_key import VARIABLE
from perfgym.measure import FakeBackend
from perfgym.records import Evaluation, Status
from perfgym.repo.workspace.workspace import deflated, inflated
from perfgym.sandbox import FakeSandbox
from tests.unit.envs.test_repo_env import (
    BROKEN,
    EVALUATE,
    FAST,
    FASTER,
    FILE,
    SUBMIT,
    KnownSpeeds,
    make,
    no_toolchains,  # noqa: F401 - a fixture
    write,
)


@pytest.fixture
def env() -> Iterator[PerfRepoEnv]:
    """An episode with a fast workspace, which was evaluated."""
    with contextlib.closing(make()) as made:
        made.step(write(FAST))
        made.step(EVALUATE)
        yield made


def resumed(snapshot: Any, **kwargs: Any) -> tuple[PerfRepoEnv, dict[str, Any], dict[str, Any]]:
    """Another environment that goes on, its first observation, and its info."""
    other = make(**kwargs)
    observation, info = other.reset(seed=99, options={"resume": snapshot})
    assert other.observation_space.contains(observation)
    return other, observation, info


def altered(snapshot: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """The snapshot with another content, under the old seal."""
    raw = msgspec.convert(snapshot["content"], bytes)
    content = msgspec.msgpack.decode(inflated(raw, 1 << 26))
    change(content)
    packed = deflated(msgspec.msgpack.encode(content))
    return {**snapshot, "content": msgspec.to_builtins(packed)}


def test_an_episode_goes_on_where_its_snapshot_was_taken(env: PerfRepoEnv) -> None:
    env.step({"action_type": "patch", "patch_file": "mine_test.go", "patch_content": "package textkit\n"})
    snapshot = json.loads(json.dumps(env.snapshot()))
    other, observation, info = resumed(snapshot)
    assert other._bench.tree == env._bench.tree
    assert other._bench.workspaces == env._bench.workspaces
    assert observation["prompt"] == env._prompt
    assert (observation["steps_left"], observation["evaluations_left"]) == (22, 4)
    assert info["best_score"] == pytest.approx(1.0)
    assert info["resumed"] == "The episode was resumed."
    assert (other._seed, other._seeds) == (env._seed, env._seeds)
    assert other.state == env.state
    assert other.snapshot() == snapshot
    assert len(json.dumps(snapshot)) < 10_000


def test_a_snapshot_can_be_given_as_text(env: PerfRepoEnv) -> None:
    other, *_ = resumed(json.dumps(env.snapshot()))
    assert other._bench.tree == env._bench.tree


def test_two_forks_of_an_episode_do_not_know_each_other(env: PerfRepoEnv) -> None:
    snapshot = env.snapshot()
    first, second = (resumed(snapshot)[0] for _ in range(2))
    first.step(write(FASTER))
    assert second._bench.tree.files[FILE].content == FAST
    assert first.step(SUBMIT)[1] == pytest.approx(2.0)
    assert second.step(SUBMIT)[1] == pytest.approx(1.0)


def test_a_resumed_episode_keeps_results_and_is_paid_its_best(env: PerfRepoEnv) -> None:
    other, *_ = resumed(env.snapshot())
    assert isinstance(other._evaluator, KnownSpeeds)
    other.step(EVALUATE)
    assert other._evaluator.evaluated == 0
    other.step(write(BROKEN))
    assert other.step(SUBMIT)[1] == pytest.approx(1.0)


def test_gains_that_were_paid_are_not_paid_again() -> None:
    env = make(paid="delta")
    env.step(write(FAST))
    assert env.step(EVALUATE)[1] == pytest.approx(1.0)
    other, *_ = resumed(env.snapshot(), paid="delta")
    assert other.step(EVALUATE)[1] == 0.0
    assert sum(other.state.reward_trace) == pytest.approx(1.0)


def test_an_episode_that_is_not_under_way_has_no_snapshot(env: PerfRepoEnv) -> None:
    env.step(SUBMIT)
    fresh = PerfRepoEnv("strings", backend=FakeBackend(), sandbox=FakeSandbox({}))
    for one in (env, fresh):
        with pytest.raises(ResetNeeded, match="nothing to resume"):
            one.snapshot()


def test_under_another_key_the_workspace_goes_on_and_scores_do_not(
    env: PerfRepoEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = env.snapshot()
    monkeypatch.setenv(VARIABLE, "the key of another machine")
    other, observation, info = resumed(snapshot)
    assert other._bench.tree == env._bench.tree
    assert "1 evaluations do not count: its seal" in info["resumed"]
    assert info["resumed"] in observation["feedback"]
    assert (observation["evaluations_left"], observation["status"]) == (5, 0)
    assert set(other.state.reward_trace) == {0.0}
    other.step(write(b"slow again"))
    assert other.step(SUBMIT)[1] == 0.0


def test_scores_that_something_else_measured_do_not_count(
    env: PerfRepoEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = env.snapshot()
    monkeypatch.setattr(PerfRepoEnv, "_measured_by", lambda _: "go 1.28, cpu_time, bubblewrap")
    _, observation, info = resumed(snapshot)
    assert "this environment measures by go 1.28" in info["resumed"]
    assert observation["evaluations_left"] == 5


def test_records_of_another_version_do_not_count(env: PerfRepoEnv, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = env.snapshot()
    monkeypatch.setattr(Evaluation, "from_json", classmethod(lambda cls, text: msgspec.convert({}, cls)))
    _, observation, info = resumed(snapshot)
    assert "another version of perfgym" in info["resumed"]
    assert observation["evaluations_left"] == 5


# ---- hostile ------------------------------------------------------------------------------------------


def test_a_forged_score_is_not_paid(env: PerfRepoEnv) -> None:
    """The evaluation of a tree that was twice as fast is told of the task's own files."""
    snapshot = env.snapshot()

    def forge(content: dict[str, Any]) -> None:
        workspace = content["bench"]["workspaces"]["main"]
        workspace.update(changed={}, digest=env._bench.base.digest)

    other, observation, info = resumed(altered(snapshot, forge))
    assert other._bench.tree == env._bench.base
    assert "do not count" in info["resumed"]
    assert observation["status"] == list(Status).index(Status.NO_CODE)
    assert other.step(SUBMIT)[1] == 0.0


def test_a_forged_history_breaks_nothing(env: PerfRepoEnv) -> None:
    odd = {"action_type": ["patch"], "perf_output_file": {"a": []}}
    forged = altered(env.snapshot(), lambda c: c["history"][0].update(action=odd, reward=1e9))
    other, *_ = resumed(forged)
    assert sum(other.state.reward_trace) == 0.0
    assert resumed(other.snapshot())[0].state == other.state


def test_a_seal_of_another_snapshot_does_not_fit(env: PerfRepoEnv) -> None:
    good = env.snapshot()
    env.reset(seed=3)
    forged = {**env.snapshot(), "content": good["content"]}
    assert "do not count" in resumed(forged)[2]["resumed"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 2}, "format"),
        ({"task": "uniseg"}, "task='uniseg'.*strings"),
        ({"task_sha256": "0" * 64}, "task_sha256"),
        ({"repo_revision": "0" * 40}, "repo_revision"),
        ({"max_steps": 9999}, "max_steps='9999'"),
        ({"more": 1}, "more"),
        ({"content": "no base64"}, "content"),
        ({"content": ""}, "cut short"),
        ({"content": msgspec.to_builtins(deflated(b"\xc1" * 9))}, "no snapshot"),
        ({"seal": 3}, "seal"),
    ],
)
def test_what_is_no_snapshot_of_this_task_is_refused(
    env: PerfRepoEnv, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(SettingsError, match=words):
        env.reset(options={"resume": {**env.snapshot(), **change}})


@pytest.mark.parametrize("given", [3, [], {}, "no JSON", b"\xff", "[" * 10_000])
def test_what_is_no_snapshot_at_all_is_refused(env: PerfRepoEnv, given: Any) -> None:
    with pytest.raises(SettingsError, match="no snapshot that can be resumed"):
        env.reset(options={"resume": given})


def _main(content: dict[str, Any]) -> dict[str, Any]:
    return content["bench"]["workspaces"]["main"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: _main(c)["changed"].update({"../x": (b"x", False)}), r"'\.\.'"),
        (lambda c: _main(c)["changed"].update({".git/hooks/x": (b"x", True)}), "leads into .git"),
        (lambda c: _main(c)["changed"].update({FILE: (b"x", False)}), "have the digest"),
        (lambda c: _main(c).update(gitdir=b"x" * 512), "of a tar"),
        (lambda c: _main(c)["changed"].update(big=(b"x" * (5 << 20), False)), "larger than"),
        (lambda c: c["bench"].update(current="nowhere"), "not among those"),
        (lambda c: c["bench"]["workspaces"].update({"\x1b[2J": _main(c)}), "a name cannot be"),
        (lambda c: c["bench"].update(cpu_s=float("nan")), "no snapshot"),
        (lambda c: c["bench"]["workspaces"].update({str(i): _main(c) for i in range(9)}), "length"),
        (lambda c: c.update(steps_left=26), "26 steps left of 25"),
        (lambda c: c.update(steps_left=0), "steps_left"),
        (lambda c: c.update(seed=b"short"), "seed"),
        (lambda c: c.update(scored=["nothing"]), "evaluations that it does not hold"),
        (lambda c: c.update(evaluations={str(i): "" for i in range(6)}), "more evaluations"),
        (lambda c: c.update(baseline={"time": float("inf")}), "not finite"),
        (lambda c: c.update(baseline={"time": -1.0}), "baseline"),
    ],
)
def test_a_content_that_no_episode_has_is_refused(
    env: PerfRepoEnv, change: Callable[[dict[str, Any]], Any], words: str
) -> None:
    with pytest.raises(SettingsError, match=words):
        env.reset(options={"resume": altered(env.snapshot(), change)})


def test_a_content_that_grows_without_bound_is_refused(
    env: PerfRepoEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_INFLATED_BYTES", 1 << 20)
    bomb = deflated(bytes(2 << 20))
    with pytest.raises(SettingsError, match="more than 1048576 bytes"):
        env.reset(options={"resume": {**env.snapshot(), "content": msgspec.to_builtins(bomb)}})


def test_a_workspace_that_is_too_large_has_no_snapshot(
    env: PerfRepoEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_BYTES", 100)
    with pytest.raises(SettingsError, match="at most 100 can be resumed"):
        env.snapshot()


def test_flags_of_a_forged_snapshot_are_left_out(env: PerfRepoEnv) -> None:
    env._bench.build_flags = ("-gcflags=-l",)
    snapshot = env.snapshot()
    assert resumed(snapshot)[0].state.build_flags == ("-gcflags=-l",)
    forged = altered(snapshot, lambda c: c["bench"].update(build_flags=["-gcflags=-B"]))
    assert resumed(forged)[0].state.build_flags == ()


def test_every_field_of_the_content_is_under_the_seal(env: PerfRepoEnv) -> None:
    """A change of any one of them breaks it."""
    snapshot = env.snapshot()
    changes: dict[str, Callable[[dict[str, Any]], Any]] = {
        "seed": lambda c: c.update(seed=bytes(16)),
        "steps_left": lambda c: c.update(steps_left=25),
        "bench": lambda c: c["bench"].update(cpu_s=0.5),
        "history": lambda c: c["history"].clear(),
        "baseline": lambda c: c.update(baseline={"time": 9e9}),
        "evaluations": lambda c: c["evaluations"].update(x=next(iter(c["evaluations"].values()))),
        "scored": lambda c: c["scored"].append(c["scored"][0]),
        "measured_by": lambda c: c.update(measured_by="another"),
    }
    assert changes.keys() == set(Kept.__struct_fields__)
    for change in changes.values():
        assert "do not count: its seal" in resumed(altered(snapshot, change))[2]["resumed"]


# ---- workspaces ---------------------------------------------------------------------------------------


def test_a_state_tells_what_became_of_an_episode(env: PerfRepoEnv) -> None:
    env.step({"action_type": "files"})
    state = env.state
    assert (state.task_id, state.last_action_type, state.patch_cycles) == ("strings", "files", 1)
    assert [step.outcome for step in state.action_history] == ["OK"] * 3
    assert state.action_history[0].action["patch_file"] == FILE
    assert state.current_metrics["speedup"] == pytest.approx(2.0)
    assert state.prev_best_metrics["score"] == pytest.approx(1.0)
    assert (state.budget_remaining, state.evaluations_left, state.task_step_count) == (22, 4, 3)
    with pytest.raises(AttributeError):
        state.budget_remaining = 99  # pyright: ignore[reportAttributeAccessIssue]


def test_texts_of_any_length_and_kind_leave_a_snapshot_small(env: PerfRepoEnv) -> None:
    size = len(json.dumps(env.snapshot()))
    env.step({"action_type": "files", "files_op": "search", "files_path": "\ud800" * 99, "files_pattern": ""})
    env.step({"\ud800": "x" * 100_000, **{f"field {i}": "x" * 300 for i in range(100)}})
    env.step({"action_type": "patch", "patch_file": FILE, "patch_old": "y" * 100_000})
    assert len(json.dumps(env.snapshot())) < size + 2000
    assert resumed(env.snapshot())[0].state == env.state
