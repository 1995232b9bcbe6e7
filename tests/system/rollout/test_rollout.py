"""A rollout that is killed, interrupted or resumed plays every episode once and loses none."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perfgym import load_problem
from perfgym.cli.main import main
from perfgym.envs.registration import family_of, find_id
from perfgym.errors import HarnessError, MachineError
from perfgym.records import Fault, FaultOwner
from perfgym.rollout import Plan, Rollout
from perfgym.rollout.agents import AgentFailedError, AgentInput, AgentOutput
from perfgym.store import Store
from perfgym.vector import HostedEpisode
from tests.doubles.model_server import Body, FakeServer, failing

ID = "PerfOptimize-matmul-c-v0"
EXPERT = load_problem("matmul").experts["c"]
MOST_TRIES = 6

COMMAND = """
from perfgym.cli.main import main
main()
"""


@pytest.fixture(autouse=True)
def no_real_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """No real server is used, and episodes have two turns."""
    for name in [name for name in os.environ if name.startswith("OPENAI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PERFGYM_MAX_TURNS", "2")


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    """An empty store."""
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        yield store


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], store: Store) -> Callable[..., tuple[int, str, str]]:
    """Run the command with the store; return exit status, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["rollout", *arguments, "--store", str(store.path)])
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, captured.out, captured.err

    return run


def answer(body: Body) -> str:
    """The reply of the model: its seed, mostly no program, sometimes one that does not compile."""
    code = "<code>\nint main(\n</code>\n" if body["seed"] % 5 == 0 else ""
    return f"seed {body['seed']}\n{code}{'<submit/>' if body['seed'] % 3 == 0 else ''}"


def asking(server: FakeServer) -> list[str]:
    """Return the options of every test with a model."""
    return ["--model", "fake", "--base-url", server.url, "--backend", "fake", "--timeout", "5", "--json"]


@contextlib.contextmanager
def started(arguments: list[str], store: Store) -> Generator["subprocess.Popen[str]"]:
    """Start the command as a process of its own."""
    command = [sys.executable, "-c", COMMAND, "rollout", *arguments, "--store", str(store.path)]
    quiet = os.environ | {"PYTHONWARNINGS": "ignore::RuntimeWarning"}  # of a long wait for a core
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=quiet)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(store: Store, finished: int, process: "subprocess.Popen[str]") -> None:
    """Wait until so many episodes are finished."""
    while len(finished_episodes(store)) < finished:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def finished_episodes(store: Store) -> list[Any]:
    """Finished episodes of all runs."""
    return [episode for run in store.runs() for episode in store.episodes(run.run_id, finished=True)]


def seeds_asked(plan: Plan, numbers: list[int]) -> set[int]:
    """The seeds that requests to the model may have in these episodes."""
    slots = {slot.number: slot for slot in plan.slots()}
    rngs = [slots[number].rng(turn) for number in numbers for turn in (1, 2)]
    return {int(seed) for rng in rngs for seed in rng.integers(1 << 31, size=MOST_TRIES)}


@pytest.mark.full
def test_a_killed_rollout_is_resumed_without_a_trace_of_the_kill(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """The server fails one time in ten. Each of 60 episodes ends once; a finished one is never repeated."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    plan = Plan(env_ids=(ID,), episodes=30, best_of=2, seed=11)
    with FakeServer(answer, failing(0.1)) as server:
        wanted = ["--episodes", "30", "--best-of", "2", "--seed", "11", "--max-retries", "5"]
        with started([ID, *wanted, "--num-envs", "3", *asking(server)], store) as process:
            wait_for(store, 25, process)
            process.send_signal(signal.SIGKILL)
            process.wait()
        before = finished_episodes(store)
        assert 25 <= len(before) < 60
        asked = len(server.bodies)
        status, out, _ = run("--resume", "latest", "--concurrency", "999999999999", "--json")
        again = {body["seed"] for body in server.bodies[asked:]}
    (kept,) = store.runs()
    episodes = store.episodes(kept.run_id)
    summary = json.loads(out)
    assert (status, kept.outcome, summary["done"], summary["faults"]) == (0, "complete", 60, 0)
    assert [episode.number for episode in episodes] == list(range(1, 61))
    assert [episode.seed for episode in episodes] == [slot.seed for slot in plan.slots()]
    assert {one.episode_id: one for one in episodes}.items() >= {
        one.episode_id: one for one in before
    }.items()
    assert not again & seeds_asked(plan, [episode.number for episode in before])
    for episode in episodes:
        turns = store.turns(episode.episode_id)
        assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
        seeds = {int(turn.reply.split()[1]) for turn in turns}
        assert len(seeds) == len(turns)
        assert seeds <= seeds_asked(plan, [episode.number])
        assert episode.terminated
    assert len(summary["groups"]) == 30


def test_an_interrupt_prints_one_line_that_says_how_to_continue(store: Store) -> None:
    """It waits for nothing, not even for a request that never ends."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    with (
        FakeServer(answer, lambda body, attempt: "stall" if len(server.bodies) > 6 else "") as server,
        started([ID, "--episodes", "9", "--concurrency", "2", *asking(server)], store) as process,
    ):
        wait_for(store, 2, process)
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=60)
    (kept,) = store.runs()
    assert (process.returncode, kept.outcome, out) == (130, "interrupted", "")
    assert [line for line in said.splitlines() if "/9 " not in line] == [
        f"perfgym: interrupted; `perfgym rollout --resume {kept.run_id} --store {store.path}` continues"
    ]


