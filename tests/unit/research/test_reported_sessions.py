"""Parameter Golf on a clone whose script needs no GPU: the whole loop, and scripts that fail or cheat."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import gymnasium
import pytest

from perfgym.errors import MachineError, SettingsError
from perfgym.research.experiment import Laboratory, Proposal
from perfgym.research.launchers import leftovers
from perfgym.research.load import load_research
from perfgym.research.records import Decision, Experiment, Reasoning
from perfgym.research.reported_sessions import ReportedSessions
from perfgym.research.reported_task import ReportedTask
from perfgym.research.run_memory import RunMemory
from perfgym.research.seeds import HiddenSeeds
from perfgym.research.status import ResearchStatus
from tests.doubles.golf_clone import GOLF_SCRIPT, golf_clone

Begin = Callable[..., Laboratory]


def golf() -> ReportedTask:
    task = load_research("parameter_golf")
    assert isinstance(task, ReportedTask)
    return replace(task, rules=replace(task.rules, timeout_s=5.0))


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers.end_processes, "__defaults__", (0.3, 0.3))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return golf_clone(tmp_path / "clone")


@pytest.fixture
def begin(clone: Path, tmp_path: Path) -> Begin:
    """Begins a session on the clone, with its baseline."""

    def begun(task: ReportedTask | None = None, **arguments: object) -> Laboratory:
        task = task or golf()
        chosen = {"repository": clone, "command": (sys.executable, "{file}"), **arguments}
        sessions = ReportedSessions(task, **chosen)  # pyright: ignore[reportArgumentType]
        folder = tmp_path / "session"
        folder.mkdir()
        history = sessions.begin(folder / "worktree", f"t{os.getpid()}")
        seeds = HiddenSeeds(bytes(16))
        runs = sessions.runs(seeds, history, folder / "logs")
        memory = RunMemory(folder / "runs.jsonl")
        lab = Laboratory(task, runs, seeds, history, memory, size_decimals=1)
        lab.begin()
        return lab

    return begun


def tried(lab: Laboratory, old: str, new: str) -> Experiment:
    assert old in lab.program
    reasoning = Reasoning(direction="rate", description=f"{new[:30]!r}", hypothesis="it may help")
    return lab.experiment(
        Proposal(change=lab.program.replace(old, new, 1), reasoning=reasoning, why="so", lesson="so")
    )


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ("git", "-C", str(folder), *words), check=True, capture_output=True, text=True
    ).stdout


def test_the_loop_keeps_what_holds_and_leaves_the_users_checkout_alone(begin: Begin, clone: Path) -> None:
    lab = begin(cost_per_hour=24.0)
    better = tried(lab, "RATE = 0.04", "RATE = 0.06")
    assert (better.decision, len(better.runs)) == (Decision.KEEP, 2)
    assert better.gain is not None
    assert 0.00296 < better.gain.low < 0.02 < better.gain.high
    assert better.total_bytes == 15_800_000 + len(lab.program)
    assert (better.cost_usd or 0) > 0
    within = tried(lab, "RATE = 0.06", "RATE = 0.0605")
    assert within.decision is Decision.DISCARD
    rows = [line.split("\t") for line in lab.results.splitlines()]
    assert [row[3] for row in rows] == ["status", "keep", "keep", "discard"]
    assert rows[1][2] == "15.8"
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "branch", "--show-current").strip() == "main"
    assert git(clone, "log", "--format=%s", f"autoresearch/t{os.getpid()}").splitlines()[1:] == ["all"]
    assert len(git(clone, "for-each-ref", "refs/autoresearch").splitlines()) == 2
    assert lab.runs.evaluation == "reported"


_END = 'print(f"final_int8_zlib_roundtrip_exact val_loss:{loss:.8f} val_bpb:{bpb:.8f}")\n'
_LIES = "bpb, loss = 1.1, 1.1 * math.log(2) * 2.4359\n"
_IGNORES = "import signal, time\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\ntime.sleep(600)\n"
_PROTECTED = "data/cached_challenge_fineweb.py"
_WRITES = f"open({_PROTECTED!r}, 'a').write('x')\n"
_LACKS = "print('torch.OutOfMemoryError: CUDA')\nraise SystemExit(1)\n"
_SWAPS = """
import shutil
link = pathlib.Path("data/datasets/fineweb10B_sp1024")
link.unlink(); link.mkdir(); (link / "fineweb_val_000000.bin").write_bytes(b"easy")
"""


CASES = [
    (_END, _END.rstrip("\n")[:-1] + ", end='')\n", ResearchStatus.WRONG_OUTPUT, "has 0 final lines"),
    (_END, _END * 2, ResearchStatus.WRONG_OUTPUT, "has 2 final lines"),
    ("roundtrip_exact", "ttt_exact", ResearchStatus.WRONG_OUTPUT, "its name must stay"),
    (_END, f"bpb *= 0.9\n{_END}", ResearchStatus.WRONG_OUTPUT, "bytes per token"),
    ("tokens:62021632", "tokens:1024", ResearchStatus.WRONG_OUTPUT, "it must be 62021632"),
    ("val_loader:", "val_stuff:", ResearchStatus.WRONG_OUTPUT, "does not say val_tokens"),
    ("{code} bytes", "{code - 9} bytes", ResearchStatus.WRONG_OUTPUT, "code_bytes is"),
    ("WEIGHTS = 15_800_000", "WEIGHTS = 16_000_000", ResearchStatus.ARTIFACT_TOO_LARGE, "15,999,999"),
    ("truncate(WEIGHTS)", "truncate(WEIGHTS + 900_000)", ResearchStatus.WRONG_OUTPUT, "on disk"),
    (_END, f"{_LIES}{_WRITES}{_END}", ResearchStatus.WRONG_OUTPUT, _PROTECTED),
    (_END, f"{_LIES}{_SWAPS}{_END}", ResearchStatus.WRONG_OUTPUT, "the run changed data/datasets"),
    (_END, _LACKS, ResearchStatus.OUT_OF_MEMORY, ""),
    (_END, "1 / 0\n", ResearchStatus.CRASHED, "status 1"),
]  # fmt: skip


def test_a_script_that_fails_or_contradicts_its_log_is_a_crash(begin: Begin) -> None:
    lab = begin()
    for old, new, status, words in CASES:
        failed = tried(lab, old, new)
        assert (failed.decision, failed.status) == (Decision.CRASH, status), failed.detail
        assert words in failed.runs[-1].detail, new
    assert tried(lab, "RATE = 0.04", "RATE = 0.06").decision is Decision.KEEP


def test_a_script_that_ignores_signals_is_ended_and_nothing_is_left(begin: Begin) -> None:
    lab = begin(replace(golf(), rules=replace(golf().rules, timeout_s=1.0)))
    late = tried(lab, _END, _IGNORES)
    assert (late.decision, late.status) == (Decision.CRASH, ResearchStatus.TIMED_OUT)
    assert 1.0 <= late.runs[0].wall_s < 10
    assert leftovers.processes_of(f"t{os.getpid()}-1-search-0") == []


def test_a_failing_network_is_a_fault_and_leaves_no_row(begin: Begin) -> None:
    lab = begin()
    broken = "print('ssh: connect to host gpu: Connection refused')\nraise SystemExit(255)\n"
    with pytest.raises(MachineError, match="failed 3 times, which is no failure of the program: ssh"):
        tried(lab, _END, broken)
    assert len(lab.results.splitlines()) == 2
    assert lab.history.program == GOLF_SCRIPT


def test_recordings_play_the_loop(begin: Begin, tmp_path: Path) -> None:
    for name, script in (("base", GOLF_SCRIPT), ("best", GOLF_SCRIPT.replace("0.04", "0.06", 1))):
        record = tmp_path / "records" / name
        record.mkdir(parents=True)
        (record / "train_gpt.py").write_text(script)
        for seed in (1, 2, 3):
            clone = tmp_path / "clone"
            done = subprocess.run(
                (sys.executable, record / "train_gpt.py"),
                cwd=clone, env={"SEED": str(seed)}, capture_output=True, text=True, check=True,
            )  # fmt: skip
            (record / f"train_seed{seed}.log").write_text(done.stdout)
            (clone / "final_model.int8.ptz").unlink()
    task = golf()
    task = replace(task, launcher=replace(task.launcher, recordings=str(tmp_path / "records")))
    lab = begin(task, launcher="recorded")
    better = tried(lab, "RATE = 0.04", "RATE = 0.06")
    assert (better.decision, lab.runs.launcher) == (Decision.KEEP, "recorded")
    assert better.total_bytes == 15_800_000 + len(GOLF_SCRIPT)
    with pytest.raises(MachineError, match="was recorded"):
        tried(lab, "RATE = 0.06", "RATE = 0.07")


def test_a_log_that_is_played_again_counts_once(begin: Begin, tmp_path: Path) -> None:
    record = tmp_path / "records" / "base"
    record.mkdir(parents=True)
    log = "val_loader:shards x tokens:62021632\nCode size: {} bytes\n"
    log += "Total submission size int8+zlib: 9 bytes\n"
    log += "final_int8_zlib_roundtrip_exact val_loss:2.06730000 val_bpb:1.22440000\n"
    (record / "train_gpt.py").write_text(GOLF_SCRIPT)
    (record / "train.log").write_text(log.format(len(GOLF_SCRIPT)))
    task = golf()
    task = replace(task, launcher=replace(task.launcher, recordings=str(tmp_path / "records")))
    lab = begin(task, launcher="recorded")
    assert len(lab.experiments[0].runs) == 2
    assert len(lab.experiments[0].figures) == 1


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"launcher": "rya"}, SettingsError, "no launcher is called 'rya'; there are: command, slurm"),
        ({"launcher": "recorded"}, SettingsError, "needs recordings"),
        ({"command": ("no-such-runner", "x")}, MachineError, "`no-such-runner`, which starts the runs"),
        ({"command": "modal run x"}, SettingsError, "must be a sequence of words"),
        ({"command": ()}, SettingsError, "has no command"),
        ({"cost_per_hour": -1.0}, SettingsError, "cost_per_hour must be at least 0"),
        ({"repository": "/nowhere"}, SettingsError, "repository is '/nowhere', which is no folder"),
    ],
)
def test_an_argument_that_cannot_be_used_is_refused(
    begin: Begin, arguments: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        begin(**arguments)


ACTION = {"direction": "rate", "description": "higher", "hypothesis": "it may help", "why": "so"}


def change(old: str, new: str) -> dict[str, str]:
    return ACTION | {"change": f"<<<<<<< SEARCH\n{old}\n=======\n{new}\n>>>>>>> REPLACE\n"}


def played(env: gymnasium.Env, options: dict[str, object]) -> tuple[str, float]:
    """The prompt and the reward of a short episode."""
    observation, info = env.reset(seed=1, options=options)
    assert (info["evaluated"], info["launcher"]) == ("reported", "command")
    assert '"sandbox": "none: reported"' in info["evaluation"]
    _, _, _, _, info = env.step(change("RATE = 0.04", "RATE = 0.06"))
    assert (info["decision"], info["cost_usd"] > 0) == ("keep", True)
    _, reward, terminated, _, _ = env.step({"operation": "finish"})
    assert terminated
    return observation["prompt"], reward


def test_an_episode_is_played_on_a_clone_and_leaves_nothing_there_without_a_tag(
    clone: Path, tmp_path: Path
) -> None:
    env = gymnasium.make(
        "AutoResearch-parameter_golf-v0",
        repository=clone,
        command=(sys.executable, "{file}"),
        cost_per_hour=24.0,
        research_folder=str(tmp_path / "sessions"),
    )
    prompt, reward = played(env, {})
    assert 0.012 < reward < 0.0164
    assert all(
        words in prompt for words in ("figures are reported", "0.00296", "## README.md", "fresh seeds")
    )
    env.reset(seed=1, options={"tag": "kept"})
    assert git(clone, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/autoresearch/kept", "refs/heads/main",
    ]  # fmt: skip
    env.close()
    assert (tmp_path / "sessions" / "parameter_golf" / "kept" / "worktree" / "results.tsv").exists()
    assert git(clone, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("task", "arguments", "words"),
    [
        ("parameter_golf", {"scale": 0.5}, "scale must be 1 for parameter_golf"),
        ("jargon", {"repository": "/tmp"}, "jargon is run in the sandbox, so it takes no repository"),
    ],
)
def test_an_argument_of_the_other_evaluation_is_refused(
    task: str, arguments: dict[str, object], words: str
) -> None:
    with pytest.raises(SettingsError, match=words):
        gymnasium.make(f"AutoResearch-{task}-v0", **arguments)
