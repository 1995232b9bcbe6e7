"""``perfgym research``: the loop as commands, on made-up runs."""

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from perfgym.cli.commands.research import command
from perfgym.cli.played import gain_text
from perfgym.cli.research_live import LiveView, live_research
from perfgym.envs.research.env import AutoResearchEnv
from perfgym.records import Event, Interval, Unit
from perfgym.research.experiment import Progress, Stage
from perfgym.research.history import History
from perfgym.research.records import Run
from perfgym.research.session_files import SessionFiles, is_played, read_session
from perfgym.research.status import ResearchStatus
from perfgym.research.verified_sessions import VerifiedSessions
from tests.doubles.research_runs import MadeUpRuns, level

SAID = ("--direction", "rate", "--description", "a rate", "--hypothesis", "it learns faster")
WHY = ("--why", "it was so")
BLOCKS = """\
=== ANALYSIS ===
Why: the rate was too low
Lesson: rates matter
===
=== REASONING ===
Direction: Rate
Description: twice the rate
Hypothesis: it learns faster
Evidence: the last result
Risk: it diverges
Expected: -0.05
===
"""

Invoke = Callable[..., Result]


@pytest.fixture(autouse=True)
def _made_up_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def made_up(*_: object) -> MadeUpRuns:
        return MadeUpRuns()

    monkeypatch.setattr(VerifiedSessions, "runs", made_up)
    begin = History.begin

    def with_a_small_baseline(worktree: Path, tag: str, file: str, files: dict[str, str]) -> History:
        return begin(worktree, tag, file, {**files, file: level(2.72)})

    monkeypatch.setattr(History, "begin", with_a_small_baseline)
    monkeypatch.setenv("PERFGYM_RESEARCH_FOLDER", str(tmp_path / "sessions"))


@pytest.fixture
def invoke() -> Invoke:
    def invoked(*arguments: str, **more: Any) -> Result:
        result = CliRunner().invoke(command, arguments, **more)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoked


@pytest.fixture
def folder(invoke: Invoke, tmp_path: Path) -> Path:
    """The folder of a session ``mar18`` that has begun."""
    assert invoke("start", "jargon", "--tag", "mar18", "--max-experiments", "6").exit_code == 0
    return tmp_path / "sessions" / "jargon" / "mar18"


def write(folder: Path, bpb: float, **more: float) -> None:
    (folder / "worktree" / "train.py").write_text(level(bpb, **more), encoding="utf-8")


