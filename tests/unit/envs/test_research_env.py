"""``AutoResearch`` on made-up runs: rewards, budgets, faults, and sessions that go on after a kill."""

import errno
import json
import math
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from gymnasium.error import InvalidAction, ResetNeeded
from gymnasium.utils.env_checker import check_env

from perfgym.envs.research.env import AutoResearchEnv
from perfgym.envs.research.info import FACT
from perfgym.errors import SettingsError
from perfgym.records import Evaluation, Status
from perfgym.research.history import History
from perfgym.research.records import Part, Run
from perfgym.research.run_memory import RunMemory
from perfgym.research.session_files import SessionFiles, read_session
from perfgym.research.verified_sessions import VerifiedSessions
from tests.doubles.research_runs import MadeUpRuns, level

ID = "AutoResearch-jargon-v0"
_START = 2.72


@pytest.fixture(autouse=True)
def runs(monkeypatch: pytest.MonkeyPatch) -> MadeUpRuns:
    """Runs that no process makes, of a baseline that says its own figures."""
    made_up = MadeUpRuns()
    monkeypatch.setattr(VerifiedSessions, "runs", lambda *_: made_up)
    begin = History.begin

    def with_a_small_baseline(worktree: Path, tag: str, file: str, files: dict[str, str]) -> History:
        return begin(worktree, tag, file, {**files, file: level(_START)})

    monkeypatch.setattr(History, "begin", with_a_small_baseline)
    return made_up


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Any]:
    made: list[gym.Env[Any, Any]] = []

    def make(**more: Any) -> AutoResearchEnv:
        env = gym.make(ID, **{"max_experiments": 4, "research_folder": str(tmp_path / "sessions"), **more})
        made.append(env)
        inner = env.unwrapped
        assert isinstance(inner, AutoResearchEnv)
        return inner

    yield make
    for env in made:
        env.close()


def attempt(bpb: float, **more: Any) -> dict[str, Any]:
    said = {"direction": "Rate!", "description": "rate", "hypothesis": "it learns faster", "why": "so"}
    program = {name: more.pop(name) for name in ("FRESH", "FAILS", "FINAL_FAILS", "MACHINE_FAILS")
               if name in more}  # fmt: skip
    return {"operation": "experiment", "change": level(bpb, **program), **said, **more}


FINISH = {"operation": "finish"}


