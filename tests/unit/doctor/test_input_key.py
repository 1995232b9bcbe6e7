"""Doctor on the secret key of inputs: where it comes from, and what is lost without one."""

from pathlib import Path

import pytest

from perfgym.doctor import Health
from perfgym.doctor.input_key import examine_input_key
from perfgym.errors import SettingsError
from perfgym.machine import input_key as module
from perfgym.machine.input_key import VARIABLE, input_key, input_key_path

SECRET = "correct horse battery staple"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the key in an empty data folder, in a process that has no key yet."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(module, "_known", {})
    return input_key_path()


def test_a_variable_is_named_with_the_digest_and_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    row = examine_input_key()
    assert (row.health, row.seen) == (Health.FINE, f"{input_key().digest}, from {VARIABLE}")
    assert SECRET not in repr(row)


def test_a_variable_that_is_too_short_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "short")
    with pytest.raises(SettingsError, match="at least 16"):
        examine_input_key()


def test_a_key_that_is_still_to_be_made_is_announced_and_not_made(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = examine_input_key()
    assert (row.health, row.seen) == (Health.FINE, f"none yet; the first episode makes it in {file}")
    assert not file.parent.exists()
    digest = input_key().digest
    monkeypatch.setattr(module, "_known", {})
    assert examine_input_key().seen == f"{digest}, from {file}"


def test_a_key_that_others_can_read_is_broken(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    input_key()
    file.chmod(0o644)
    monkeypatch.setattr(module, "_known", {})
    row = examine_input_key()
    assert row.health is Health.BROKEN
    assert "mode 0644" in row.advice
    assert file.read_text().strip() not in repr(row)


def test_a_key_that_cannot_be_kept_is_a_limit(file: Path) -> None:
    file.parents[1].write_text("a file where the folder should be")
    row = examine_input_key()
    assert row.health is Health.LIMITED
    assert VARIABLE in row.advice
    with pytest.warns(RuntimeWarning):
        input_key()
    assert (examine_input_key().health, examine_input_key().advice) == (Health.LIMITED, row.advice)
