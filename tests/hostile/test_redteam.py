"""The red team and its command report an attack that works, so the suite of attacks can fail."""

import json
import shutil
import subprocess
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from perfgym.bank import load_problem, load_problem_folder
from perfgym.cli.main import main
from perfgym.errors import HarnessError, MachineError, ProblemError
from perfgym.machine.input_key import VARIABLE
from perfgym.records import Status
from perfgym.redteam import Session, open_session, quick_settings, redteam
from perfgym.sandbox import SANDBOXES, Sandbox
from perfgym.sandbox.request import ProcessRequest, ProcessResult
from perfgym.settings import Settings
from tests.doubles.short_session import CLOCK, FAKE, MATMUL, named, short_session


@pytest.fixture(scope="module")
def session() -> Generator[Session]:
    """A session in C."""
    with short_session() as opened:
        yield opened


class _Broken:
    """A sandbox that keeps its promises until ``is_broken``; then ``spoil`` changes each run's result."""

    name, memory_tier, missing = "broken", "none", ()

    def __init__(self) -> None:
        self._whole = SANDBOXES["supervisor"]()
        self.is_broken = False

    def run(self, request: ProcessRequest) -> ProcessResult:
        result = self._whole.run(request)
        return self.spoil(result) if self.is_broken and request.executable else result

    def spoil(self, result: ProcessResult) -> ProcessResult:
        return result

    def close(self) -> None:
        self._whole.close()


class _Fails(_Broken):
    def spoil(self, result: ProcessResult) -> ProcessResult:
        raise HarnessError("out of order")


class _Litters(_Broken):
    litter: "subprocess.Popen[bytes] | None" = None

    def spoil(self, result: ProcessResult) -> ProcessResult:
        self.litter = self.litter or subprocess.Popen(["sleep", "60"])
        return result

    def close(self) -> None:
        super().close()
        if self.litter:
            self.litter.kill()
            self.litter.wait()


class _Crashes(_Broken):
    def spoil(self, result: ProcessResult) -> ProcessResult:
        return replace(result, exit_code=1)


_EITHER_BACKEND = pytest.mark.parametrize(
    "backend", [pytest.param(CLOCK, marks=pytest.mark.full), FAKE], ids=[CLOCK, FAKE]
)