def play(env: AutoResearchEnv, *actions: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [env.step(action) for action in actions]


def test_only_what_holds_at_the_end_is_paid(make: Any) -> None:
    env = make()
    observation, info = env.reset(seed=1)
    assert env.observation_space.contains(observation)
    assert (info["decision"], observation["experiments_left"]) == ("baseline", 4)
    steps = play(env, attempt(2.60, FRESH=2.65, expected="-0.1"), attempt(2.80), FINISH)
    for observation, *_, info in steps:
        assert env.observation_space.contains(observation)
        assert info["fault"] == 0.0
    assert [step[1] for step in steps[:2]] == [0.0, 0.0]
    assert 0.02 < steps[2][1] < 0.0265
    assert [step[2] for step in steps] == [False, False, True]
    kept, lost, last = (step[4] for step in steps)
    assert (kept["decision"], kept["direction"], kept["status"]) == ("keep", "rate", "ACCEPTED")
    assert (lost["decision"], lost["parent"]) == ("discard", 1.0)
    assert last["best_score"] == last["score"] == steps[2][1] == pytest.approx(last["improvement_low"])
    assert kept["calibration"] == pytest.approx(abs(-0.1 + kept["gain"]))
    assert last["submission"] == {"train.py": level(2.60, FRESH=2.65).encode()}
    with pytest.raises(ResetNeeded):
        env.step(FINISH)


def test_keeps_pay_at_once_if_asked_to_the_same_sum(make: Any) -> None:
    actions = (attempt(2.60), attempt(2.50), FINISH)
    final = make()
    final.reset(seed=1)
    delta = make(paid="delta")
    delta.reset(seed=1)
    whole, parts = [[step[1] for step in play(env, *actions)] for env in (final, delta)]
    assert whole[:2] == [0.0, 0.0]
    assert parts[0] > 0.03
    assert parts[1] > 0.03
    assert sum(parts) == pytest.approx(sum(whole))
    assert delta.state.rewards == tuple(parts)


@pytest.mark.parametrize(
    ("actions", "reward"),
    [
        ((FINISH,), -1.0),
        (({}, FINISH), -1.0),
        (({**attempt(2.0), "change": "no Python"}, FINISH), -1.0),
        ((attempt(2.0, FAILS=0), FINISH), -0.5),
        ((attempt(2.9), FINISH), 0.0),
        ((attempt(2.5, FINAL_FAILS=1), FINISH), 0.0),
    ],
)
def test_failures_rank_as_in_other_families(make: Any, actions: Any, reward: float) -> None:
    env = make()
    env.reset(seed=1)
    *_, last = play(env, *actions)
    assert (last[1], last[2], last[3]) == (reward, True, False)


def test_the_last_experiment_and_a_spent_budget_end_an_episode(make: Any) -> None:
    env = make(max_experiments=1)
    env.reset(seed=1)
    assert play(env, attempt(2.5))[0][2]
    env = make(budget_cpu_s=35.0)
    env.reset(seed=1)
    assert [step[2] for step in play(env, {}, attempt(2.5))] == [False, True]
    env = make(budget_usd=100.0)
    env.reset(seed=1)
    (step,) = play(env, attempt(2.5))
    assert not step[2]
    assert step[4]["cost_usd"] == 2.0


def test_a_failure_of_the_machine_is_a_fault_and_the_session_can_go_on(make: Any) -> None:
    env = make()
    env.reset(seed=1, options={"tag": "disk"})
    env.step(attempt(2.6))
    observation, reward, terminated, truncated, info = env.step(attempt(2.5, MACHINE_FAILS=1))
    assert env.observation_space.contains(observation)
    assert (reward, terminated, truncated, info["fault"]) == (0.0, False, True, 1.0)
    assert info["fault_kind"] == "the disk is full"
    env.close()
    again = make()
    observation, info = again.reset(options={"tag": "disk", "resume": True})
    assert observation["experiments_left"] == 3
    assert info["pending"]["direction"] == "Rate!"
    assert again.step(attempt(2.5))[4]["decision"] == "keep"


def test_any_mapping_is_an_action_and_nothing_else_is(make: Any) -> None:
    env = make(max_experiments=30)
    env.reset(seed=1)
    for wrong in (None, "text", 3, [("operation", 0)]):
        with pytest.raises(InvalidAction, match="dict"):
            env.step(wrong)
    odd = (
        {}, {"operation": 7}, {"no": 1}, {"change": 3}, {"expected": "much"}, {"operation": "backtrack"},
        {"operation": "backtrack", "target": 10**30}, {"description": "\ud800" * 300}, {3: 4},
        attempt(2.6, expected=[math.nan]),
    )  # fmt: skip
    for action in odd:
        observation, reward, terminated, truncated, info = env.step(action)
        assert env.observation_space.contains(observation)
        assert (reward, terminated, truncated, info["fault"]) == (0.0, False, False, 0.0)
        assert info["decision"] == "none"
    env.action_space.seed(1)
    for _ in range(10):
        if not env.state.experiments_left or env.state.final:
            break
        assert env.observation_space.contains(env.step(env.action_space.sample())[0])


def test_the_store_can_read_each_step(make: Any) -> None:
    env = make()
    env.reset(seed=1)
    kept, crashed, nothing, last = play(env, attempt(2.6), attempt(2.0, FAILS=0), {}, FINISH)
    evaluations = [Evaluation.from_json(step[4]["evaluation"]) for step in (kept, crashed, nothing, last)]
    assert [one.status for one in evaluations] == [
        Status.ACCEPTED, Status.CRASHED, Status.NO_CODE, Status.ACCEPTED
    ]  # fmt: skip
    assert evaluations[0].facts[FACT]["experiment"]["number"] == 1
    assert evaluations[3].facts[FACT]["final"]["best"] == 1
    assert [one.gain is not None for one in evaluations] == [True, False, False, True]
    gain, event = evaluations[3].gain or pytest.fail("no gain")
    assert gain.low == pytest.approx(-math.log1p(-last[1]))
    assert event.name == "val_bpb"
    program = env.task.submission(attempt(2.6), kept[4])
    assert program is not None
    assert program.text == level(2.6)
    assert "+LEVEL = 2.6" in (env.task.changes(program) or "")


def test_gymnasium_finds_nothing_wrong(make: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(make())


# ---- sessions ----------------------------------------------------------------------------------------------


def test_a_tag_keeps_a_session_and_names_only_one(make: Any, tmp_path: Path) -> None:
    env = make()
    env.reset(seed=1, options={"tag": "mar18"})
    folder = tmp_path / "sessions" / "jargon" / "mar18"
    play(env, attempt(2.6))
    with pytest.raises(SettingsError, match="another process plays"):
        make().reset(options={"tag": "mar18", "resume": True})
    env.close()
    assert [str(one.decision) for one in read_session(folder).experiments] == ["baseline", "keep"]
    assert (folder / "worktree" / "train.py").read_text() == level(2.6)
    for options, why in (
        ({"tag": "mar18"}, "resume it"),
        ({"tag": "../x"}, "cannot name"),
        ({"tag": "other", "resume": True}, "no session"),
        ({"resume": True}, "needs options"),
        ({"tag": 3}, "must be a text"),
    ):
        with pytest.raises(SettingsError, match=why):
            make().reset(options=options)
    with pytest.raises(SettingsError, match="max_experiments=4"):
        make(max_experiments=5).reset(options={"tag": "mar18", "resume": True})


def test_without_a_tag_nothing_is_left(make: Any) -> None:
    env = make()
    env.reset(seed=1)
    first = Path(env.state.folder)
    env.reset(seed=2)
    assert not first.exists()
    second = Path(env.state.folder)
    env.close()
    assert not second.exists()


def test_nothing_is_tried_once_the_final_text_was_used(
    make: Any, monkeypatch: pytest.MonkeyPatch, runs: MadeUpRuns
) -> None:
    """Otherwise a session could be interrupted at its end, and go on with what was seen of that text."""
    env = make()
    env.reset(seed=1)
    env.step(attempt(2.6))
    add = RunMemory.add

    def interrupted_after(memory: RunMemory, source: str, run: Run) -> None:
        add(memory, source, run)
        if run.part is Part.FINAL:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RunMemory, "add", interrupted_after)
        with pytest.raises(KeyboardInterrupt):
            env.step(FINISH)
    *_, last = play(env, attempt(2.4))
    assert last[2]
    assert env.state.final is not None
    assert (len(env.state.experiments), env.state.final.best) == (2, 1)
    assert sum("final" in name for name in runs.made) == 6


def test_a_branch_that_somebody_moved_is_an_error_that_names_both_commits(make: Any, tmp_path: Path) -> None:
    env = make()
    env.reset(seed=1, options={"tag": "moved"})
    kept = play(env, attempt(2.6))[0][4]["commit"]
    env.close()
    folder = tmp_path / "sessions" / "jargon" / "moved" / "worktree"
    header = read_session(folder.parent).header
    stranger = History(folder, "moved", "train.py", header.baseline).record(7, "x = 1\n", "not ours")
    with pytest.raises(SettingsError, match=stranger[:12]) as error:
        make().reset(options={"tag": "moved", "resume": True})
    assert kept[:12] in str(error.value)


class Killed(BaseException):
    """Stands for SIGKILL: from some moment on, whatever the process would do does not happen."""


_ACTIONS = (
    attempt(2.60),
    attempt(2.595),
    attempt(2.80),
    {"operation": "backtrack", "target": 0},
    attempt(2.5),
)


def _session_of(env: AutoResearchEnv) -> tuple[str, str, tuple[Any, ...]]:
    state = env.state
    worktree = Path(state.worktree)
    programs = tuple(one.commit for one in state.experiments)
    return (worktree / "results.tsv").read_text(), (worktree / "notes.md").read_text(), programs


def _play_to_the_end(env: AutoResearchEnv, info: dict[str, Any]) -> float:
    """Go on with what was in flight, then with the rest of the actions."""
    pending = info.get("pending") or {}
    while True:
        done = len(env.state.experiments) - 1
        action = pending or (_ACTIONS[done] if done < len(_ACTIONS) else FINISH)
        pending = {}
        _, reward, terminated, truncated, _ = env.step(action)
        assert not truncated
        if terminated:
            return reward


_MOMENTS: list[tuple[type, str]] = [
    (History, "record"), (History, "go_to"), (History, "write"), (RunMemory, "add"),
    (SessionFiles, "set_pending"), (MadeUpRuns, "run"),
]  # fmt: skip


def _kill_at(monkeypatch: pytest.MonkeyPatch, moment: int) -> list[int]:
    """Let nothing happen any more from the call of this number on; return the count of calls."""
    calls = [0]
    for owner, name in _MOMENTS:
        whole = getattr(owner, name)

        def guarded(*arguments: Any, _whole: Any = whole, **more: Any) -> Any:
            calls[0] += 1
            if calls[0] > moment:
                raise Killed
            return _whole(*arguments, **more)

        monkeypatch.setattr(owner, name, guarded)
    return calls


@pytest.fixture
def undisturbed(make: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, float, int]:
    """A session that nobody kills: what it came to, its reward, and how many moments it has."""
    env = make(max_experiments=6)
    with monkeypatch.context() as patch:
        calls = _kill_at(patch, 1 << 30)
        _, info = env.reset(seed=5, options={"tag": "whole"})
        reward = _play_to_the_end(env, info)
    return _session_of(env), reward, calls[0]


def _killed_and_resumed(make: Any, monkeypatch: pytest.MonkeyPatch, moment: int) -> tuple[Any, float]:
    tag = f"k{moment}"
    env = make(max_experiments=6)
    with monkeypatch.context() as patch:
        _kill_at(patch, moment)
        with pytest.raises(Killed):
            _play_to_the_end(env, env.reset(seed=5, options={"tag": tag})[1])
    env.close()
    again = make(max_experiments=6)
    try:
        _, info = again.reset(seed=5, options={"tag": tag, "resume": True})
    except SettingsError as error:  # it was killed before there was a session, so it is begun anew
        assert "no session" in str(error)
        _, info = again.reset(seed=5, options={"tag": tag})
    reward = _play_to_the_end(again, info)
    found = _session_of(again)
    again.close()
    return found, reward


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.95])
def test_a_killed_session_goes_on_to_the_same_end(
    make: Any, monkeypatch: pytest.MonkeyPatch, undisturbed: tuple[Any, float, int], share: float
) -> None:
    whole, reward, moments = undisturbed
    found = _killed_and_resumed(make, monkeypatch, round(share * moments))
    assert found == (whole, pytest.approx(reward))


