"""Every block of the quickstart runs; commands and the training of a policy in ``make test-all`` alone."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doubles.model_server import FakeServer

QUICKSTART = Path(__file__).parents[2] / "docs" / "quickstart.md"
BLOCKS = re.findall(r"```(python|sh)\n(.*?)```", QUICKSTART.read_text(), flags=re.DOTALL)
PYTHON = [block for language, block in BLOCKS if language == "python"]
COMMANDS = [
    line
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("perfgym")
]
PROGRAM = "<code>\nint main(void) { return 0; }\n</code>\n<submit/>"


_MARKED = zip(PYTHON, (("knobs", ()), ("policy", pytest.mark.full)), strict=True)


@pytest.mark.parametrize(
    "block", [pytest.param(block, id=name, marks=marks) for block, (name, marks) in _MARKED]
)
def test_a_block_of_python_runs(block: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The backend and the number of steps are replaced: the test is quick, and shows that the code works."""
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))
    quick = block.replace('"simulated"', '"fake"').replace("total_timesteps=256", "total_timesteps=32")
    exec(compile(quick, str(QUICKSTART), "exec"), {})


@pytest.mark.full
def test_the_commands_run_one_after_the_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each command has to exit with 0.

    Only the server's address, the backend and the number of episodes are replaced, episodes have two turns,
    and the self-test takes few pairs.
    """
    monkeypatch.setenv("PERFGYM_MAX_TURNS", "2")
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    assert len(COMMANDS) == 10
    with FakeServer(reply=lambda body: PROGRAM) as server:
        for command in COMMANDS:
            _, *arguments = shlex.split(command.replace("http://127.0.0.1:8000/v1", server.url))
            arguments = [{"simulated": "fake", "8": "2"}.get(argument, argument) for argument in arguments]
            arguments += ["--pairs", "30"] if arguments == ["doctor"] else []
            done = subprocess.run(
                [sys.executable, "-m", "perfgym", *arguments],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    assert (tmp_path / "report.html").stat().st_size > 0
    assert (tmp_path / "trajectories.jsonl").read_text().count("\n") > 0
