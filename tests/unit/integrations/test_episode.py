"""Episodes in text, the base of the adapters to trainers: prompts, scores, faults, cancelling, recording."""

import asyncio
import contextlib
import json
import math
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from gymnasium.error import ClosedEnvironmentError, ResetNeeded

import perfgym
from perfgym.bank import load_problem
from perfgym.errors import HarnessError, MachineError, SettingsError
from perfgym.integrations.episode import AsyncTextEpisode, Fault, TextEpisode, brief
from perfgym.machine.facts import physical_cores
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import ProcessResult
from perfgym.store import Store
from tests.doubles.programs import WRONG, FailingSandbox, fake_sandbox, right, small

ID = "PerfOptimize-matmul-c-v0"
EXPERT = load_problem("matmul").experts["c"].strip("\n")  # as a reply's program is read
REPLY = f"Tiles.\n<code>\n{EXPERT}\n</code>\n<submit/>"


def known_sandbox(expert: Callable[[bytes], ProcessResult] | None = None) -> FakeSandbox:
    """A sandbox that knows the expert's program as replies hold it."""
    return fake_sandbox(**{EXPERT: expert or right(20_000_000)})


def fake_episode(env_id: str = ID, **arguments: Any) -> TextEpisode:
    """An episode that starts no process, with small inputs."""
    episode = TextEpisode(env_id, **{"sandbox": known_sandbox(), "backend": "fake"} | arguments)
    evaluator = episode._text.unwrapped._evaluator  # type: ignore[attr-defined]
    evaluator.problem = small(evaluator.problem)
    return episode


@pytest.fixture
def episode() -> Generator[TextEpisode]:
    """An episode that starts no process."""
    with contextlib.closing(fake_episode()) as episode:
        yield episode


def test_an_episode_in_text_pays_what_the_environment_pays(episode: TextEpisode) -> None:
    """The first turn pays nothing, so the score tells what the episode is worth if it ends there."""
    prompt = episode.reset(seed=1)
    assert "## How to answer" in prompt
    assert (episode.score, episode.done) == (-1.0, False)
    first = episode.step(f"<code>{WRONG}</code>")
    assert (first.reward, first.done, episode.score) == (0.0, False, -0.5)
    last = episode.step(REPLY)
    assert (last.done, episode.done, last.reward) == (True, True, episode.score)
    assert last.reward > 0.5
    assert "ACCEPTED" in last.feedback
    with pytest.raises(ResetNeeded):
        episode.step(REPLY)


def test_an_agent_that_calls_tools_is_told_of_no_tags(episode: TextEpisode) -> None:
    prompt = episode.reset(seed=1, tags=False)
    assert "<code>" not in prompt
    assert prompt in episode.reset(seed=1)
    assert not episode.send(EXPERT).done
    assert episode.send("</code><submit/>", submit=True).done
    assert episode.score is not None
    assert episode.score > 0.5


@pytest.mark.parametrize("kind", [HarnessError, MachineError])
def test_a_fault_is_raised_and_leaves_no_score(kind: type[Exception]) -> None:
    """The next reset begins an episode that has a score again."""
    sandbox = FailingSandbox(kind)
    sandbox.inner = known_sandbox()
    with contextlib.closing(fake_episode(sandbox=sandbox)) as episode:
        episode.reset(seed=1)
        sandbox.failing = True
        with pytest.raises(Fault, match="No space left"):
            episode.step(REPLY)
        assert (episode.score, episode.done) == (None, True)
        sandbox.failing = False
        episode.reset(seed=1)
        assert episode.step(REPLY).reward == episode.score


