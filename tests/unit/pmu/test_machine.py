"""What a machine is told that cannot boot the guest whose counters work."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.pmu.__main__ import main


def test_a_machine_without_qemu_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is fetched before the programs are known to be there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(main)
    assert result.exit_code == 1
    assert "qemu-system-aarch64" in result.output
    assert "run `apt install qemu-system-arm" in result.output