@pytest.mark.parametrize(("episodes", "failed"), [("50", "5 episodes in a row"), ("1", "the only episode")])
def test_five_failures_in_a_row_end_a_rollout(
    run: Callable[..., tuple[int, str, str]], store: Store, episodes: str, failed: str
) -> None:
    """So does one failure in a rollout of one episode. The command prints one line with the cause."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    with FakeServer(trick=lambda body, attempt: "404") as server:
        status, out, said = run(ID, "--episodes", episodes, *asking(server))
    assert (status, out, said.splitlines()[-1].count("perfgym: ")) == (1, "", 1)
    assert f"{failed} failed" in said
    assert "404" in said
    assert store.run("latest").outcome.startswith("failed: ")


@pytest.mark.full
def test_a_failing_model_is_a_fault_of_its_episode_alone(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """The fault is flagged and counts in no statistics of rewards; the exit status is 1."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    bad = int(list(Plan(env_ids=(ID,), episodes=3).slots())[1].rng(1).integers(1 << 31))
    with FakeServer(answer, lambda body, attempt: "404" if body["seed"] == bad else "") as server:
        status, out, _ = run(ID, "--episodes", "3", *asking(server))
    summary = json.loads(out)
    faults = [episode.fault for episode in store.episodes(summary["run_id"])]
    assert (status, summary["faults"], summary["done"]) == (1, 1, 3)
    assert [bool(fault) for fault in faults] == [False, True, False]
    assert faults[1].owner is FaultOwner.AGENT
    assert "404" in faults[1].cause
    assert summary["mean_reward"] == -1.0


