"""The secret key: where it comes from, who may read it, and the generators that it gives."""

import copy
import os
import pickle
import stat
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.errors import MachineError, SettingsError
from perfgym.machine import input_key as module
from perfgym.machine.input_key import (
    VARIABLE,
    InputKey,
    adopt_input_key,
    existing_input_key,
    input_key,
    input_key_path,
)
from perfgym.settings import resolve_settings

SECRET = "correct horse battery staple"
texts = st.text(min_size=1, max_size=40)
seeds = st.binary(min_size=16, max_size=16)


def drawn(key: InputKey, seed: bytes, label: str) -> bytes:
    """The first 16 bytes of a generator."""
    return key.rng(seed, label).bytes(16)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the key in an empty data folder, in a process that has no key yet."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(module, "_known", {})
    return input_key_path()


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behave as a new process."""
    monkeypatch.setattr(module, "_known", {})


@given(seeds, texts)
def test_an_equal_key_seed_and_label_give_an_equal_generator(seed: bytes, label: str) -> None:
    one, same = InputKey.of_text(SECRET, "here"), InputKey.of_text(SECRET, "there")
    assert drawn(one, seed, label) == drawn(same, seed, label)
    assert one.digest == same.digest


@given(seeds, seeds, texts, texts, texts, texts)
def test_another_key_seed_or_label_gives_another_generator(
    seed: bytes, other_seed: bytes, label: str, other_label: str, text: str, other_text: str
) -> None:
    """Texts that differ in white space at their ends alone are the same key."""
    found = {
        (name.strip(), one_seed, one_label): drawn(InputKey.of_text(name, ""), one_seed, one_label)
        for name in (text, other_text)
        for one_seed in (seed, other_seed)
        for one_label in (label, other_label)
    }
    assert len(set(found.values())) == len(found)


def test_streams_of_neighbouring_labels_are_uncorrelated() -> None:
    key = InputKey.of_text(SECRET, "")
    streams = np.stack([key.rng(bytes(16), f"test {number}").normal(size=4000) for number in range(20)])
    correlations = np.corrcoef(streams)[np.triu_indices(20, 1)]
    assert np.abs(correlations).max() < 6 / np.sqrt(4000)


@given(st.lists(texts, max_size=3), st.lists(texts, max_size=3))
def test_a_seal_fits_one_list_of_texts_under_one_key(one: list[str], other: list[str]) -> None:
    """Neither where one text ends and the next begins nor the key can be exchanged."""
    key = InputKey.of_text(SECRET, "")
    assert (key.seal(*one) == key.seal(*other)) == (one == other)
    assert key.seal(*one) != InputKey.of_text(SECRET + "!", "").seal(*one)


def test_the_file_is_made_once_for_its_user_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert existing_input_key() is None
    assert not file.parent.exists()
    key = input_key()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key.origin == str(file)
    forget(monkeypatch)
    found = existing_input_key()
    assert found is not None
    assert found.digest == input_key().digest == key.digest
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_processes_that_come_at_once_agree(file: Path) -> None:
    """Each makes a draft of its own; the first one that is linked stays."""

    def made(_: int) -> str:
        module._make(file)
        return module._read(file).digest

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(made, range(32)))) == 1
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_content_of_the_file_is_the_same_key_as_a_variable(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the key of one machine can be used on others."""
    digest = input_key().digest
    monkeypatch.setenv(VARIABLE, file.read_text())
    assert (input_key().digest, input_key().origin) == (digest, VARIABLE)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_can_open_is_refused(
    file: Path, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    input_key()
    content = file.read_text().strip()
    file.chmod(mode)
    forget(monkeypatch)
    for find in (input_key, existing_input_key):
        with pytest.raises(MachineError, match=f"mode {mode:04o}.*remove the file") as refused:
            find()
        assert content not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"ab" * 31, b"ab" * 33, b"AB" * 32, b"\xff" * 64])
def test_a_malformed_file_is_refused(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(MachineError, match=f"{file} should hold .* 64 hexadecimal digits"):
        input_key()


def test_a_pipe_in_place_of_the_file_is_refused_at_once(file: Path) -> None:
    file.parent.mkdir(parents=True)
    os.mkfifo(file, 0o600)
    with pytest.raises(MachineError, match="should hold"):
        input_key()


def test_a_process_that_cannot_keep_a_key_has_one_of_its_own_and_warns_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parents[1].write_text("a file where the folder should be")
    with pytest.warns(RuntimeWarning, match=f"cannot be kept in {file}.*{VARIABLE}"):
        key = input_key()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert input_key() is key
    assert not key.is_kept
    forget(monkeypatch)
    with pytest.warns(RuntimeWarning, match="cannot be kept"):
        assert input_key().digest != key.digest


@pytest.mark.parametrize("text", ["", "0123456789abcde", f"{'short':>40}"])
def test_a_variable_that_is_too_short_is_refused_and_not_quoted(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, text)
    with pytest.raises(SettingsError, match="at least 16 characters") as refused:
        input_key()
    assert not text.strip() or text.strip() not in str(refused.value)


def test_the_variable_is_known_to_the_settings_and_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    assert SECRET not in repr(resolve_settings())


@pytest.mark.parametrize("escape", [repr, str, pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_shows_its_secret_nowhere(escape: Any) -> None:
    key = InputKey(b"sixteen byte key", "the test")
    try:
        shown = escape(key)
    except TypeError as error:
        shown = str(error)
    assert isinstance(shown, str)
    assert "sixteen" not in shown


def test_a_worker_adopts_the_key_of_its_pool(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_adopted", None)
    sent = InputKey.of_text(SECRET, "the pool").for_worker()
    adopt_input_key(pickle.loads(pickle.dumps(sent)))
    assert input_key().digest == InputKey.of_text(SECRET, "").digest
    assert not file.exists()