@_EITHER_BACKEND
@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (_Fails, "made the harness fail"),
        (_Litters, "left a process sleep"),
        (_Crashes, "was CRASHED, but only ACCEPTED is right"),
    ],
)
def test_a_failure_of_a_broken_sandbox_is_reported(
    broken: type[_Broken], says: str, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failures are a fault of the harness, a process left behind, and an unexpected status."""
    monkeypatch.setattr("perfgym.redteam.traces._SETTLING_S", 0.2)
    sandbox = broken()
    with short_session(sandbox=sandbox, backend=backend) as opened:
        sandbox.is_broken = True
        (attack,) = named("a_environment")
        result = opened.run_attack(attack)
        assert not result.contained
        assert says in "; ".join(result.achieved)


@_EITHER_BACKEND
def test_an_attack_that_works_is_reported(backend: str) -> None:
    """Host files can be read in the sandbox that promises nothing."""
    with short_session(sandbox=SANDBOXES["unsafe-none"](), backend=backend) as opened:
        (attack,) = named("a_host_files")
        assert "LEAK /etc/passwd" in "; ".join(opened.run_attack(attack).achieved)


@pytest.mark.parametrize("backend", [CLOCK, FAKE])
def test_an_attack_that_pays_is_reported(session: Session, tmp_path: Path, backend: str) -> None:
    """The attack is the expert's program. It earns a reward with either backend."""
    path = tmp_path / "d_expert.py"
    path.write_text("def submission(problem, language):\n    return problem.experts[language]\n")
    (honest,) = named("d_line_ends")
    attack = replace(honest, name="d_expert", path=path)
    result = session.run_attack(attack, backend)
    assert result.status is Status.ACCEPTED
    assert [what for what in result.achieved if "gained a reward of 0." in what], result


@pytest.mark.full
def test_a_driver_that_knows_the_key_of_inputs_wins(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It marks a failure, finds the seed by the mark, and is paid for a table of answers."""
    monkeypatch.setenv(VARIABLE, "0" * 16)
    monkeypatch.setattr(session, "_by_backend", {})
    (attack,) = named("f_table_of_answers")
    result = session.run_attack(attack)
    if result.skipped:
        pytest.skip(result.skipped)
    assert result.status is Status.ACCEPTED
    assert result.gained > 0.5
    assert "foretold an input that the episode had not shown yet" in result.achieved


@pytest.mark.full
def test_a_quoted_value_of_an_input_of_measured_size_is_reported(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfgym.programs.judge.without_values", str)
    (attack,) = named("f_table_of_answers")
    result = session.run_attack(attack)
    if result.skipped:
        pytest.skip(result.skipped)
    assert "had a value of a test of measured size quoted" in "; ".join(result.achieved)


def test_a_driver_that_cannot_be_played_is_reported(session: Session, tmp_path: Path) -> None:
    """It needs a function, and what it yields is what it achieved."""
    path = tmp_path / "f_driver.py"
    (drivers,) = named("f_table_of_answers")
    attack = replace(drivers, name="f_driver", path=path)
    path.write_text("")
    assert "defines no function play()" in "; ".join(session.run_attack(attack, FAKE).achieved)
    path.write_text(
        "def play(episodes):\n"
        "    episodes.reset()\n"
        "    episodes.submit(episodes.problem.experts['c'])\n"
        "    yield 'saw a secret'\n"
    )
    result = session.run_attack(attack, FAKE)
    assert (result.status, result.gained) == (Status.ACCEPTED, pytest.approx(0.75))
    assert [*result.achieved] == ["gained a reward of 0.75; it must stay below 0.1", "saw a secret"]


def test_attacks_on_a_problem_whose_reference_fails_are_not_run(sandbox: Sandbox, tmp_path: Path) -> None:
    """The status of an attack would have no meaning."""
    folder = tmp_path / "sort"
    shutil.copytree(load_problem("sort").folder, folder)
    reference = folder / "reference" / "solution.c"
    reference.write_text("static int rt_solve;\n" + reference.read_text())
    with (
        pytest.raises(ProblemError, match="is COMPILE_ERROR when it is built the way attacks are"),
        open_session(load_problem_folder(folder), "c", sandbox, quick_settings(Settings())),
    ):
        pass


def test_each_attack_is_announced_before_it_runs_and_reported_after(sandbox: Sandbox) -> None:
    """An honest program comes before the first and after the last."""
    order: list[str] = []
    names = ["d_empty", "d_path"]
    for done in redteam(MATMUL, "c", names, sandbox, Settings(), FAKE, order.append):
        result = done.result
        order.append(f"{done.number}/{done.total} {result.attack.name} {result.status}")
    assert order == [
        "honest program",
        "d_empty", "1/2 d_empty NO_CODE",
        "d_path", "2/2 d_path COMPILE_ERROR",
        "honest program",
    ]  # fmt: skip


def test_an_attack_on_a_simulator_is_skipped_where_there_is_none(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result has the reason; it must not look as if the attack had been contained."""
    monkeypatch.setattr("perfgym.redteam.session.make_backend", _missing)
    monkeypatch.setattr(session, "_by_backend", {})
    (attack,) = named("c_sim_request")
    result = session.run_attack(attack)
    assert (result.status, result.skipped) == (None, "there is no simulator here")


def _missing(name: str) -> NoReturn:
    raise MachineError("there is no simulator here")


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["redteam", *arguments])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


@pytest.mark.full
def test_the_command_runs_the_named_attacks(capsys: pytest.CaptureFixture[str]) -> None:
    """Without an ID it attacks matmul in C. The exit status is 0 when every attack is contained."""
    status, out, _ = _run(capsys, "--attack", "d_empty", "--attack", "c_exit_early", "--json")
    rows = json.loads(out)
    assert status == 0
    assert [(row["id"], row["attack"], row["class"], row["status"], row["contained"]) for row in rows] == [
        ("PerfOptimize-matmul-c-v0", "d_empty", "D", "NO_CODE", True),
        ("PerfOptimize-matmul-c-v0", "c_exit_early", "C", "WRONG_OUTPUT", True),
    ]


def test_the_command_fails_when_an_attack_works(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit status is 1, and the output says what the attack achieved."""
    arguments = (
        "PerfOptimize-sort-c-v0",
        "--sandbox",
        "unsafe-none",
        "--attack",
        "a_host_files",
        "--backend",
        FAKE,
    )
    status, out, _ = _run(capsys, *arguments)
    assert status == 1
    assert "0 of 1 attacks were contained" in out
    assert "LEAK /etc/passwd" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["PerfOptimize-matmull-c-v0"], "did you mean PerfOptimize-matmul-c-v0"),
        (["--attack", "a_netwrk"], "did you mean a_network"),
        (["--sandbox", "landlok"], "did you mean landlock"),
        (["--backend", "hardwear"], "'hardwear' is not one of"),
        (["--sandbox", "unsafe-none"], "does not promise"),
    ],
)
def test_a_mistake_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    """The exit status is 2. Attacks only run in an unsafe sandbox when they are named."""
    status, out, err = _run(capsys, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert says in err
