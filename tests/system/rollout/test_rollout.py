"""Rollouts that are killed, interrupted, resumed and refused: every episode once, none lost."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from perfgym import load_problem
from perfgym.cli.main import main
from perfgym.errors import MachineError
from perfgym.rollout import Plan, Rollout
from perfgym.rollout.agents import AgentFailedError, Move, View, load_task
from perfgym.store import Store
from tests.doubles.model_server import Body, FakeServer, failing

ID = "PerfOptimize-matmul-c-v0"
EXPERT = load_problem("matmul").experts["c"]
MOST_TRIES = 6

COMMAND = """
from perfgym.cli.main import main
main()
"""


@pytest.fixture(autouse=True)
def no_server_of_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of a real one; episodes have two turns."""
    for name in [name for name in os.environ if name.startswith("OPENAI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PERFGYM_MAX_TURNS", "2")


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    """An empty one."""
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        yield store


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], store: Store) -> Callable[..., tuple[int, str, str]]:
    """Runs the command with the store; exit status, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["rollout", *arguments, "--store", str(store.path)])
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, captured.out, captured.err

    return run


def answer(body: Body) -> str:
    """What the model says: mostly no program, now and then one that is none; it tells the seed."""
    code = "<code>\nint main(\n</code>\n" if body["seed"] % 5 == 0 else ""
    return f"seed {body['seed']}\n{code}{'<submit/>' if body['seed'] % 3 == 0 else ''}"


def asking(server: FakeServer) -> list[str]:
    """The options that every test with a model has."""
    return ["--model", "fake", "--base-url", server.url, "--backend", "fake", "--timeout", "5", "--json"]


@contextlib.contextmanager
def started(arguments: list[str], store: Store) -> Generator["subprocess.Popen[str]"]:
    """The command as a process of its own."""
    command = [sys.executable, "-c", COMMAND, "rollout", *arguments, "--store", str(store.path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(store: Store, finished: int, process: "subprocess.Popen[str]") -> None:
    """Until so many episodes are finished."""
    while len(finished_episodes(store)) < finished:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def finished_episodes(store: Store) -> list[Any]:
    """Of the only run, if there is one yet."""
    return [episode for run in store.runs() for episode in store.episodes(run.run_id, finished=True)]


def seeds_asked(plan: Plan, numbers: list[int]) -> set[int]:
    """Seeds that the model may be asked with in these episodes."""
    slots = {slot.number: slot for slot in plan.slots()}
    rngs = [slots[number].rng(turn) for number in numbers for turn in (1, 2)]
    return {int(seed) for rng in rngs for seed in rng.integers(1 << 31, size=MOST_TRIES)}


@pytest.mark.slow
def test_a_rollout_that_is_killed_goes_on_as_if_it_had_not_been(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """A hundred episodes with a server that fails one time in ten: each once, none that had ended again."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    plan = Plan(episodes=50, best_of=2, seed=11)
    with FakeServer(answer, failing(0.1)) as server:
        wanted = ["--episodes", "50", "--best-of", "2", "--seed", "11", "--max-retries", "5"]
        with started([ID, *wanted, "--num-envs", "3", *asking(server)], store) as process:
            wait_for(store, 40, process)
            process.send_signal(signal.SIGKILL)
            process.wait()
        before = finished_episodes(store)
        assert 40 <= len(before) < 100
        asked = len(server.bodies)
        status, out, _ = run("--resume", "latest", "--concurrency", "3", "--json")
        again = {body["seed"] for body in server.bodies[asked:]}
    (kept,) = store.runs()
    episodes = store.episodes(kept.run_id)
    summary = json.loads(out)
    assert (status, kept.outcome, summary["done"], summary["faults"]) == (0, "complete", 100, 0)
    assert [episode.number for episode in episodes] == list(range(1, 101))
    assert [episode.seed for episode in episodes] == [slot.seed for slot in plan.slots()]
    assert {one.episode_id: one for one in episodes}.items() >= {
        one.episode_id: one for one in before
    }.items()
    assert not again & seeds_asked(plan, [episode.number for episode in before])
    for episode in episodes:
        turns = store.turns(episode.episode_id)
        assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
        told = {int(turn.reply.split()[1]) for turn in turns}
        assert len(told) == len(turns)
        assert told <= seeds_asked(plan, [episode.number])
        assert episode.terminated
    assert len(summary["groups"]) == 50


