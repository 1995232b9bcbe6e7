"""`perfgym export`, called with some arguments."""

from pathlib import Path

from click.testing import CliRunner

from perfgym.cli.commands.export import command

__all__ = ["exported"]


def exported(path: Path, *arguments: str) -> Path:
    """Export to a path, and return it; the store lies in the folder of the path."""
    store = str(path.with_name("store.sqlite"))
    result = CliRunner().invoke(
        command, [*arguments, "-o", str(path), "--store", store], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return path
