"""Launchers on a clone whose script replays, hangs, ignores interrupts, hides, or meets a failing network."""

import hashlib
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from perfgym.errors import MachineError, SettingsError
from perfgym.research.launchers import Launch, Launched, LaunchOutcome, leftovers
from perfgym.research.launchers.command import CommandLauncher
from perfgym.research.launchers.recorded import RecordedLauncher
from perfgym.research.launchers.slurm import SlurmLauncher
from perfgym.research.log import LogRules
from perfgym.research.records import Part, Run, RunSeed
from perfgym.research.reported import ReportedRuns, Worktree
from perfgym.research.reported_task import ReportedRules
from perfgym.research.runs import Program
from perfgym.research.status import ResearchStatus

RULES = ReportedRules(
    log=LogRules(
        final=re.compile(r"^val_bpb: (?P<val_bpb>[\d.]+)$"),
        others={"size": re.compile(r"^size: (?P<artifact_bytes>\d+)$")},
    ),
    artifact_bytes=1000,
    timeout_s=20.0,
    infrastructure=(re.compile("Connection reset by peer"), re.compile("No space left")),
)
SIZE = "print('size: 900')\n"
Start = Callable[..., Launched]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers.end_processes, "__defaults__", (0.5, 0.5))


def launch(folder: Path, program: str, *, number: int = 0, timeout_s: float = 20.0) -> Launch:
    (folder / "train.py").write_text(program)
    return Launch(
        folder=folder,
        clone=folder,
        file="train.py",
        program=program,
        run_id=f"test-{os.getpid()}-{folder.name}",
        number=number,
        seed=7 + number,
        log=folder / "logs" / "run.log",
        timeout_s=timeout_s,
    )


def python(**settings: object) -> CommandLauncher:
    return CommandLauncher(command=(sys.executable, "{file}"), **settings)  # pyright: ignore[reportArgumentType]


def test_a_command_gets_its_words_its_seed_and_few_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODAL_TOKEN", "secret")
    monkeypatch.setenv("AWS_SECRET", "secret")
    program = (
        "import os, sys\nnames = ('SEED', 'MODAL_TOKEN', 'AWS_SECRET', 'N')\n"
        "print(sys.argv[1:], *map(os.environ.get, names))\n"
    )
    launcher = CommandLauncher(
        command=(sys.executable, "{file}", "{run_id};{seed}"),
        environment=("MODAL_*",),
        variables={"N": "{seed}"},
        seed_variable="SEED",
    )
    asked = launch(tmp_path, program)
    launched = launcher.run(asked)
    assert (launched.outcome, launched.exit_code) == (LaunchOutcome.EXITED, 0)
    assert launched.log == f"['{asked.run_id};7'] 7 secret None 7\n"


def test_a_word_that_cannot_be_filled_in_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"'\{gpu\}' cannot be filled in"):
        CommandLauncher(command=("echo", "{gpu}")).run(launch(tmp_path, ""))


def test_a_command_that_is_missing_did_not_start(tmp_path: Path) -> None:
    launched = CommandLauncher(command=("no-such-command",)).run(launch(tmp_path, ""))
    assert launched.outcome is LaunchOutcome.NOT_STARTED
    assert "no-such-command" in launched.detail


HANGS = "import time\nprint('begun')\ntime.sleep(600)\n"
CANCELS = "import time\ntry:\n    time.sleep(600)\nexcept KeyboardInterrupt:\n    print('cancelled')\n"
IGNORES = """\
import signal, time
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
time.sleep(600)
"""
HIDES = """\
import os, time
if os.fork():
    time.sleep(0.3)
    os._exit(0)
os.setsid()
if os.fork():
    os._exit(0)
time.sleep(600)
"""


@pytest.mark.parametrize(
    ("program", "outcome"),
    [
        (HANGS, LaunchOutcome.TIMED_OUT),
        (CANCELS, LaunchOutcome.TIMED_OUT),
        (IGNORES, LaunchOutcome.TIMED_OUT),
        (HIDES, LaunchOutcome.EXITED),
    ],
)
def test_nothing_goes_on_after_a_run(tmp_path: Path, program: str, outcome: LaunchOutcome) -> None:
    asked = launch(tmp_path, program, timeout_s=1.0)
    begun = time.monotonic()
    launched = python().run(asked)
    assert launched.outcome is outcome
    assert leftovers.processes_of(asked.run_id) == []
    assert time.monotonic() - begun < 15
    assert ("cancelled" in launched.log) == (program is CANCELS)