@pytest.mark.slow
def test_an_interrupt_is_one_line_that_says_how_to_go_on(store: Store) -> None:
    """And leaves nothing running: not even a request that never ends is waited for."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    with (
        FakeServer(answer, lambda body, attempt: "stall" if len(server.bodies) > 6 else "") as server,
        started([ID, "--episodes", "9", "--concurrency", "2", *asking(server)], store) as process,
    ):
        wait_for(store, 2, process)
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=20)
    (kept,) = store.runs()
    assert (process.returncode, kept.outcome, out) == (130, "interrupted", "")
    assert [line for line in said.splitlines() if "/9 " not in line] == [
        f"perfgym: interrupted; `perfgym rollout --resume {kept.run_id} --store {store.path}` goes on"
    ]


def test_the_first_failures_of_all_end_a_rollout(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """In one line with the cause."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    with FakeServer(trick=lambda body, attempt: "404") as server:
        status, out, said = run(ID, "--episodes", "50", *asking(server))
    assert (status, out, said.splitlines()[-1].count("perfgym: ")) == (1, "", 1)
    assert "5 episodes in a row failed" in said
    assert "404" in said
    assert store.run("latest").outcome.startswith("failed: ")


def test_a_failing_model_is_a_fault_of_its_episode_alone(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """Which is flagged, earns nothing and counts in no statistics; the status is 1."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    bad = int(list(Plan(episodes=3).slots())[1].rng(1).integers(1 << 31))
    with FakeServer(answer, lambda body, attempt: "404" if body["seed"] == bad else "") as server:
        status, out, _ = run(ID, "--episodes", "3", *asking(server))
    summary = json.loads(out)
    faults = [episode.fault for episode in store.episodes(summary["run_id"])]
    assert (status, summary["faults"], summary["done"]) == (1, 1, 3)
    assert [bool(fault) for fault in faults] == [False, True, False]
    assert faults[1].startswith("model: ")
    assert summary["mean_reward"] == -1.0


def test_what_a_failing_server_spoilt_is_played_when_the_run_is_resumed(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """However many episodes failed, and nothing that had ended well."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    with FakeServer(answer, lambda body, attempt: "404" if len(server.bodies) > 8 else "") as server:
        status, _, said = run(ID, "--episodes", "12", "--concurrency", "2", *asking(server))
    assert (status, "5 episodes in a row failed" in said) == (1, True)
    good = [episode.episode_id for episode in finished_episodes(store) if not episode.fault]
    assert good
    with FakeServer(answer) as server:
        status, out, _ = run("--resume", "latest", "--base-url", server.url, "--json")
    summary = json.loads(out)
    assert (status, summary["done"], summary["faults"]) == (0, 12, 0)
    episodes = finished_episodes(store)
    assert [episode.number for episode in episodes] == list(range(1, 13))
    assert {episode.episode_id for episode in episodes} >= set(good)
    assert {episode.attempt for episode in episodes} == {1, 2}


def test_the_store_that_is_named_is_the_one_that_knobs_are_remembered_in(
    run: Callable[..., tuple[int, str, str]], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no other is made."""
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "other.sqlite"))
    assert run("PerfTune-sort-c-v0", "--agent", "random-knobs", "--backend", "fake", "--json")[0] == 0
    assert not (tmp_path / "other.sqlite").exists()
    (episode,) = finished_episodes(store)
    turns = store.turns(episode.episode_id)
    assert {turn.info["remembered"] for turn in turns} == {0.0}
    assert run("PerfTune-sort-c-v0", "--agent", "random-knobs", "--backend", "fake", "--json")[0] == 0
    again = store.turns(store.episodes(store.run("latest").run_id)[0].episode_id)
    assert {turn.info["remembered"] for turn in again} == {1.0}


def test_a_run_is_resumed_as_it_is(
    run: Callable[..., tuple[int, str, str]], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What says otherwise is refused; how much goes on at once may change."""
    assert run(ID, "--agent", "broken", "--backend", "fake", "--json")[0] == 0
    refused = [
        (["PerfOptimize-sort-c-v0"], ID),
        (["--episodes", "2"], "--episodes"),
        (["--agent", "expert"], "--agent"),
        (["--seed", "1"], "--seed"),
    ]
    for arguments, says in refused:
        status, _, said = run("--resume", "latest", *arguments)
        assert (status, said.count("\n")) == (2, 1)
        assert says in said
    assert run("--resume", "latest", "--concurrency", "9", ID)[0] == 0
    monkeypatch.setenv("PERFGYM_REWARD", "log_speedup")
    status, _, said = run("--resume", "latest")
    assert status == 2
    assert "PERFGYM_REWARD" in said
    assert len(finished_episodes(store)) == 1


def test_what_differs_when_a_run_is_resumed_is_told(
    run: Callable[..., tuple[int, str, str]], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version or machine, in a line each; the run goes on."""
    assert run(ID, "--agent", "broken", "--backend", "fake", "--json")[0] == 0
    began = store.run("latest")
    assert "began" not in run("--resume", "latest", "--json")[2]
    monkeypatch.setattr("perfgym.cli.resuming.installed_versions", lambda: {**began.versions, "numpy": "9"})
    monkeypatch.setattr("perfgym.cli.resuming.fingerprint", lambda: "another")
    status, _, said = run("--resume", "latest", "--json")
    assert status == 0
    told = {
        f"perfgym: {name} was {was} when run {began.run_id} began, here it is {now}: its episodes may differ"
        for name, was, now in (("numpy", began.versions["numpy"], "9"), ("host", began.host, "another"))
    }
    assert set(said.splitlines()) >= told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([ID], "--model"),
        ([], "perfgym list"),
        (["PerfOptimize-matmul-cc-v0", "--agent", "expert"], f"did you mean {ID}"),
        ([ID, "--agent", "expert", "--model", "m"], "--model"),
        ([ID, "--agent", "hill-climb"], "no knobs"),
        ([ID, "--model", "m", "--request", "[1]"], "JSON object"),
        ([ID, "--model", "m", "--request", '{"x": NaN}'], "NaN"),
        ([ID, "--model", "m", "--base-url", "http://k:k@host"], "base_url"),
        ([ID, "--model", "m", "--base-url", "http://host:abc/v1"], "base_url"),
        ([ID, "--model", "m", "--temperature", "nan"], "temperature"),
        ([ID, "--model", "m", "--price-in", "1"], "both prices"),
        (["--resume", ""], "no run"),
        (["--resume", "latest"], "no runs yet"),
    ],
)
def test_a_mistake_is_one_line_and_begins_no_run(
    run: Callable[..., tuple[int, str, str]], store: Store, arguments: list[str], says: str
) -> None:
    """Which says what would be right."""
    status, out, said = run(*arguments)
    assert (status, out, said.count("\n")) == (2, "", 1)
    assert says in said
    assert store.runs() == []


@pytest.mark.slow
def test_scripted_agents_play_for_real(run: Callable[..., tuple[int, str, str]], store: Store) -> None:
    """The expert is faster than the reference, which is no faster than itself."""
    rewards = {}
    for agent in ("reference", "expert"):
        status, out, said = run("PerfOptimize-sort-c-v0", "--agent", agent)
        assert status == 0
        assert "1/1 reward" in said
        assert "accepted 100%" in out
        (episode,) = store.episodes(store.run("latest").run_id)
        (turn,) = store.turns(episode.episode_id)
        assert turn.source == getattr(load_task("PerfOptimize-sort-c-v0").problem, f"{agent}s")["c"]
        rewards[agent] = episode.reward
    assert rewards["expert"] > 0.3 > rewards["reference"]


class Killer:
    """Kills the worker of its own environment in its first tries."""

    def __init__(self, kills: list[int]) -> None:
        self._kills = kills

    async def act(self, view: View) -> Move:
        if self._kills:
            self._kills.pop()
            for pid in workers():
                os.kill(pid, signal.SIGKILL)
        return Move(action={"code": "", "submit": 1})


def workers() -> list[int]:
    """Processes that have an environment: children of the fork server that lead a session."""
    import psutil

    children = psutil.Process().children(recursive=True)
    return [child.pid for child in children if os.getsid(child.pid) == child.pid]


@pytest.mark.parametrize(("kills", "faults"), [(1, 0), (2, 1)])
def test_an_episode_whose_environment_fails_is_tried_once_more(store: Store, kills: int, faults: int) -> None:
    """All attempts are kept and the last one counts; where that failed too, a resumed run makes another."""
    plan = Plan(episodes=2)
    run_id = store.begin_run(kind="rollout", env_id=ID, agent="killer", arguments={})
    playing = Rollout(
        task=load_task(ID),
        plan=plan,
        store=store,
        run_id=run_id,
        concurrency=1,
        num_envs=1,
        arguments={"backend": "fake"},
    )
    left = [0] * kills
    outcomes = playing.run(contextlib.nullcontext(lambda: Killer(left)))
    episodes = store.episodes(run_id)
    assert [(episode.number, episode.attempt) for episode in episodes] == [(1, 2), (2, 1)]
    first, second = store.attempts(run_id, 1)
    assert first.seed == second.seed
    assert first.fault.startswith("environment: died")
    assert [bool(episode.fault) for episode in episodes] == [bool(faults), False]
    assert [bool(outcome.fault) for outcome in outcomes] == [bool(faults), False]
    again = playing.run(contextlib.nullcontext(lambda: Killer([])))
    assert [bool(outcome.fault) for outcome in again] == [False, False]
    assert again[1] == outcomes[1]
    assert len(store.attempts(run_id, 1)) == 2 + faults


def test_an_agent_that_fails_at_first_only_is_not_given_up(store: Store) -> None:
    """Its failures are kept as such."""
    failures = Counter(left=4)

    class Weak:
        async def act(self, view: View) -> Move:
            if failures["left"]:
                failures["left"] -= 1
                raise AgentFailedError("not yet")
            return Move(action={"code": EXPERT, "submit": 1})

    run_id = store.begin_run(kind="rollout", env_id=ID, agent="weak", arguments={})
    playing = Rollout(
        task=load_task(ID),
        plan=Plan(episodes=6),
        store=store,
        run_id=run_id,
        concurrency=1,
        num_envs=1,
        arguments={"backend": "fake"},
    )
    outcomes = playing.run(contextlib.nullcontext(Weak))
    assert [outcome.fault for outcome in outcomes] == ["model: not yet"] * 4 + [""] * 2
    assert [outcome.speedup for outcome in outcomes[4:]] == [pytest.approx(4.0)] * 2


def test_a_rollout_that_fails_says_so_in_the_store(store: Store) -> None:
    """And passes the error on."""
    run_id = store.begin_run(kind="rollout", env_id=ID, agent="none", arguments={})
    playing = Rollout(
        task=load_task(ID), plan=Plan(episodes=1), store=store, run_id=run_id, concurrency=1, num_envs=1
    )

    @contextlib.asynccontextmanager
    async def nobody() -> Any:
        raise MachineError("there is no client")
        yield

    with pytest.raises(MachineError, match="no client"):
        playing.run(nobody())
    assert store.run(run_id).outcome == "failed: there is no client"
