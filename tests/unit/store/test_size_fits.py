"""Factors of sizes in files: kept for all processes, and checked when they are read."""

import json
import os
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from perfgym.store import DamagedFit, SizeFit, SizeFits, SizeKey

KEY = SizeKey(
    host="0123456789abcdef",
    problem="matmul",
    problem_sha256="p",
    language="c",
    toolchain="gcc 12",
    sandbox="supervisor",
    limits={"test_timeout_s": 10.0, "memory_bytes": 0},
    target_ms=(40.0, 150.0),
)
FIT = SizeFit(key=KEY, factor=2.0**0.5, reference_ms=50.0, expert_ms=4.5, startup_ms=0.7, why_not="because")


def file_of(folder: Path, key: SizeKey = KEY) -> Path:
    return folder / key.host / key.file_name


def test_a_factor_is_kept_for_other_processes(tmp_path: Path) -> None:
    assert SizeFits(tmp_path).recall(KEY) is None
    assert SizeFits(tmp_path).remember(FIT) == FIT
    assert SizeFits(tmp_path).recall(KEY) == FIT
    assert list(SizeFits(tmp_path).known(KEY.host)) == [FIT]
    assert list(SizeFits(tmp_path).known("another")) == []
    assert [path.name for path in file_of(tmp_path).parent.iterdir()] == [KEY.file_name]


@pytest.mark.parametrize(
    "changed",
    [
        {"host": "ffffffffffffffff"},
        {"problem": "sort"},
        {"problem_sha256": "q"},
        {"language": "rust"},
        {"toolchain": "gcc 13"},
        {"sandbox": "bubblewrap"},
        {"limits": {"test_timeout_s": 1.0, "memory_bytes": 0}},
        {"target_ms": (60.0, 150.0)},
    ],
    ids=str,
)
def test_a_factor_is_recalled_only_if_everything_it_depends_on_is_equal(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    SizeFits(tmp_path).remember(FIT)
    assert SizeFits(tmp_path).recall(replace(KEY, **changed)) is None


def test_the_first_of_several_processes_decides(tmp_path: Path) -> None:
    """Its factor counts for the others, too, although they have found another one."""
    SizeFits(tmp_path).remember(FIT)
    slower = SizeFits(tmp_path)
    assert slower.remember(replace(FIT, factor=2.0)) == FIT
    assert slower.recall(KEY) == FIT


def test_what_is_recalled_once_stays_the_same(tmp_path: Path) -> None:
    fits = SizeFits(tmp_path)
    fits.remember(FIT)
    assert SizeFits(tmp_path).forget(KEY.host) == 1
    assert fits.recall(KEY) == FIT
    assert SizeFits(tmp_path).recall(KEY) is None


def edited(**changed: Any) -> Callable[[Path], None]:
    """Change top-level entries of a file."""

    def edit(path: Path) -> None:
        path.write_text(json.dumps(json.loads(path.read_text()) | changed))

    return edit


def moved(path: Path) -> None:
    """Let the file of a key hold the factor of another."""
    edited(key=json.loads(path.read_text())["key"] | {"problem_sha256": "q"})(path)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_text(""),
    "cut": lambda path: path.write_text(path.read_text()[:40]),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "a list": lambda path: path.write_text("[]"),
    "deep": lambda path: path.write_text("[" * 60_000),
    "large": lambda path: path.write_text(" " * (1 << 20)),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "factor off the grid": edited(factor=1.3),
    "factor 0": edited(factor=0.0),
    "factor 1e9": edited(factor=1e9),
    "factor as text": edited(factor="2"),
    "factor NaN": edited(factor=float("nan")),
    "negative cost": edited(reference_ms=-1.0),
    "endless cost": edited(startup_ms=float("inf")),
    "of another problem": moved,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_found_again_with_a_warning(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    """Nothing that it holds is used, and the factor that is found then replaces it."""
    SizeFits(tmp_path).remember(replace(FIT, factor=2.0))
    damage(file_of(tmp_path))
    fits = SizeFits(tmp_path)
    with pytest.warns(RuntimeWarning, match="is damaged, so the factor in it is found again"):
        assert fits.recall(KEY) is None
    (shown,) = fits.known(KEY.host)
    assert isinstance(shown, DamagedFit)
    if not file_of(tmp_path).is_dir():
        fits.remember(FIT)
        assert SizeFits(tmp_path).recall(KEY) == FIT


@pytest.mark.parametrize("place", ["file/in/the/way", ""], ids=["no folder can be made", "no home"])
def test_without_a_folder_factors_are_kept_in_memory_with_one_warning(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    fits = SizeFits(tmp_path / place if place else None)
    with pytest.warns(RuntimeWarning, match="each process finds the factors of measured sizes anew"):
        assert fits.remember(FIT) == FIT
    assert fits.recall(KEY) == FIT
    other = replace(FIT, key=replace(KEY, problem="sort"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert fits.remember(other) == other
    assert list(fits.known(KEY.host)) == []
    assert fits.forget(KEY.host) == 0


def test_a_killed_process_leaves_no_part_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name appears when the content is complete."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", killed)
    with pytest.raises(KeyboardInterrupt):
        SizeFits(tmp_path).remember(FIT)
    assert list(file_of(tmp_path).parent.iterdir()) == []
