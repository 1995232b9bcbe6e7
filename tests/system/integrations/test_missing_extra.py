"""Without the trainer, the error of its integration names the extra to install; others need no trainer."""

import subprocess
import sys

import pytest

BLOCKED = """
import sys
sys.modules["{blocked}"] = None
import perfgym.integrations.{extra}
"""


def imported(blocked: str, extra: str) -> subprocess.CompletedProcess[str]:
    code = BLOCKED.format(blocked=blocked, extra=extra)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("blocked", "extra", "name"),
    [
        ("stable_baselines3", "sb3", "Stable-Baselines3"),
        ("openenv", "openenv", "OpenEnv"),
        ("inspect_ai", "inspect", "Inspect"),
    ],
)
def test_without_the_trainer_the_error_names_the_extra(blocked: str, extra: str, name: str) -> None:
    done = imported(blocked, extra)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"ModuleNotFoundError: {name} is missing")
    assert f"pip install 'perfgym[{extra}]'" in last


def test_the_environment_for_trl_is_imported_without_trl() -> None:
    """The trainer needs no base class, so an environment can be tried where TRL is not installed."""
    done = imported("trl", "trl")
    assert done.returncode == 0, done.stderr
