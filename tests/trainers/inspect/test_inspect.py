"""Inspect's own command finds the task in the wheel, and plays it for real with a made-up model's server."""

import json
import os
import shlex
import subprocess
import sys
import venv
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import psutil
import pytest

from perfgym.repo.tasks.load import load_task
from tests.doubles.jails import SPIN, killing_jails_of_spinning_programs
from tests.doubles.model_server import FakeServer
from tests.doubles.playing_model import play_chat
from tests.doubles.trainers_page import blocks

log = pytest.importorskip("inspect_ai.log", reason="Inspect is missing: pip install 'perfgym[inspect]'")

REPOSITORY = Path(__file__).parents[3]
SPINNING = f"<code>\n{SPIN}\n</code>"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a virtual environment that has perfgym from its wheel, and all else from this one."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(REPOSITORY)], check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (wheel,) = folder.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(packages)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(ours))
    made = folder / "venv" / "bin" / "python"
    imported = subprocess.run(
        [made, "-I", "-c", "import perfgym; print(perfgym.__file__)"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(imported.stdout).is_relative_to(packages)
    return made


def expert(body: dict[str, Any]) -> str:
    """The expert's program and a submit, at once."""
    return play_chat({"messages": [*body["messages"], {"role": "assistant", "content": ""}]})


@pytest.fixture
def server() -> Generator[FakeServer]:
    """A model that first writes a program that does not build, then the expert's."""
    with FakeServer(reply=play_chat) as server:
        yield server


@pytest.fixture
def start(server: FakeServer, python: Path, tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Starts Inspect's command, which writes its log to ``tmp_path``."""

    def started(*arguments: str, model: str = "openai-api/fake/fake") -> subprocess.Popen[str]:
        variables = {
            "FAKE_BASE_URL": server.url,
            "FAKE_API_KEY": "x",
            "LOCAL_BASE_URL": server.url,
            "LOCAL_API_KEY": "none",
            "INSPECT_LOG_DIR": str(tmp_path),
            "INSPECT_DISPLAY": "plain",
            "INSPECT_EVAL_SEED": "1",  # the made-up model wants one
            "PERFGYM_BACKEND": "cpu_time",
        }
        command = [str(python), "-I", "-m", "inspect_ai", "eval", "perfgym/perf_optimize"]
        return subprocess.Popen(
            [*command, *(["--model", model] if model else []), *arguments],
            cwd=tmp_path,
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return started


def finish(process: subprocess.Popen[str], folder: Path) -> Any:
    """Wait for the command, and read the log that it wrote."""
    printed, _ = process.communicate(timeout=300)
    logs = list(folder.glob("*.eval"))
    assert len(logs) == 1, printed
    return log.read_eval_log(str(logs[0]))


def test_the_command_plays_every_problem_and_scores_it(
    server: FakeServer, start: Any, tmp_path: Path
) -> None:
    done = finish(start("-T", "problems=sort,matmul", "-T", "max_turns=3"), tmp_path)
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


def test_a_fault_is_an_error_without_a_score_and_is_played_again(
    server: FakeServer, start: Any, tmp_path: Path
) -> None:
    """The first attempt's jail is killed in the middle of a run; the second attempt counts."""
    process = start("-T", "problems=sort", "--retry-on-error=1")
    with killing_jails_of_spinning_programs(root=psutil.Process(process.pid)) as killed:
        server.reply = lambda body: expert(body) if killed else SPINNING
        done = finish(process, tmp_path)
    assert len(killed) == 1
    (sample,) = done.samples
    assert done.status == "success"
    assert sample.error is None
    assert "killed in the middle of a run" in sample.error_retries[0].message
    assert sample.scores["episode_reward"].value["reward"] > 0.3


def test_a_fault_that_is_not_played_again_has_no_score(
    server: FakeServer, start: Any, tmp_path: Path
) -> None:
    """Although an earlier turn was worth something, and Inspect is told to score samples with errors."""
    server.reply = lambda body: (
        SPINNING if len(body["messages"]) > 1 else expert(body).replace("<submit/>", "")
    )
    process = start("-T", "problems=sort", "--no-fail-on-error", "--score-on-error")
    with killing_jails_of_spinning_programs(root=psutil.Process(process.pid)) as killed:
        done = finish(process, tmp_path)
    assert len(killed) == 1
    (sample,) = done.samples
    assert "Fault" in sample.error.traceback
    assert not sample.scores


def test_an_episode_that_a_limit_of_inspect_cuts_off_is_worth_what_it_reached(
    server: FakeServer, start: Any, tmp_path: Path
) -> None:
    server.reply = lambda body: play_chat(body).replace("<submit/>", "")
    done = finish(start("-T", "problems=sort", "--message-limit", "5"), tmp_path)
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
        ("reward=nothing", "nothing"),
        ("first_seed=-3", "first_seed"),
    ],
)
def test_what_the_task_cannot_use_is_refused_before_a_model_is_asked(
    server: FakeServer, start: Any, tmp_path: Path, wrong: str, said: str
) -> None:
    printed, _ = start("-T", wrong).communicate(timeout=120)
    assert "SettingsError" in printed
    assert said in printed
    assert server.bodies == []


def test_the_command_of_the_documentation_works(start: Any, tmp_path: Path) -> None:
    """It runs as it is written, but for the address of the server: four epochs of two problems."""
    lines = blocks("Inspect", "sh")[0].replace("\\\n", " ").splitlines()
    (command,) = [shlex.split(line) for line in lines if line.startswith("inspect eval")]
    assert command[:3] == ["inspect", "eval", "perfgym/perf_optimize"]
    done = finish(start(*command[3:], model=""), tmp_path)
    assert done.status == "success"
    assert len(done.samples) == 8
    assert min(sample.scores["episode_reward"].value["reward"] for sample in done.samples) > 0.3


def play_repository(body: dict[str, Any]) -> str:
    """A model that submits the expert's patch, in the second of its replies."""
    patch = {"action_type": "patch", "patch_diff": load_task("strings").expert}
    said = [message for message in body["messages"] if message["role"] == "assistant"]
    return f"Now this:\n```json\n{json.dumps({'action_type': 'submit'} if said else patch)}\n```"


def test_the_command_plays_a_repository(server: FakeServer, start: Any, tmp_path: Path) -> None:
    """The same solver and scorer; each action is a reply in text."""
    server.reply = play_repository
    chosen = ("family=PerfRepo", "language=go", "problems=strings", "max_steps=3")
    done = finish(start(*(word for one in chosen for word in ("-T", one))), tmp_path)
    assert done.status == "success"
    (sample,) = done.samples
    assert [message.role for message in sample.messages] == ["user", "assistant"] * 2 + ["user"]
    assert "patch: OK" in sample.messages[2].text
    score = sample.scores["episode_reward"].value
    assert (score["accepted"], score["reward"] > 0.5, score["speedup"] > 1.5) == (1, True, True)
