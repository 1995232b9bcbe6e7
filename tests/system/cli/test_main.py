"""The command: every answer in its place, every mistake in one line."""

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfgym.bank import load_problem
from perfgym.cli import commands
from perfgym.cli.commands import doctor as doctor_command
from perfgym.cli.main import COMMANDS, main
from perfgym.cli.progress import Bar
from perfgym.doctor import Health, Row
from perfgym.errors import ToolchainMissingError
from perfgym.languages import LANGUAGES
from perfgym.redteam import AttackProgress
from tests.doubles.terminal import REPOSITORY

ID = "PerfOptimize-matmul-c-v0"
EXPERT = str(load_problem("matmul").folder / "expert" / "solution.c")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; return exit status, standard output and standard error."""
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
        (["eval", EXPERT, "--env", "PerfTune-matmul-c-v0"], f"is not a program; use {ID}"),
        (["redteam", "PerfTune-matmul-c-v0"], "`perfgym rollout PerfTune-matmul-c-v0 --agent random`"),
        (["eval", EXPERT, "--env", ID, "--seed", "x"], "x"),
        (["rollout", ID, "--timeout", "nan"], "'nan' is not a finite number"),
        (["rollout", ID, "--timeout", "inf"], "'inf' is not a finite number"),
        (["rollout", ID, "--temperature", "nan"], "'nan' is not a finite number"),
        (["eval", EXPERT, "--env", ID, "--seed", "-1"], "-1 is not in the range"),
        (["demo", "--seed", "-1"], "-1 is not in the range"),
        (["bogus"], "there are: demo, list, eval"),
        (["validate", "nope"], "there are: "),
        (["list", "--family", "PerfTone"], "'perftune'"),
        (["eval", EXPERT, "--env", ID, "--backend", "hourglass"], "cpu_time"),
        (["eval", EXPERT, "--env", ID, "--sede", "1"], "--seed"),
        (["eval", EXPERT, "--env", ID, "--reward", "improvement:tme=1"], "did you mean time"),
        (["eval", EXPERT, "--env", ID, "--precision", "0"], "at least 0.001, got 0.0"),
        (["eval", EXPERT, "--env", ID, "--extras", "wal"], "did you mean wall"),
        (["validate", "matmull"], "did you mean matmul"),
        (["validate", "/tmp"], "problem.toml"),
        (["doctor", "now"], "now"),
        (["doctor", "--problem", "matmull"], "did you mean matmul"),
        (["doctor", "--pairs", "3"], "30"),
    ],
)
def test_a_mistake_is_one_line_that_suggests_a_correction(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """The exit status is 2, or 1 if a file of the user's is at fault."""
    status, out, err = run(capsys, *arguments)
    assert status == (1 if arguments == ["validate", "/tmp"] else 2)
    assert out == ""
    assert err.startswith("perfgym: ")
    assert err.count("\n") == 1
    assert says in err


def test_a_wrong_variable_is_one_line_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFGYM_MAX_TURN", "3")
    status, _, err = run(capsys, "doctor")
    assert (status, err.count("\n")) == (2, 1)
    assert "did you mean PERFGYM_MAX_TURNS" in err


def test_problems_that_are_not_there_are_an_error_that_names_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFGYM_PROBLEMS", "/nowhere/at all")
    status, _, err = run(capsys, "list")
    assert (status, err.count("\n")) == (2, 1)
    assert "PERFGYM_PROBLEMS: /nowhere/at all does not exist" in err
    done = subprocess.run(
        [sys.executable, "-c", "import perfgym"], capture_output=True, text=True, check=True
    )
    assert "no environment is registered: PERFGYM_PROBLEMS: /nowhere/at all does not exist" in done.stderr