def test_a_turn_that_cannot_be_recorded_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a trainer would learn from the score that the episode had before the turn."""
    recording = perfgym.Recording("test", store=tmp_path / "store")
    with recording, contextlib.closing(fake_episode(recording=recording)) as episode:
        episode.reset(seed=1)
        episode.step(f"<code>{WRONG}</code>")

        def full(*_: Any, **__: Any) -> None:
            raise MachineError("the disk is full")

        monkeypatch.setattr(Store, "add_turn", full)
        with pytest.raises(Fault, match="the disk is full"):
            episode.step(REPLY)
        assert (episode.score, episode.done) == (None, True)
        with pytest.raises(ResetNeeded):
            episode.step(REPLY)


def test_settings_of_knobs_are_played_too() -> None:
    """The first score is that of the defaults, and what is gained over it is paid."""
    with contextlib.closing(TextEpisode("PerfTune-matmul-c-v0", max_turns=2, backend="simulated")) as episode:
        assert "## How to answer" in episode.reset(seed=1)
        assert episode.score == 0.0
        first = episode.step("<knobs>\n</knobs>")
        last = episode.step("<knobs>\nLEVEL = O3\n</knobs>")
        assert last.done
        assert episode.score == pytest.approx(first.reward + last.reward)


def test_a_fault_of_a_reset_is_one_too_but_a_lack_of_the_machine_is_an_error() -> None:
    """After either, there is no episode to be played."""
    for kind, raised in ((HarnessError, Fault), (MachineError, MachineError)):
        sandbox = FailingSandbox(kind)
        with contextlib.closing(fake_episode(sandbox=sandbox)) as episode:
            sandbox.failing = True
            with pytest.raises(raised, match="No space left"):
                episode.reset(seed=1)
            assert (episode.score, episode.done) == (None, True)
            with pytest.raises(ResetNeeded):
                episode.step(REPLY)


@pytest.mark.parametrize(
    "env_id",
    ["CartPole-v1", "os:PerfOptimize-sort-c-v0", "PerfOptimize-nothing-c-v0", "x" * 10**6, None, ["a"]],
)
def test_only_ids_of_perfgym_are_made(env_id: Any) -> None:
    with pytest.raises(SettingsError, match=r"environment"):
        TextEpisode(env_id)


def test_figures_for_a_trainer_are_finite_and_few(episode: TextEpisode) -> None:
    episode.reset(seed=1)
    figures = brief(episode.step(f"<code>{WRONG}</code>").info)
    assert figures["compiled"] == 1.0
    assert (figures["accepted"], figures["fault"], figures["score"]) == (0.0, 0.0, -0.5)
    assert 0.0 <= figures["tests_passed"] < 1.0
    figures = brief(episode.step(REPLY).info)
    assert figures["speedup"] >= figures["speedup_low"] > 1.0
    assert (figures["accepted"], figures["tests_passed"]) == (1.0, 1.0)
    assert len(figures) <= 12
    assert all(math.isfinite(value) for value in json.loads(json.dumps(figures)).values())
    assert brief({"fault": 1.0, "fault_kind": "the worker was lost"}) == {"fault": 1.0}


def play_recorded(recording: perfgym.Recording, env_id: str, seed: int) -> None:
    with contextlib.closing(fake_episode(env_id, recording=recording)) as episode:
        episode.reset(seed=seed)
        episode.step(REPLY)


def test_threads_record_episodes_of_several_ids_in_one_run(tmp_path: Path) -> None:
    """Of each turn the run holds the reply and the feedback, as the model wrote and saw them."""
    path, other = tmp_path / "store.sqlite", "PerfOptimize-matmul-python-v0"
    with perfgym.Recording("me", store=str(path), reward="improvement") as recording:
        threads = [threading.Thread(target=play_recorded, args=(recording, ID, seed)) for seed in range(6)]
        for thread in threads:
            thread.start()
        with contextlib.closing(TextEpisode(other, backend="fake", recording=recording)) as unfinished:
            unfinished.reset(seed=9)
            assert unfinished.step("No program.").reward == 0.0
        for thread in threads:
            thread.join()
    with contextlib.closing(Store(path)) as store:
        (run,) = store.runs()
        assert (run.run_id, run.agent, run.outcome) == (recording.run_id, "me", "complete")
        assert run.arguments == {"reward": "improvement"}
        episodes = store.episodes(run.run_id)
        assert [one.number for one in episodes] == list(range(1, 8))
        assert sorted(one.seed for one in episodes if one.env_id == ID) == list(range(6))
        assert [one.truncated for one in episodes if one.env_id == other] == [True]
        assert {turn.reply for one in episodes for turn in store.turns(one.episode_id)} == {
            REPLY,
            "No program.",
        }
    with pytest.raises(SettingsError, match="has ended"):
        recording.wrap(gym.make(ID, backend="fake"))


def test_a_recording_that_an_exception_leaves_is_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with pytest.raises(KeyError), perfgym.Recording(store=str(path)):
        raise KeyError
    with contextlib.closing(Store(path)) as store:
        assert store.run("latest").outcome == "interrupted"


def slow_sandbox(began: threading.Event, go_on: threading.Event) -> FakeSandbox:
    """A sandbox in which the expert's program says that it has begun, and ends when it may."""

    def wait(stdin: bytes) -> ProcessResult:
        began.set()
        assert go_on.wait(30)
        return right(20_000_000)(stdin)

    return known_sandbox(wait)


