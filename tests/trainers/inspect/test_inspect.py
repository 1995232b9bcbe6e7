"""Inspect's own command plays the task for real, with a model behind an OpenAI-compatible server."""

import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import psutil
import pytest

import perfgym
from tests.doubles.jails import SPIN, killing_jails_of_spinning_programs
from tests.doubles.model_server import FakeServer

log = pytest.importorskip("inspect_ai.log", reason="Inspect is missing: pip install 'perfgym[inspect]'")

BROKEN = "Let me try.\n<code>\nint main( {\n</code>"
PROBLEMS = ("sort", "matmul")


def text_of(message: dict[str, Any]) -> str:
    content = message["content"]
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def expert(body: dict[str, Any]) -> str:
    """The expert's program for the problem that a conversation is about."""
    prompt = text_of(body["messages"][0])
    problems = [perfgym.load_problem(name) for name in PROBLEMS]
    (found,) = [one for one in problems if one.references["c"].strip() in prompt]
    return f"Better:\n<code>\n{found.experts['c']}\n</code>\n<submit/>"


def player(body: dict[str, Any]) -> str:
    """First a program that does not build, then the expert's."""
    return BROKEN if len(body["messages"]) == 1 else expert(body)


@pytest.fixture
def server() -> Generator[FakeServer]:
    with FakeServer(reply=player) as server:
        yield server


def start(server: FakeServer, folder: Path, *more: str) -> subprocess.Popen[str]:
    command = [str(Path(sys.executable).with_name("inspect")), "eval", "perfgym/perf_optimize"]
    options = "--model openai-api/fake/fake --seed 1 --display plain --no-log-realtime -T backend=cpu_time"
    variables = {"FAKE_BASE_URL": server.url, "FAKE_API_KEY": "x", "INSPECT_LOG_DIR": str(folder)}
    return subprocess.Popen(
        [*command, *options.split(), *more],
        cwd=folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(process: subprocess.Popen[str], folder: Path) -> Any:
    """Wait for the command, and read the log that it wrote."""
    printed, _ = process.communicate(timeout=300)
    logs = list(folder.glob("*.eval"))
    assert len(logs) == 1, printed
    return log.read_eval_log(str(logs[0]))


def evaluate(server: FakeServer, folder: Path, *more: str) -> Any:
    return finish(start(server, folder, *more), folder)


def test_the_command_plays_every_problem_and_scores_it(server: FakeServer, tmp_path: Path) -> None:
    done = evaluate(server, tmp_path, "-T", "problems=sort,matmul", "-T", "max_turns=3")
    assert done.status == "success"
    assert {sample.id for sample in done.samples} == {
        "PerfOptimize-sort-c-v0-0",
        "PerfOptimize-matmul-c-v0-0",
    }
    for sample in done.samples:
        assert [message.role for message in sample.messages] == ["user", "assistant"] * 2 + ["user"]
        assert "COMPILE_ERROR" in sample.messages[2].text
        score = sample.scores["episode_reward"].value
        assert score["reward"] > 0.3
        assert score["accepted"] == 1
        assert score["speedup"] > 1.5
    names = {(score.name, metric) for score in done.results.scores for metric in score.metrics}
    assert {("reward", "mean"), ("reward", "stderr"), ("accepted", "mean"), ("speedup", "mean")} <= names


def test_a_fault_is_an_error_without_a_score_and_is_played_again(server: FakeServer, tmp_path: Path) -> None:
    """The first attempt's jail is killed in the middle of a run; the second attempt is the one that counts."""
    server.reply = lambda body: f"<code>\n{SPIN}\n</code>"
    process = start(server, tmp_path, "-T", "problems=sort", "--retry-on-error=1")
    with killing_jails_of_spinning_programs(root=psutil.Process(process.pid)) as killed:
        server.reply = lambda body: expert(body) if killed else f"<code>\n{SPIN}\n</code>"
        done = finish(process, tmp_path)
    assert len(killed) == 1
    (sample,) = done.samples
    assert done.status == "success"
    assert sample.error is None
    assert "killed in the middle of a run" in sample.error_retries[0].message
    assert sample.scores["episode_reward"].value["reward"] > 0.3


def test_a_fault_that_is_not_played_again_has_no_score(server: FakeServer, tmp_path: Path) -> None:
    server.reply = lambda body: f"<code>\n{SPIN}\n</code>"
    process = start(server, tmp_path, "-T", "problems=sort", "--no-fail-on-error")
    with killing_jails_of_spinning_programs(root=psutil.Process(process.pid)) as killed:
        done = finish(process, tmp_path)
    assert len(killed) == 1
    (sample,) = done.samples
    assert "Fault" in sample.error.traceback
    assert not sample.scores


def test_an_episode_that_a_limit_of_inspect_cuts_off_is_worth_what_it_reached(
    server: FakeServer, tmp_path: Path
) -> None:
    server.reply = lambda body: (
        BROKEN if len(body["messages"]) == 1 else expert(body).replace("<submit/>", "")
    )
    done = evaluate(server, tmp_path, "-T", "problems=sort", "--message-limit", "5")
    (sample,) = done.samples
    assert sample.limit.type == "message"
    assert sample.scores["episode_reward"].value["reward"] > 0.3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("problems=sord", "sort"),
        ("language=cobol", "cobol"),
        ("sandbox=unsafe-none", "sandbox"),
        ("max_turn=3", "max_turn"),
    ],
)
def test_what_the_task_cannot_use_is_refused_before_a_model_is_asked(
    server: FakeServer, tmp_path: Path, wrong: str, said: str
) -> None:
    printed, _ = start(server, tmp_path, "-T", wrong).communicate(timeout=120)
    assert "SettingsError" in printed
    assert said in printed
    assert server.bodies == []