@pytest.mark.full
def test_a_session_that_is_killed_at_any_moment_goes_on_to_the_same_end(
    make: Any, monkeypatch: pytest.MonkeyPatch, undisturbed: tuple[Any, float, int]
) -> None:
    whole, reward, moments = undisturbed
    for moment in range(moments):
        assert _killed_and_resumed(make, monkeypatch, moment) == (whole, pytest.approx(reward)), moment


def test_a_folder_or_a_disk_that_cannot_be_written_is_an_error_with_a_fix(
    make: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="PERFGYM_RESEARCH_FOLDER"):
        make(research_folder=str(tmp_path / "file")).reset(options={"tag": "x"})
    env = make()
    env.reset(seed=1)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = (Path(env.state.folder) / "runs.jsonl").read_text()
    *_, truncated, info = env.step(attempt(2.6))
    assert truncated
    assert "No space left" in info["fault_kind"]
    assert (Path(env.state.folder) / "runs.jsonl").read_text() == before


def test_equal_seeds_give_equal_sessions(make: Any) -> None:
    found: list[Any] = []
    for seed in (1, 1, 2):
        env = make(max_experiments=6)
        _play_to_the_end(env, env.reset(seed=seed)[1])
        found.append(_session_of(env))
    assert found[0] == found[1] != found[2]


def test_files_that_were_damaged_are_an_error_of_the_user(make: Any, tmp_path: Path) -> None:
    env = make()
    env.reset(seed=1, options={"tag": "torn"})
    play(env, attempt(2.6))
    env.close()
    folder = tmp_path / "sessions" / "jargon" / "torn"
    records = folder / "worktree" / "experiments.jsonl"
    whole = records.read_text()
    baseline, kept = whole.splitlines(keepends=True)
    odd = [f"{baseline}{kept}".replace('"parent":0', f'"parent":{place}') for place in (1, -1, 7)]
    odd += [kept, f"{baseline}{baseline}", f"{baseline}{kept}".replace('"target":null', '"target":0')]
    for text in (
        *odd,
        "{}",
        "[",
        f"{whole}{whole}",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ):
        records.write_text(text)
        with pytest.raises(SettingsError, match=r"experiments\.jsonl"):
            make().reset(options={"tag": "torn", "resume": True})
    records.write_text(whole)
    with (folder / "runs.jsonl").open("a") as file:
        file.write('{"source_sha256": "torn')
    again = make()
    again.reset(options={"tag": "torn", "resume": True})
    assert json.loads((folder / "runs.jsonl").read_text().splitlines()[-1])
