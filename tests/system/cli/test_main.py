"""The command: every answer in its place, every mistake in one line."""

import json
import sys
from pathlib import Path

import pytest

from perfgym.bank import load_problem
from perfgym.cli.main import main

ID = "PerfOptimize-matmul-c-v0"
EXPERT = str(load_problem("matmul").folder / "expert" / "solution.c")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["lst"], "did you mean list"),
        (["eval"], "FILE"),
        (["eval", "/nowhere.c", "--env", ID], "/nowhere.c"),
        (["eval", EXPERT], "--env"),
        (["eval", EXPERT, "--env", "PerfOptimize-matmul-cc-v0"], f"did you mean {ID}"),
        (["eval", EXPERT, "--env", ID, "--seed", "x"], "x"),
        (["eval", EXPERT, "--env", ID, "--backend", "hourglass"], "cpu_time"),
        (["eval", EXPERT, "--env", ID, "--sede", "1"], "--seed"),
        (["eval", EXPERT, "--env", ID, "--extras", "wal"], "did you mean wall"),
        (["validate", "matmull"], "did you mean matmul"),
        (["validate", "/tmp"], "problem.toml"),
        (["doctor", "now"], "now"),
        (["doctor", "--problem", "matmull"], "did you mean matmul"),
        (["doctor", "--pairs", "3"], "30"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_would_be_right(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """And ends with status 2, or 1 where a file of the user's is at fault."""
    status, out, err = run(capsys, *arguments)
    assert status == (1 if arguments == ["validate", "/tmp"] else 2)
    assert out == ""
    assert err.startswith("perfgym: ")
    assert err.count("\n") == 1
    assert says in err


def test_a_wrong_variable_is_one_line_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever command meets it."""
    monkeypatch.setenv("PERFGYM_MAX_TURN", "3")
    status, _, err = run(capsys, "doctor")
    assert (status, err.count("\n")) == (2, 1)
    assert "did you mean PERFGYM_MAX_TURNS" in err


def test_list_names_every_environment(capsys: pytest.CaptureFixture[str]) -> None:
    """With nothing lacking on a machine that runs this suite."""
    status, out, _ = run(capsys, "list", "--json")
    rows = json.loads(out)
    assert status == 0
    assert ID in [row["id"] for row in rows]
    assert {row["lacks"] for row in rows} == {""}


def test_list_tells_which_problem_is_spoilt(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And lists the others."""
    import shutil

    import gymnasium as gym

    from perfgym.envs.registration import register_all

    folder = tmp_path / "bank" / "spoilt"
    shutil.copytree(load_problem("matmul").folder, folder)
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(folder.parent))
    (folder / "problem.toml").write_text("[tests")
    before = dict(gym.registry)
    register_all()
    status, out, _ = run(capsys, "list", "--json")
    gym.registry.clear()
    gym.registry.update(before)
    rows = {row["id"]: row for row in json.loads(out)}
    assert status == 0
    assert "spoilt/problem.toml" in rows["PerfOptimize-spoilt-c-v0"]["lacks"]
    assert rows[ID]["lacks"] == ""


def test_eval_gives_every_sample_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """And no NaN, which JSON does not know."""
    status, out, _ = run(capsys, "eval", EXPERT, "--env", ID, "--backend", "fake", "--json")
    answer = json.loads(out, parse_constant=pytest.fail)
    assert (status, answer["status"], answer["reward"]) == (0, "ACCEPTED", pytest.approx(0.75))
    assert len(answer["candidate_samples"]["time"]) == answer["pairs"] == 5


def test_eval_tells_what_else_it_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """In words and as JSON; what it was not asked for is null."""
    arguments = ("eval", EXPERT, "--env", ID, "--backend", "fake", "--extras", "wall,memory")
    status, out, _ = run(capsys, *arguments)
    assert status == 0
    assert "wall time (ms): reference" in out
    assert "peak memory (MiB): reference" in out
    status, out, _ = run(capsys, *arguments, "--json")
    extras = json.loads(out, parse_constant=pytest.fail)["extras"]
    assert status == 0
    assert 0 < extras["wall_s"] < extras["reference_wall_s"]
    assert extras["peak_memory_bytes"] > 1 << 20
    assert extras["scaling"] is extras["reference_scaling"] is None


def test_eval_of_a_bad_program_ends_with_status_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Of bytes that are no text, too."""
    bad = tmp_path / "bad.c"
    bad.write_bytes(b"\xff\x00 no C")
    status, out, _ = run(capsys, "eval", str(bad), "--env", ID, "--backend", "fake")
    assert status == 1
    assert "COMPILE_ERROR" in out
    assert "Reward: -1.000" in out


def test_doctor_tells_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Sandbox promises, toolchains, backends and settings; nothing broken here."""
    status, out, _ = run(capsys, "doctor", "--no-self-test", "--json")
    answer = json.loads(out)
    assert (status, answer["works"], answer["noise"]) == (0, True, None)
    assert {row["topic"] for row in answer["rows"]} == {
        "machine", "sandbox", "toolchain", "backend", "setting"
    }  # fmt: skip
    assert [row for row in answer["rows"] if row["health"] == "broken"] == []


def test_validate_finds_what_is_wrong(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """An expert that is no faster, and a missing licence."""
    import shutil

    folder = tmp_path / "mine"
    shutil.copytree(load_problem("matmul").folder, folder)
    shutil.copy(folder / "reference" / "solution.c", folder / "expert" / "solution.c")
    toml = folder / "problem.toml"
    toml.write_text(toml.read_text().replace('licence = "MIT"', 'licence = ""'))
    status, out, _ = run(capsys, "validate", str(folder))
    wrong = [line for line in out.splitlines() if line.startswith("WRONG")]
    assert status == 1
    assert [any(word in line for line in wrong) for word in ("licence", "expert")] == [True, True]
    modes = ["cpu_time", "simulated"] if shutil.which("valgrind") else ["cpu_time"]
    assert all(
        any(f"1.2 times as fast as the reference ({mode})" in line for line in wrong) for mode in modes
    )
    assert len(wrong) == 1 + len(modes)


def test_the_command_can_be_run_as_a_module() -> None:
    """And names its version."""
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "perfgym", "--version"], capture_output=True, text=True, check=True
    )
    assert "0.1.0" in done.stdout
