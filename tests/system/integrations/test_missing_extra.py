"""Without the trainer, the error of its integration names the extra to install."""

import subprocess
import sys

BLOCKED = """
import sys
sys.modules["stable_baselines3"] = None
import perfgym.integrations.sb3
"""


def test_without_stable_baselines3_the_error_names_the_extra() -> None:
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: Stable-Baselines3 is missing")
    assert "pip install 'perfgym[sb3]'" in last