@pytest.mark.full
def test_a_hung_run_ends_within_its_limit_and_30_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the waits that users have."""
    monkeypatch.setattr(leftovers.end_processes, "__defaults__", (20.0, 5.0))
    asked = launch(tmp_path, IGNORES, timeout_s=1.0)
    launched = python().run(asked)
    assert (launched.outcome, launched.exit_code) == (LaunchOutcome.TIMED_OUT, -signal.SIGKILL)
    assert 26.0 <= launched.wall_s < 31.0
    assert leftovers.processes_of(asked.run_id) == []


def runs(folder: Path, rules: ReportedRules = RULES) -> ReportedRuns:
    worktree = Worktree(
        folder=folder,
        file="train.py",
        clone=folder,
        logs=folder / "logs",
        originals={"prepare.py": b"data\n"},
    )
    return ReportedRuns(python(seed_variable="SEED"), rules, worktree)


def run_of(made: ReportedRuns, program: str, number: int = 0) -> Run:
    seed = RunSeed(part=Part.SEARCH, number=number, value=7 + number)
    return made.run(Program.of(program), seed, f"judged-{os.getpid()}")


@pytest.mark.parametrize(
    ("program", "status", "words"),
    [
        (f"{SIZE}print('val_bpb: 1.25')", ResearchStatus.ACCEPTED, ""),
        (
            "print('size: 1001')\nprint('val_bpb: 1.25')",
            ResearchStatus.ARTIFACT_TOO_LARGE,
            "code and artifact have 1,001 bytes, and the limit is 1,000",
        ),
        ("print('val_bpb: 1.25')", ResearchStatus.WRONG_OUTPUT, "the log does not say artifact_bytes"),
        (f"{SIZE}print('val_bpb: 1.25')\nraise SystemExit(3)", ResearchStatus.CRASHED, "status 3"),
        (
            "print('torch.OutOfMemoryError: CUDA out of memory')\nraise SystemExit(1)",
            ResearchStatus.OUT_OF_MEMORY,
            "status 1",
        ),
        (f"{SIZE}print('val_bpb: 1.25', end='')", ResearchStatus.WRONG_OUTPUT, "0 final lines"),
        (f"{SIZE}print('Connection reset by peer')\nprint('val_bpb: 1.25')", ResearchStatus.ACCEPTED, ""),
        (
            f"open('prepare.py', 'a').write('x')\n{SIZE}print('val_bpb: 0.5')",
            ResearchStatus.WRONG_OUTPUT,
            "the run changed prepare.py",
        ),
        (
            f"import os\nos.remove('prepare.py')\nos.mkdir('prepare.py')\n{SIZE}print('val_bpb: 0.5')",
            ResearchStatus.WRONG_OUTPUT,
            "the run changed prepare.py",
        ),
    ],
)
def test_a_run_is_judged_by_its_end_and_its_log(
    tmp_path: Path, program: str, status: ResearchStatus, words: str
) -> None:
    made = runs(tmp_path)
    run = run_of(made, program, 0)
    assert run.status is status, run.detail
    assert words in run.detail
    assert run.val_bpb == (1.25 if status is ResearchStatus.ACCEPTED else None)
    honest = f"print(open('prepare.py').read())\n{SIZE}print('val_bpb: 1.25')"
    after = run_of(made, honest, 1)
    assert (after.status, after.log.splitlines()[0]) == (ResearchStatus.ACCEPTED, "data"), after.detail


ON_DISK = replace(
    RULES,
    log=replace(RULES.log, others={**RULES.log.others, "code": re.compile(r"^code: (?P<code_bytes>\d+)$")}),
    artifact_file="model.bin",
    code_as_on_disk=True,
)


@pytest.mark.parametrize(
    ("saved", "said", "code", "status", "words"),
    [
        (600, 0, 0, ResearchStatus.ACCEPTED, ""),
        (999, 0, 0, ResearchStatus.ARTIFACT_TOO_LARGE, "the limit is 1,000"),
        (999, -900, 0, ResearchStatus.WRONG_OUTPUT, "in the log, but code and artifact have"),
        (600, 0, -1, ResearchStatus.WRONG_OUTPUT, "code_bytes is"),
        (None, 0, 0, ResearchStatus.ACCEPTED, ""),
    ],
)
def test_the_artifact_and_the_script_are_looked_at_on_disk(
    tmp_path: Path, saved: int | None, said: int, code: int, status: ResearchStatus, words: str
) -> None:
    made = runs(tmp_path, ON_DISK)
    (tmp_path / "model.bin").write_bytes(b"of a run before")
    save = f"open('model.bin', 'wb').write(bytes({saved}))\n" if saved else ""
    program = (
        f"n = len(open(__file__).read())\n{save}print('code:', n + {code})\n"
        f"print('size:', n + {saved or 0} + {said})\nprint('val_bpb: 1.25')\n"
    )
    run = run_of(made, program, 0)
    assert (run.status, words in run.detail) == (status, True), run.detail
    if status is not ResearchStatus.WRONG_OUTPUT:
        assert run.artifact_bytes == len(program) + (saved or 0)
        assert (run.artifact_sha256 == hashlib.sha256(bytes(saved or 0)).hexdigest()) == (saved is not None)


def test_the_cpu_time_and_the_cost_of_a_run_are_known(tmp_path: Path) -> None:
    made = runs(tmp_path, replace(RULES, cost_per_hour=7200.0))
    busy = f"import time\nwhile time.process_time() < 0.3: pass\n{SIZE}print('val_bpb: 1.25')"
    run = run_of(made, busy, 0)
    assert 0.3 <= run.cpu_s < 5
    assert made.cost_usd([run, run]) == pytest.approx(2 * run.wall_s * 2.0)
    assert runs(tmp_path).cost_usd([run]) is None


def test_a_failure_of_the_network_is_tried_again_and_then_a_fault(tmp_path: Path) -> None:
    flaky = "import pathlib\np = pathlib.Path('tries')\nn = p.exists()\np.touch()\n"
    flaky += "print('size: 900')\nprint('val_bpb: 1.5' if n else 'ssh: Connection reset by peer')\n"
    flaky += "raise SystemExit(not n)\n"
    assert run_of(runs(tmp_path), flaky, 0).val_bpb == 1.5
    broken = "print('ssh: Connection reset by peer')\nraise SystemExit(255)\n"
    with pytest.raises(
        MachineError, match="failed 3 times, which is no failure of the program: ssh: Connection"
    ):
        run_of(runs(tmp_path), broken, 0)


def test_recordings_are_answered_by_content(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"a").hexdigest()
    launcher = RecordedLauncher(
        recordings={digest: [Launched(outcome=LaunchOutcome.EXITED, log=f"val_bpb: {n}\n") for n in (1, 2)]}
    )
    assert [launcher.run(launch(tmp_path, "a", number=n)).log for n in range(3)] == [
        "val_bpb: 1\n", "val_bpb: 2\n", "val_bpb: 2\n",
    ]  # fmt: skip
    with pytest.raises(MachineError, match="no run of the program"):
        launcher.run(launch(tmp_path, "b"))


def test_slurm_waits_for_its_job_and_cancels_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a double of sbatch that runs the job's line by a shell, as Slurm does."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "sbatch").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{tools}/sbatch.py" "$@"\n')
    (tools / "sbatch.py").write_text(
        "import subprocess, sys\n"
        "words = sys.argv[1:]\n"
        "output = next(w for w in words if w.startswith('--output=')).partition('=')[2]\n"
        "print('42')\n"
        "sys.exit(subprocess.call(['sh', '-c', words[-1]], stdout=open(output, 'w')))\n"
    )
    (tools / "scancel").write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/cancelled"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    launcher = SlurmLauncher(script=(sys.executable, "{file}", "it's {seed}"), seed_variable="SEED")
    asked = launch(tmp_path, "import os, sys; print(sys.argv[1], os.environ['SEED'])")
    assert launcher.run(asked).log == "it's 7 7\n"
    assert (tmp_path / "cancelled").read_text() == f"--name {asked.run_id}\n"
