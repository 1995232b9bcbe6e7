"""The tutorial: every block of it runs."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doubles.model_server import FakeServer

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
BLOCKS = re.findall(r"```(python|sh)\n(.*?)```", TUTORIAL.read_text(), flags=re.DOTALL)
PYTHON = [block for language, block in BLOCKS if language == "python"]
COMMANDS = [
    line
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("perfgym")
]
PROGRAM = "<code>\nint main(void) { return 0; }\n</code>\n<submit/>"


@pytest.mark.parametrize("block", PYTHON, ids=["knobs", "policy"])
def test_a_block_of_python_runs(block: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As it stands, but for the backend, and the steps: what it shows is that it works."""
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))
    quick = block.replace('"simulated"', '"fake"').replace("total_timesteps=256", "total_timesteps=32")
    exec(compile(quick, str(TUTORIAL), "exec"), {})


def test_the_commands_run_one_after_the_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As they stand, but for the address of the server; all of them end well."""
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    assert len(COMMANDS) == 9
    with FakeServer(reply=lambda body: PROGRAM) as server:
        for command in COMMANDS:
            _, *arguments = shlex.split(command.replace("http://127.0.0.1:8000/v1", server.url))
            arguments = ["fake" if argument == "simulated" else argument for argument in arguments]
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