def opened(episode: AsyncTextEpisode) -> TextEpisode:
    """The blocking episode in an open one, with small inputs."""
    blocking = episode._opened()
    evaluator = blocking._text.unwrapped._evaluator  # type: ignore[attr-defined]
    evaluator.problem = small(evaluator.problem)
    return blocking


def test_coroutines_play_more_episodes_than_there_are_threads() -> None:
    async def play(seed: int) -> float | None:
        async with AsyncTextEpisode(ID, sandbox=known_sandbox(), backend="fake") as episode:
            assert (episode.score, episode.done) == (None, True)
            opened(episode)
            assert "## How to answer" in await episode.reset(seed)
            assert (await episode.send(WRONG)).done is False
            assert (await episode.step(REPLY)).done
            return episode.score

    async def play_all() -> list[float | None]:
        return await asyncio.gather(*(play(seed) for seed in range(8)))

    scores = asyncio.run(play_all())
    assert len(scores) == 8
    assert all(score is not None and score > 0.5 for score in scores)


def test_a_cancelled_episode_is_closed_when_its_thread_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing it earlier would take the sandbox away from a program that runs."""
    began, go_on, told = threading.Event(), threading.Event(), list[str]()
    monkeypatch.setattr(TextEpisode, "_play", noted(TextEpisode._play, told, "step ended"))
    monkeypatch.setattr(TextEpisode, "close", noted(TextEpisode.close, told, "closed"))

    async def play() -> None:
        async with AsyncTextEpisode(ID, sandbox=slow_sandbox(began, go_on), backend="fake") as episode:
            opened(episode)
            await episode.reset(1)
            await episode.step(REPLY)

    async def cancel_it() -> None:
        playing = asyncio.create_task(play())
        await asyncio.to_thread(began.wait, 30)
        playing.cancel()
        await asyncio.sleep(0.05)
        assert told == []
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await playing

    asyncio.run(cancel_it())
    assert told == ["step ended", "closed"]


def test_a_turn_that_is_cancelled_before_it_begins_is_never_played(monkeypatch: pytest.MonkeyPatch) -> None:
    """All threads are busy when the turn is asked for."""
    told, go_on = list[str](), threading.Event()
    monkeypatch.setattr(TextEpisode, "_play", noted(TextEpisode._play, told, "played"))

    async def cancel_it() -> None:
        async with AsyncTextEpisode(ID, sandbox=known_sandbox(), backend="fake") as episode:
            opened(episode)
            await episode.reset(1)
            for _ in range(len(physical_cores()) + 1):
                episode._submit(go_on.wait, 30)
            stepping = asyncio.create_task(episode.step(REPLY))
            await asyncio.sleep(0.05)
            stepping.cancel()
            with pytest.raises(asyncio.CancelledError):
                await stepping
            go_on.set()

    asyncio.run(cancel_it())
    assert told == []


def noted(function: Callable[..., Any], told: list[str], what: str) -> Callable[..., Any]:
    """The function, which tells when it has returned."""

    def call(*args: Any) -> Any:
        value = function(*args)
        told.append(what)
        return value

    return call


def test_an_environment_that_is_made_for_a_cancelled_coroutine_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began, go_on, closed = threading.Event(), threading.Event(), threading.Event()
    make = TextEpisode.__init__

    def make_slowly(*args: Any, **kwargs: Any) -> None:
        began.set()
        assert go_on.wait(30)
        make(*args, **kwargs)

    monkeypatch.setattr(TextEpisode, "__init__", make_slowly)
    monkeypatch.setattr(TextEpisode, "close", lambda self: closed.set())

    async def cancel_it() -> None:
        entering = asyncio.create_task(AsyncTextEpisode(ID, backend="fake").__aenter__())
        await asyncio.to_thread(began.wait, 30)
        entering.cancel()
        with pytest.raises(asyncio.CancelledError):
            await entering
        assert not closed.is_set()
        go_on.set()

    asyncio.run(cancel_it())
    assert closed.wait(30)


def test_a_closed_episode_takes_no_turn() -> None:
    async def play() -> None:
        with pytest.raises(ClosedEnvironmentError, match="async with"):
            await AsyncTextEpisode(ID).reset(1)
        async with AsyncTextEpisode(ID, sandbox=known_sandbox(), backend="fake") as episode:
            opened(episode)
        with pytest.raises(ClosedEnvironmentError, match="is closed"):
            await episode.step(REPLY)

    asyncio.run(play())
