"""What doctor says of the tasks of PerfRepo."""

from pathlib import Path

import pytest

from perfgym.doctor import repositories
from perfgym.doctor.repositories import examine_repositories
from perfgym.doctor.row import Health
from perfgym.errors import ToolchainMissingError


def test_missing_files_are_named_with_the_command_that_fetches_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    *_, files = examine_repositories()
    assert files.health is Health.LIMITED
    assert files.seen.startswith("5 of 10 here: kvcodec, ")
    assert (
        files.advice
        == "bitset, decimal, gjson, levenshtein, uniseg cannot be played; run `perfgym repo fetch`"
    )


def test_missing_tools_limit_perfgym_and_break_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ToolchainMissingError("it is not on PATH; install it")

    monkeypatch.setattr(repositories, "find_go", missing)
    monkeypatch.setattr(repositories, "git_toolchain", missing)
    for row in list(examine_repositories())[:2]:
        assert row.health is Health.LIMITED
        assert row.advice == "the environments of PerfRepo cannot be used; it is not on PATH; install it"