@pytest.mark.full
def test_episodes_that_failed_with_their_server_are_played_when_the_run_is_resumed(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """Episodes that ended without a fault are not played again."""
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


@pytest.mark.full
def test_several_ids_are_played_in_one_run_and_resumed(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """A pattern stands for all IDs that match it; the run keeps the IDs, and statistics of each."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    ids = ["PerfOptimize-matmul-c-v0", "PerfOptimize-sort-c-v0", "PerfOptimize-matmul-python-v0"]
    wanted = ["PerfOptimize-*[ru][lt]-c-v0", ids[2], "--episodes", "1", "--best-of", "2"]
    with FakeServer(answer, lambda body, attempt: "404" if len(server.bodies) > 4 else "") as server:
        status, _, _ = run(*wanted, *asking(server), "--concurrency", "1", "--max-retries", "0")
    (kept,) = store.runs()
    assert (status, kept.env_id, kept.arguments["env_ids"]) == (1, "3 environments", ids)
    before = [episode for episode in store.episodes(kept.run_id) if episode.ended and not episode.fault]
    assert 0 < len(before) < 6
    with FakeServer(answer) as server:
        status, out, _ = run("--resume", "latest", *wanted[:2], "--base-url", server.url, "--json")
    summary, episodes = json.loads(out), store.episodes(kept.run_id)
    assert (status, summary["env_ids"], summary["done"], summary["faults"]) == (0, ids, 6, 0)
    assert [episode.env_id for episode in episodes] == [env_id for env_id in ids for _ in range(2)]
    assert len({episode.seed for episode in episodes}) == 1
    assert [one for one in episodes if one.attempt == 1 and one in before] == before
    assert sorted(summary["environments"]) == sorted(ids)
    assert [one["episodes"] for one in summary["environments"].values()] == [2, 2, 2]
    assert list(summary["pass_at"]) == ["1", "2"]


@pytest.mark.full
def test_a_scripted_agent_plays_each_id_with_its_own_program(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """The summary has a line for each."""
    status, out, _ = run("PerfOptimize-sort-c-v0", ID, "--agent", "broken", "--backend", "fake")
    assert status == 0
    assert [line.split()[:2] for line in out.splitlines()[-2:]] == [
        [ID, "1"],
        ["PerfOptimize-sort-c-v0", "1"],
    ]
    assert run("PerfTune-s*-c-v0", "--agent", "random", "--backend", "fake", "--max-turns", "1")[0] == 0
    latest, _ = store.runs()
    assert latest.env_id == "PerfTune-s*-c-v0"
    played = [(one.env_id, len(store.turns(one.episode_id))) for one in store.episodes(latest.run_id)]
    assert played == [("PerfTune-sort-c-v0", 1), ("PerfTune-stencil-c-v0", 1)]


def test_options_of_environments_and_of_the_conversation_are_kept_with_the_run(
    run: Callable[..., tuple[int, str, str]], store: Store, tmp_path: Path
) -> None:
    """A resumed run has the same; the system message is its text, not its file."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    system = tmp_path / "system.txt"
    system.write_text("You are terse.")
    told = ["--max-turns", "3", "--feedback", "hidden", "--reward", "weighted", "--system", str(system)]
    with FakeServer(lambda body: "nothing") as server:
        assert run(ID, *asking(server), *told)[0] == 0
        kept = store.run("latest")
        options = {"max_turns": 3, "feedback": "hidden", "reward": "weighted", "system": "You are terse."}
        assert kept.arguments.items() >= options.items()
        (episode,) = store.episodes(kept.run_id)
        assert len(store.turns(episode.episode_id)) == 3
        first = [body["messages"][0] for body in server.bodies]
        assert first == [{"role": "system", "content": "You are terse."}] * 3
        assert [message["role"] for message in server.bodies[-1]["messages"]] == [
            "system",
            *["user", "assistant"] * 2,
            "user",
        ]
    system.write_text("You are verbose.")
    status, _, said = run("--resume", "latest", "--system", str(system))
    assert (status, "--system of run" in said) == (2, True)
    assert run("--resume", "latest", "--json")[0] == 0


def test_more_conversations_than_workers_wait_for_the_model_at_once(
    run: Callable[..., tuple[int, str, str]], store: Store
) -> None:
    """The model answers nobody before eight have asked. One worker holds all eight environments."""
    pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")
    everybody = threading.Barrier(8, timeout=60)

    def reply(body: Body) -> str:
        everybody.wait()
        return "<submit/>"

    with FakeServer(reply) as server:
        asked = asking(server)
        asked[asked.index("--timeout") + 1] = "90"
        options = ["--episodes", "8", "--concurrency", "8", "--num-envs", "1", "--max-retries", "0"]
        status, out, _ = run(ID, *options, *asked)
    summary = json.loads(out)
    assert (status, summary["done"], summary["faults"], len(server.bodies)) == (0, 8, 0, 8)


@pytest.mark.full
def test_the_named_store_keeps_the_evaluations_of_knobs(
    run: Callable[..., tuple[int, str, str]], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other store is created. A recalled evaluation took no time and waited for no core."""
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "other.sqlite"))
    assert run("PerfTune-sort-c-v0", "--agent", "random", "--backend", "fake", "--json")[0] == 0
    assert not (tmp_path / "other.sqlite").exists()
    (episode,) = finished_episodes(store)
    turns = store.turns(episode.episode_id)
    assert all(turn.evaluation.stage_s for turn in turns)
    assert run("PerfTune-sort-c-v0", "--agent", "random", "--backend", "fake", "--json")[0] == 0
    again = store.turns(store.episodes(store.run("latest").run_id)[0].episode_id)
    assert [turn.action for turn in again] == [turn.action for turn in turns]
    for turn, before in zip(again, turns, strict=True):
        assert turn.evaluation == replace(before.evaluation, stage_s={}, queue_ahead=None)
    assert json.loads(run("--resume", "latest", "--json")[1])["queue_ahead"] is None


def test_a_run_is_resumed_with_its_own_options(
    run: Callable[..., tuple[int, str, str]], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options that differ are refused; the concurrency may change."""
    reward = ("--reward", "improvement:time=1")
    assert run(ID, "--agent", "broken", "--backend", "fake", *reward, "--json")[0] == 0
    assert store.run("latest").arguments["reward"] == "improvement:time=1"
    refused = [
        (["PerfOptimize-sort-c-v0"], ID),
        (["--reward", "weighted"], "improvement:time=1"),
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


def test_the_secret_key_of_inputs_is_neither_stored_nor_printed(
    run: Callable[..., tuple[int, str, str]], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that began with another key is refused all the same."""
    key, other = "a secret of thirty characters.", "another secret of the user's."
    monkeypatch.setenv("PERFGYM_INPUT_KEY", key)
    said = [run(ID, "--agent", "broken", "--backend", "fake", "--json"), run("--resume", "latest", "--json")]
    monkeypatch.setenv("PERFGYM_INPUT_KEY", other)
    said.append(run("--resume", "latest"))
    assert [status for status, _, _ in said] == [0, 0, 2]
    assert "PERFGYM_INPUT_KEY" in said[-1][2]
    kept = b"".join(path.read_bytes() for path in store.path.parent.glob("store.sqlite*"))
    shown = kept.decode(errors="replace") + "".join(out + err for _, out, err in said)
    assert key not in shown
    assert other not in shown


def test_differences_from_the_beginning_of_a_resumed_run_are_reported(
    run: Callable[..., tuple[int, str, str]], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version and another machine are reported in one line each, and the run continues."""
    assert run(ID, "--agent", "broken", "--backend", "fake", "--json")[0] == 0
    began = store.run("latest")
    assert "began" not in run("--resume", "latest", "--json")[2]
    monkeypatch.setattr("perfgym.cli.resuming.installed_versions", lambda: {**began.versions, "numpy": "9"})
    monkeypatch.setattr("perfgym.cli.resuming.fingerprint", lambda: "another")
    status, _, said = run("--resume", "latest", "--json")
    assert status == 0
    reported = {
        f"perfgym: {name} was {was} when run {began.run_id} began, here it is {now}: its episodes may differ"
        for name, was, now in (("numpy", began.versions["numpy"], "9"), ("host", began.host, "another"))
    }
    assert set(said.splitlines()) >= reported


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([ID], "--model"),
        ([], "perfgym list"),
        (["PerfOptimize-matmul-cc-v0", "--agent", "expert"], f"did you mean {ID}"),
        ([ID, "--agent", "expert", "--model", "m"], "--model"),
        ([ID, "--agent", "nobody"], "there are: chat, reference, first-step, o3, expert, broken"),
        ([ID, "--agent", "hill-climb"], "there are: chat, reference, first-step, o3, expert, broken"),
        ([ID, "--model", "m", "--request", "[1]"], "JSON object"),
        ([ID, "--model", "m", "--request", '{"x": NaN}'], "NaN"),
        ([ID, "--model", "m", "--base-url", "http://k:k@host"], "base_url"),
        ([ID, "--model", "m", "--base-url", "http://host:abc/v1"], "base_url"),
        ([ID, "--model", "m", "--temperature", "nan"], "temperature"),
        ([ID, "--model", "m", "--price-in", "1"], "both prices"),
        ([ID, "--agent", "expert", "--reward", "weighted:time=-1"], "got '-1'"),
        ([ID, "--agent", "expert", "--max-turns", "0"], "max_turns"),
        ([ID, "--agent", "expert", "--feedback", "none"], "--feedback"),
        ([ID, "--agent", "expert", "--system", __file__], "--system needs --agent chat"),
        ([ID, "--model", "m", "--system", "/nowhere"], "No such file"),
        ([ID, "--model", "m", "--system", "/dev/null"], "it has 0"),
        ([ID, "PerfTune-matmul-c-v0", "--agent", "expert"], "plays PerfTune-matmul-c-v0"),
        (["PerfOptimize-*-cobol-v0", "--agent", "expert"], "no environment is called"),
        ([ID, "PerfTune-matmul-c-v0", "--agent", "random", "--feedback", "full"], "leave out --feedback"),
        (["PerfTune-matmul-c-v0", "--agent", "random", "--reward", "weighted"], "--reward"),
        (["--resume", ""], "no run"),
        (["--resume", "latest"], "no runs yet"),
    ],
)
def test_a_wrong_argument_prints_one_line_and_begins_no_run(
    run: Callable[..., tuple[int, str, str]], store: Store, arguments: list[str], says: str
) -> None:
    """The line says how to correct it."""
    status, out, said = run(*arguments)
    assert (status, out, said.count("\n")) == (2, "", 1)
    assert says in said
    assert store.runs() == []


@pytest.mark.full
def test_scripted_agents_play_in_the_real_sandbox(
    run: Callable[..., tuple[int, str, str]], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The expert is faster than the reference, which is no faster than itself."""
    monkeypatch.setenv("PERFGYM_PRECISION", "0.1")
    rewards = {}
    for agent in ("reference", "expert"):
        status, out, said = run("PerfOptimize-sort-c-v0", "--agent", agent)
        assert status == 0
        assert "1/1 reward" in said
        assert "accepted 100%" in out
        (episode,) = store.episodes(store.run("latest").run_id)
        (turn,) = store.turns(episode.episode_id)
        assert turn.source == getattr(load_problem("sort"), f"{agent}s")["c"]
        rewards[agent] = episode.reward
    assert rewards["expert"] > 0.3 > rewards["reference"]


class Killer:
    """An agent that kills the worker of its environment in its first episodes."""

    def __init__(self, kills: list[int]) -> None:
        self._kills = kills

    async def act(self, seen: AgentInput) -> AgentOutput:
        if self._kills:
            self._kills.pop()
            for pid in workers():
                os.kill(pid, signal.SIGKILL)
        return AgentOutput(action={"code": "", "submit": 1})


def workers() -> list[int]:
    """Processes that hold an environment: children of the fork server that lead a session."""
    import psutil

    children = psutil.Process().children(recursive=True)
    return [child.pid for child in children if os.getsid(child.pid) == child.pid]


@pytest.mark.parametrize(("kills", "faults"), [(1, 0), pytest.param(2, 1, marks=pytest.mark.full)])
def test_an_episode_whose_environment_fails_is_attempted_once_more(
    store: Store, kills: int, faults: int
) -> None:
    """All attempts are kept, and the last one counts. If it failed too, a resumed run makes another."""
    plan = Plan(env_ids=(ID,), episodes=2)
    run_id = store.begin_run(kind="rollout", env_id=ID, agent="killer", arguments={})
    playing = Rollout(
        tasks={ID: family_of(find_id(ID)).task(find_id(ID))},
        plan=plan,
        store=store,
        run_id=run_id,
        concurrency=1,
        num_workers=1,
        arguments={ID: {"backend": "fake"}},
    )
    left = [0] * kills
    results = playing.run(contextlib.nullcontext(lambda env_id: Killer(left)))
    episodes = store.episodes(run_id)
    assert [(episode.number, episode.attempt) for episode in episodes] == [(1, 2), (2, 1)]
    first, second = store.attempts(run_id, 1)
    assert first.seed == second.seed
    assert first.fault.owner is FaultOwner.ENVIRONMENT
    assert first.fault.cause.startswith("died")
    assert [bool(episode.fault) for episode in episodes] == [bool(faults), False]
    assert [bool(result.fault) for result in results] == [bool(faults), False]
    again = playing.run(contextlib.nullcontext(lambda env_id: Killer([])))
    assert [bool(result.fault) for result in again] == [False, False]
    assert again[1] == results[1]
    assert len(store.attempts(run_id, 1)) == 2 + faults


def test_a_lost_worker_ends_each_of_its_episodes_in_a_fault_and_all_are_attempted_again(store: Store) -> None:
    """Three episodes wait for their agents in one worker; the first agent to act kills it."""
    run_id = store.begin_run(kind="rollout", env_id=ID, agent="killer", arguments={})
    waiting: set[int] = set()

    class Meeting:
        """Waits until three episodes have begun; in the first attempts one of the agents kills the worker."""

        async def act(self, seen: AgentInput) -> AgentOutput:
            waiting.add(id(self))
            while len(waiting) < 3:
                await asyncio.sleep(0.01)
            if len(waiting) == 3:
                waiting.add(0)
                for pid in workers():
                    os.kill(pid, signal.SIGKILL)
            return AgentOutput(action={"code": "", "submit": 1})

    playing = Rollout(
        plan=Plan(env_ids=(ID,), episodes=3),
        tasks={ID: family_of(find_id(ID)).task(find_id(ID))},
        store=store,
        run_id=run_id,
        concurrency=3,
        num_workers=1,
        arguments={ID: {"backend": "fake"}},
    )
    kept = [Meeting() for _ in range(6)]  # alive, so that each has an id of its own
    results = playing.run(contextlib.nullcontext(lambda env_id: kept.pop()))
    assert [result.fault for result in results] == [None] * 3
    attempts = [store.attempts(run_id, number) for number in (1, 2, 3)]
    assert [[bool(one.fault) for one in each] for each in attempts] == [[True, False]] * 3
    causes = {first.fault.cause.partition(":")[0] for first, _ in attempts}
    assert causes == {"died"}


def test_an_agent_that_fails_four_times_is_not_given_up(store: Store) -> None:
    """Its failures are kept as faults of the agent."""
    failures = Counter(left=4)

    class Weak:
        async def act(self, seen: AgentInput) -> AgentOutput:
            if failures["left"]:
                failures["left"] -= 1
                raise AgentFailedError("not yet")
            return AgentOutput(action={"code": EXPERT, "submit": 1})

    run_id = store.begin_run(kind="rollout", env_id=ID, agent="weak", arguments={})
    playing = Rollout(
        tasks={ID: family_of(find_id(ID)).task(find_id(ID))},
        plan=Plan(env_ids=(ID,), episodes=6),
        store=store,
        run_id=run_id,
        concurrency=1,
        num_workers=1,
        arguments={ID: {"backend": "fake"}},
    )
    results = playing.run(contextlib.nullcontext(lambda env_id: Weak()))
    assert [result.fault for result in results] == [Fault(owner=FaultOwner.AGENT, cause="not yet")] * 4 + [
        None
    ] * 2
    assert [result.speedup for result in results[4:]] == [pytest.approx(4.0)] * 2


class Paid:
    """An agent whose replies cost something."""

    async def act(self, seen: AgentInput) -> AgentOutput:
        return AgentOutput(action={"code": EXPERT, "submit": 1}, usage={"prompt_tokens": 10.0})


async def interrupted_step(self: HostedEpisode, action: Any) -> Any:
    """A step in which the user presses Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(60.0)


async def failed_step(self: HostedEpisode, action: Any) -> Any:
    raise HarnessError("all workers were lost")


@pytest.mark.parametrize(
    ("step", "error"),
    [(interrupted_step, KeyboardInterrupt), pytest.param(failed_step, HarnessError, marks=pytest.mark.full)],
)
def test_a_reply_counts_though_its_evaluation_never_ends(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: Any, error: type[BaseException]
) -> None:
    """It has been paid for. When the run is resumed the episode is played again, and both replies count."""
    run_id = store.begin_run(kind="rollout", env_id=ID, agent="paid", arguments={})
    playing = Rollout(
        plan=Plan(env_ids=(ID,), episodes=1),
        tasks={ID: family_of(find_id(ID)).task(find_id(ID))},
        store=store,
        run_id=run_id,
        concurrency=1,
        num_workers=1,
        arguments={ID: {"backend": "fake"}},
    )
    with monkeypatch.context() as patched, pytest.raises(error):
        patched.setattr(HostedEpisode, "step", step)
        playing.run(contextlib.nullcontext(lambda env_id: Paid()))
    assert store.usage(run_id, 1) == {"prompt_tokens": 10}
    (result,) = playing.run(contextlib.nullcontext(lambda env_id: Paid()))
    assert (result.fault, result.usage) == (None, {"prompt_tokens": 20})
    assert store.usages(run_id) == {1: {"prompt_tokens": 20}}


def test_the_store_records_why_a_rollout_failed(store: Store) -> None:
    """The error is raised too."""
    run_id = store.begin_run(kind="rollout", env_id=ID, agent="none", arguments={})
    playing = Rollout(
        tasks={ID: family_of(find_id(ID)).task(find_id(ID))},
        plan=Plan(env_ids=(ID,), episodes=1),
        store=store,
        run_id=run_id,
        concurrency=1,
        num_workers=1,
    )

    @contextlib.asynccontextmanager
    async def nobody() -> Any:
        raise MachineError("there is no client")
        yield

    with pytest.raises(MachineError, match="no client"):
        playing.run(nobody())
    assert store.run(run_id).outcome == "failed: there is no client"
