"""Programs that cheat, submitted for real: none gains, leaks, breaks the harness or leaves anything."""

import collections
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from perfgym.feedback import turn_text
from tests.hostile.attacks import ATTACKS, Attack
from tests.hostile.range import Range, fire, shooting_range

_REPOSITORY = Path(__file__).parents[2]
_KEY_ATTACKS = (
    "a_host_files", "a_network", "a_write_everywhere", "b_endless_malloc", "b_shared_memory", "b_fork_bomb",
    "b_output_flood", "b_disk_flood", "b_huge_bss", "b_busy_loop", "b_incbin", "c_background_helper",
)  # fmt: skip


def _named(attack: Attack) -> str:
    return attack.name


@pytest.fixture(scope="module")
def the_range() -> Generator[Range]:
    """One range for all attacks, so that each would meet what another left."""
    with shooting_range() as opened:
        yield opened


@pytest.fixture(scope="module", autouse=True)
def host_listener() -> Generator[None]:
    """A socket of the host's that no program may reach."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("\0perfgym-hostile-listener")
        listener.listen()
        listener.setblocking(False)
        yield
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.parametrize("attack", ATTACKS, ids=_named)
def test_an_attack_comes_to_nothing(the_range: Range, attack: Attack) -> None:
    """The status is an expected one, nothing forbidden worked, nothing was gained, nothing is left."""
    evaluation = fire(the_range, attack)
    feedback = turn_text(evaluation)
    assert "root:" not in feedback
    assert len(feedback) < 20_000


def test_every_class_of_attack_is_tried() -> None:
    """The catalogue covers escape, exhaustion, cheating and text."""
    counts = collections.Counter(attack.letter for attack in ATTACKS)
    assert set(counts) == set("ABCD")
    assert counts.total() >= 55, counts


def test_an_honest_program_still_passes_after_all_attacks(the_range: Range) -> None:
    """What the attacks did to the sandbox, if anything, does not show."""
    problem = the_range.evaluator.problem
    assert the_range.submit(problem.experts["c"]).status == "ACCEPTED"


def test_resubmitting_a_program_draws_no_new_luck(the_range: Range) -> None:
    """The same program, or the same with other white space, keeps the samples it had."""
    source = the_range.evaluator.problem.references["c"]
    first, again, spaced = (the_range.submit(s) for s in (source, source, "\n\n// other\n" + source))
    assert first.measurement is not None
    assert first.measurement is again.measurement is spaced.measurement


def test_key_attacks_fail_without_a_memory_control_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no control group can be had, limits on address space hold."""
    monkeypatch.setattr("perfgym.sandbox.jail.make_memory_cgroup", lambda: None)
    with shooting_range() as without:
        assert without.sandbox.memory_tier == "address-space"
        for attack in ATTACKS:
            if attack.name in _KEY_ATTACKS:
                fire(without, attack)


_AS_USER = """
import os, tempfile
from tests.hostile.attacks import ATTACKS
from tests.hostile.range import fire, shooting_range
with shooting_range() as mine:
    for attack in ATTACKS:
        if attack.name in os.environ["ATTACKS"].split():
            fire(mine, attack)
print("held as uid", os.getuid())
"""


def _run_as_nobody(interpreter: str, code: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "TMPDIR": str(home),
        "ATTACKS": " ".join(_KEY_ATTACKS),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join([str(_REPOSITORY), *(p for p in sys.path if "site-packages" in p)]),
    }
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", interpreter, "-c", code]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=_REPOSITORY, check=False
    )


@pytest.mark.skipif(os.getuid() != 0, reason="this is an ordinary user: every other test shows it")
def test_key_attacks_fail_for_an_ordinary_user() -> None:
    """Without root's rights the same promises hold."""
    home = Path("/tmp") / f"nobody-{os.getpid()}"  # pytest's own folders are root's alone
    home.mkdir()
    home.chmod(0o777)
    try:
        for interpreter in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
            if (
                shutil.which(interpreter)
                and not _run_as_nobody(interpreter, "import perfgym", home).returncode
            ):
                done = _run_as_nobody(interpreter, _AS_USER, home)
                assert done.stdout.strip() == "held as uid 65534", done.stderr[-3000:]
                return
    finally:
        shutil.rmtree(home)
    pytest.skip("no interpreter here can be run, or can import perfgym, as an ordinary user")