@pytest.mark.parametrize("is_script", [True, False], ids=["perfgym", "python -m perfgym"])
def test_the_command_reports_missing_problems_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_script: bool
) -> None:
    script = tmp_path / "perfgym"
    script.write_text("from perfgym.cli.main import main\n\nmain()\n")
    command = [str(script)] if is_script else ["-m", "perfgym"]
    monkeypatch.setenv("PERFGYM_PROBLEMS", "/nowhere/at all")
    done = subprocess.run([sys.executable, *command, "list"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("perfgym: PERFGYM_PROBLEMS: /nowhere/at all does not exist")
    assert done.stderr.count("\n") == 1


def test_the_demo_prints_each_turn_in_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    status, out, _ = run(capsys, "demo", "--seed", "3", "--json")
    answer = json.loads(out, parse_constant=pytest.fail)
    assert (status, answer["id"], answer["seed"]) == (0, ID, 3)
    assert [turn["status"] for turn in answer["turns"]] == [
        "COMPILE_ERROR", "WRONG_OUTPUT", "ACCEPTED", "ACCEPTED", "ACCEPTED"
    ]  # fmt: skip
    assert answer["reward"] == answer["turns"][-1]["reward"] > 0
    assert all(turn["feedback"] and turn["what"] for turn in answer["turns"])


def test_redteam_shows_the_attack_that_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str | None] = []

    def fake_redteam(*arguments: Any) -> Iterator[AttackProgress]:
        *_, starting = arguments
        starting("d_empty")
        yield from ()

    monkeypatch.setattr("perfgym.cli.commands.redteam.redteam", fake_redteam)
    monkeypatch.setattr(Bar, "update", lambda bar, description=None, **steps: shown.append(description))
    status, _, _ = run(capsys, "redteam", ID, "--sandbox", "unsafe-none")
    assert (status, shown[-1]) == (0, f"{ID}: d_empty")


@pytest.mark.filterwarnings("default::RuntimeWarning")
def test_a_warning_is_one_line_without_a_place_in_the_source(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor has it control characters, such as those of a path."""

    def warning() -> tuple[Path, ...]:
        warnings.warn("the folder \x1b[31m\nis odd", RuntimeWarning, stacklevel=1)
        return ()

    monkeypatch.setattr("perfgym.cli.commands.list.bank_folders", warning)
    status, _, said = run(capsys, "list", "matmul")
    assert (status, said) == (0, "perfgym: warning: the folder \N{REPLACEMENT CHARACTER}[31m is odd\n")


def test_list_warns_of_a_folder_without_problems(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PERFGYM_PROBLEMS", str(tmp_path))
    status, out, err = run(capsys, "list", "matmul")
    assert (status, len(out.splitlines())) == (0, 9)
    assert err == f"perfgym: {tmp_path}, which PERFGYM_PROBLEMS names, holds no problem folder\n"


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["NBODY-c-"], ["PerfOptimize-nbody-c-v0", "PerfTune-nbody-c-v0"]),
        (["nbody", "--family", "perftune"], ["PerfTune-nbody-c-v0", "PerfTune-nbody-rust-v0"]),
        (["nbody", "--language", "go", "--ready"], ["PerfOptimize-nbody-go-v0"]),
        (["--problem", "sort", "--language", "c"], ["PerfOptimize-sort-c-v0", "PerfTune-sort-c-v0"]),
        (
            ["sort-c-", "--class", "dispatch", "--split", "train", "--family", "perftune"],
            ["PerfTune-sort-c-v0"],
        ),
        (["sort-c-", "--class", "hashing"], []),
        (["sort-c-", "--split", "test"], []),
        (["no-such-name"], []),
    ],
)
def test_list_is_filtered(capsys: pytest.CaptureFixture[str], arguments: list[str], ids: list[str]) -> None:
    assert [row["id"] for row in json.loads(run(capsys, "list", "--json", *arguments)[1])] == ids


def test_list_shows_a_missing_toolchain(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        def toolchain(self) -> None:
            raise ToolchainMissingError("go is missing; run `apt install golang`")

    monkeypatch.setattr("perfgym.envs.programs.LANGUAGES", {**LANGUAGES, "go": Missing()})
    _, out, _ = run(capsys, "list")
    rows = {line.split()[0]: line for line in out.splitlines()[1:]}
    row = rows["PerfOptimize-sort-go-v0"]
    assert "  not ready  train  " in row
    assert row.endswith("  go is missing; run `apt install golang`")
    assert "  ready      train  " in rows["PerfOptimize-sort-c-v0"]
    _, out, _ = run(capsys, "list", "--ready", "--family", "PerfOptimize")
    assert "-c-" in out
    assert "-go-" not in out


def test_a_list_of_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "list", "no-such-name")
    assert (status, out) == (0, "")
    assert "no environment matches" in err


@pytest.mark.parametrize("arguments", [["--help"], ["runs", "--help"], ["list", "nbody"]])
def test_a_command_imports_only_the_packages_that_it_uses(arguments: list[str]) -> None:
    """Matplotlib, Jinja, an OpenAI client and Ray take seconds together."""
    script = f"""
import sys
from perfgym.cli.main import main
try:
    main({arguments!r})
finally:
    slow = {{"matplotlib", "jinja2", "openai", "ray", "torch", "pyperf", "perfgym.cli.commands.rollout"}}
    print(sorted(slow & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_each_module_of_the_folder_of_commands_is_a_command() -> None:
    modules = {path.stem for path in Path(commands.__file__).parent.glob("*.py")} - {"__init__"}
    assert modules == {name.replace("-", "_") for name in COMMANDS}


def test_every_command_has_help_and_json_where_it_prints_data(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        status, out, _ = run(capsys, name, "--help")
        assert status == 0
        assert "--json" in out or name in ("repo", "research"), (
            name
        )  # whose commands do something, and print no data
        assert "\\b" not in out, name


def test_the_guide_lists_the_commands_in_the_words_of_their_help() -> None:
    guide = (REPOSITORY / "docs" / "settings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `perfgym ([a-z-]+).*?` \| (.*?\.)[ |]", guide, flags=re.MULTILINE)
    assert listed == list(COMMANDS.items())


def test_new_problem_prints_its_folder_as_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(
        capsys, "new-problem", "mine", "--folder", str(tmp_path), "--language", "rust", "--json"
    )
    assert status == 0
    assert json.loads(out) == {"problem": "mine", "folder": str(tmp_path / "mine"), "languages": ["rust"]}
    assert (tmp_path / "mine" / "reference" / "solution.rs").is_file()


def test_list_names_every_environment(capsys: pytest.CaptureFixture[str]) -> None:
    """Every machine that runs this suite can build C and Python."""
    status, out, _ = run(capsys, "list", "--json")
    rows = json.loads(out)
    assert status == 0
    assert ID in [row["id"] for row in rows]
    assert {row["missing"] for row in rows if "-c-" in row["id"] or "-python-" in row["id"]} == {""}


def test_list_names_a_broken_problem_and_lists_the_others(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import shutil

    import gymnasium as gym

    from perfgym.envs.registration import register_all

    folder = tmp_path / "bank" / "broken"
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
    assert "broken/problem.toml" in rows["PerfOptimize-broken-c-v0"]["missing"]
    assert rows[ID]["missing"] == ""


def test_eval_gives_every_sample_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The output contains no NaN, because JSON does not have it."""
    status, out, _ = run(capsys, "eval", EXPERT, "--env", ID, "--backend", "fake", "--json")
    answer = json.loads(out, parse_constant=pytest.fail)
    assert (status, answer["status"], answer["reward"]) == (0, "ACCEPTED", pytest.approx(0.75))
    assert len(answer["candidate_samples"]["time"]) == answer["pairs"] == 5


def test_eval_pays_the_reward_that_was_requested(capsys: pytest.CaptureFixture[str]) -> None:
    """The expert's program costs a quarter on ``fake``, which is two doublings."""
    _, out, _ = run(capsys, "eval", EXPERT, "--env", ID, "--backend", "fake", "--reward", "log_speedup")
    assert out.endswith("Reward: +2.000\n")


def test_eval_prints_the_extra_figures_that_were_requested(capsys: pytest.CaptureFixture[str]) -> None:
    """They are printed as text and as JSON. In JSON, figures that were not requested are null."""
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
    """The file holds bytes that are not UTF-8 text."""
    bad = tmp_path / "bad.c"
    bad.write_bytes(b"\xff\x00 no C")
    status, out, _ = run(capsys, "eval", str(bad), "--env", ID, "--backend", "fake")
    assert status == 1
    assert "COMPILE_ERROR" in out
    assert "Reward: -1.000" in out


def test_doctor_reports_sandbox_toolchains_backends_and_settings(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is broken on a machine that runs this suite."""
    status, out, _ = run(capsys, "doctor", "--no-self-test", "--json")
    answer = json.loads(out)
    assert (status, answer["works"], answer["noise"]) == (0, True, None)
    assert {row["topic"] for row in answer["rows"]} == {
        "machine", "sandbox", "toolchain", "repositories", "research", "backend", "inputs", "sizes", "setting"
    }  # fmt: skip
    assert [row for row in answer["rows"] if row["health"] == "broken"] == []


def test_doctor_shows_rows_with_problems_and_counts_the_others(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        Row(topic="machine", what="CPU", health=Health.FINE, seen="fast"),
        Row(topic="machine", what="SMT", health=Health.LIMITED, seen="on", advice="turn it off"),
        Row(topic="sandbox", what="jail", health=Health.BROKEN, seen="none", advice="allow namespaces"),
    ]
    monkeypatch.setattr(doctor_command, "examine", lambda: iter(rows))
    status, out, _ = run(capsys, "doctor", "--no-self-test")
    assert (status, [line.split()[:1] for line in out.splitlines()]) == (
        1,
        [["health"], ["broken"], ["limited"], [], ["1"]],
    )
    assert "allow namespaces" in out
    assert "fast" not in out
    assert out.splitlines()[-1] == "1 check passed; --verbose lists them."
    status, out, _ = run(capsys, "doctor", "--no-self-test", "-v")
    assert "fast" in out


@pytest.mark.full
def test_validate_finds_mistakes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The mistakes are an expert that is no faster, and a missing licence."""
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
    done = subprocess.run(
        [sys.executable, "-m", "perfgym", "--version"], capture_output=True, text=True, check=True
    )
    assert "0.1.0" in done.stdout