def test_a_session_begins_with_a_folder_and_a_guide(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("start", "jargon", "--tag", "mar18", "--json")
    told = json.loads(result.stdout)
    assert told["baseline_val_bpb"] == pytest.approx(2.72, abs=0.03)
    assert Path(told["program"]).read_text() == level(2.72)
    guide = Path(told["guide"]).read_text()
    assert "perfgym research try mar18" in guide and told["folder"] in guide
    assert "exit status is 0 if the change was kept" in " ".join(guide.split())


def test_the_exit_status_says_what_became_of_a_change(invoke: Invoke, folder: Path) -> None:
    write(folder, 2.60)
    kept = invoke("try", "mar18", *SAID)
    assert (kept.exit_code, "Experiment 1: keep" in kept.stdout) == (0, True)
    write(folder, 2.80)
    assert invoke("try", "mar18", *SAID, *WHY).exit_code == 1
    assert (folder / "worktree" / "train.py").read_text() == level(2.60)
    write(folder, 2.50, FAILS=0)
    assert invoke("try", "mar18", *SAID, *WHY).exit_code == 2
    write(folder, 2.50)
    refused = invoke("try", "mar18", *SAID)  # the crash is not explained
    assert (refused.exit_code, "why" in refused.stdout) == (3, True)
    assert (folder / "worktree" / "train.py").read_text() == level(2.50), "what did not run is not lost"
    write(folder, 2.50, MACHINE_FAILS=1)
    fault = invoke("try", "mar18", *SAID, *WHY)
    assert (fault.exit_code, "the disk is full" in fault.stderr) == (4, True)
    assert [str(one.decision) for one in read_session(folder).experiments] == [
        "baseline", "keep", "discard", "crash", "none",
    ]  # fmt: skip


def test_a_command_that_cannot_be_used_says_so_and_spends_nothing(invoke: Invoke, folder: Path) -> None:
    write(folder, 2.60)
    for arguments, why in (
        (("try", "mar18"), "--direction and --description and --hypothesis"),
        (("try", "april", *SAID), "no session is called 'april'"),
        (("try", "mar18", "--oops"), "No such option"),
        (("try", "mar18", *SAID, "--expected", "nan"), "not a finite number"),
        (("try", "mar18", *SAID, "--file", "/nowhere/x.py"), "does not exist"),
        (("resume", "april"), "no session"),
        (("stop", "mar18", "--task", "nanochat"), "no session"),
    ):
        result = invoke(*arguments)
        assert result.exit_code == 3
        assert result.stderr.startswith("perfgym: ") and why in result.stderr
    assert len(read_session(folder).experiments) == 1
    assert (folder / "worktree" / "train.py").read_text() == level(2.60)


def test_two_commands_do_not_play_a_session_at_once(invoke: Invoke, folder: Path) -> None:
    write(folder, 2.60)
    assert not is_played(folder)
    other = SessionFiles(folder)
    try:
        assert is_played(folder)
        assert "running" in invoke("status", "mar18").stdout
        result = invoke("try", "mar18", *SAID)
        assert (result.exit_code, "another process plays the session" in result.stderr) == (3, True)
        assert (folder / "worktree" / "train.py").read_text() == level(2.60)
    finally:
        other.close()
    assert invoke("try", "mar18", *SAID).exit_code == 0


def test_reasoning_is_read_from_blocks_and_options_count_more(
    invoke: Invoke, folder: Path, tmp_path: Path
) -> None:
    write(folder, 2.60)
    assert invoke("try", "mar18", "--reasoning", "-", "--risk", "none", input=BLOCKS).exit_code == 0
    one = read_session(folder).experiments[1]
    assert (one.reasoning.direction, one.reasoning.expected) == ("rate", -0.05)
    assert (one.reasoning.evidence, one.reasoning.risk) == ("the last result", "none")
    reply = tmp_path / "reply.md"
    reply.write_text(
        f"{BLOCKS}<code>\n<<<<<<< SEARCH\nLEVEL = 2.6\n=======\nLEVEL = 2.5\n>>>>>>> REPLACE\n</code>\n"
    )
    assert invoke("try", "mar18", "--reasoning", str(reply)).exit_code == 0
    first, second = read_session(folder).experiments[1:]
    assert (first.why, first.lesson) == ("the rate was too low", "rates matter")
    assert second.val_bpb == pytest.approx(2.5, abs=0.03)


def test_a_program_or_notes_can_lie_in_files(invoke: Invoke, folder: Path, tmp_path: Path) -> None:
    program, notes = tmp_path / "p.py", tmp_path / "n.md"
    program.write_text(level(2.60))
    notes.write_text("## Ideas Queue\n\nlarger batches\n")
    assert invoke("try", "mar18", *SAID, "--file", str(program), "--notes", str(notes)).exit_code == 0
    assert "larger batches" in (folder / "worktree" / "notes.md").read_text()


def test_going_back_and_stopping_are_no_failures(invoke: Invoke, folder: Path) -> None:
    write(folder, 2.60)
    invoke("try", "mar18", *SAID)
    assert invoke("try", "mar18", "--backtrack", "0", *WHY).exit_code == 0
    assert (folder / "worktree" / "train.py").read_text() == level(2.72)
    assert invoke("try", "mar18", "--backtrack", "5").exit_code == 3
    stopped = invoke("stop", "mar18", "--json")
    told = json.loads(stopped.stdout)
    assert (stopped.exit_code, told["is_over"]) == (0, True)
    assert 0.03 < told["reward"] < 0.05
    after = invoke("try", "mar18", *SAID)
    assert (after.exit_code, "has ended" in after.stderr) == (3, True)
    assert "held on final: experiment 1 saves 0.1" in invoke("status", "mar18").stdout


def test_an_experiment_whose_command_was_killed_is_run_again(
    invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, 2.60)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(MadeUpRuns, "run", killed)
        CliRunner().invoke(command, ["try", "mar18", *SAID])
    assert json.loads(invoke("status", "mar18", "--json").stdout)["state"] == "interrupted"
    result = invoke("resume", "mar18")
    assert (result.exit_code, "Experiment 1: keep" in result.stdout) == (0, True)
    again = invoke("resume", "mar18")
    assert (again.exit_code, "No experiment was interrupted" in again.stdout) == (0, True)


def test_the_state_and_the_page_tell_of_every_experiment(
    invoke: Invoke, folder: Path, tmp_path: Path
) -> None:
    write(folder, 2.60)
    invoke("try", "mar18", *SAID)
    text = invoke("status", "mar18").stdout
    assert re.search(r"1 +keep +2\.\d{4} +\+0\.\d{4}", text)
    told = json.loads(invoke("status", "mar18", "--json").stdout)
    assert (told["state"], told["kept"], told["cost_usd"]) == ("waiting", 1, 2.0)
    assert [one["decision"] for one in told["experiments"]] == ["baseline", "keep"]
    page = tmp_path / "page.html"
    assert invoke("report", "mar18", "-o", str(page)).exit_code == 0
    assert "-LEVEL = 2.72" in page.read_text() and "it learns faster" in page.read_text()


def test_a_page_is_written_again_after_each_experiment(invoke: Invoke, tmp_path: Path) -> None:
    page = tmp_path / "live.html"
    invoke("start", "jargon", "--tag", "live", "--report", str(page))
    before = page.read_text()
    write(tmp_path / "sessions" / "jargon" / "live", 2.60)
    invoke("try", "live", *SAID)
    assert page.read_text().count('<details class="episode"') == before.count('<details class="episode"') + 1


def test_choices_of_the_start_hold_for_every_command(invoke: Invoke, tmp_path: Path) -> None:
    invoke("start", "jargon", "--tag", "short", "--budget-cpu-s", "30", "--max-experiments", "9")
    folder = tmp_path / "sessions" / "jargon" / "short"
    write(folder, 2.60)
    assert json.loads(invoke("try", "short", *SAID, "--json").stdout)["is_over"]
    assert read_session(folder).header.max_experiments == 9


def test_without_a_terminal_each_run_that_ended_is_a_line(tmp_path: Path, capsys: Any) -> None:
    begun = Progress(stage=Stage.EXPERIMENT, experiment=3, run=2, most_runs=5)
    run = Run(seed=1, status=ResearchStatus.ACCEPTED, val_bpb=2.5, cpu_s=20.0, wall_s=21.0, log="a\x1b[2Jb")
    with live_research(tmp_path) as watch:
        watch(begun)
        watch(Progress(stage=Stage.EXPERIMENT, experiment=3, run=2, most_runs=5, result=run))
    assert capsys.readouterr().err == "experiment 3, run 2 of at most 5: val_bpb 2.5000, 20.0 CPU s, 21.0 s\n"


def test_a_terminal_shows_the_session_the_run_and_the_last_line_of_its_log(
    invoke: Invoke, folder: Path
) -> None:
    write(folder, 2.60)
    invoke("try", "mar18", *SAID)
    view = LiveView(folder)
    assert view.lines() == ["beginning"]
    view.watch(Progress(stage=Stage.EXPERIMENT, experiment=2, run=1, most_runs=5))
    (folder / "logs" / "mar18-2-search-0.log").write_text("step:1 loss:3\nstep:2 loss:2\x1b[2J\n\n")
    session, run, log = view.lines()
    assert re.fullmatch(
        r"experiments 1 of 6, baseline 2\.\d{4}, kept 2\.\d{4} \(experiment 1\), 40 CPU s, \$2\.00", session
    )
    assert re.fullmatch(r"experiment 2, run 1 of at most 5, \d s", run)
    assert log.startswith("step:2 loss:2") and "\x1b" not in log


def test_pictures_and_tables_of_the_environment_show_its_experiments(tmp_path: Path) -> None:
    for mode in ("ansi", "rgb_array"):
        env = AutoResearchEnv("jargon", research_folder=str(tmp_path), max_experiments=4, render_mode=mode)
        env.reset(seed=1)
        said = {"direction": "r", "description": "d", "hypothesis": "h"}
        env.step({"operation": "experiment", "change": level(2.6), **said})
        shown = env.render()
        env.close()
        if mode == "ansi":
            assert re.search(r"1 +│ keep", shown)
        else:
            assert shown.shape == (400, 800, 3)


def test_a_gain_in_bits_is_told_as_the_share_that_is_saved() -> None:
    interval = Interval(estimate=-math.log(0.9), low=-math.log(0.95), high=-math.log(0.85), confidence=0.98)
    bits = Event(name="val_bpb", unit=Unit.BITS)
    assert gain_text((interval, bits)) == "10.00 % of bits saved (5.00 to 15.00)"
    assert gain_text((interval, Event(name="task-clock", unit=Unit.NANOSECONDS))) == "1.11 (1.05 to 1.18)"
    assert gain_text(None) == ""
