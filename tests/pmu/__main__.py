"""Run the tests that need hardware counters in a guest that has them."""

import sys
from pathlib import Path

import click

from tests.pmu.images import make_system
from tests.pmu.machine import MissingProgramsError, check_programs, run_in_guest

_JOB = """\
python3 -m pytest -v -p no:cacheprovider -o addopts=--import-mode=importlib --color=no \\
    --durations=5 -m hardware {tests}
"""


@click.command()
@click.argument("tests", nargs=-1)
@click.option("--script", type=click.Path(exists=True, path_type=Path), help="Run this shell script instead.")
@click.option(
    "--timeout", "timeout_s", default=2400.0, show_default=True, help="Seconds that the guest may run."
)
def main(tests: tuple[str, ...], script: Path | None, timeout_s: float) -> None:
    """Run TESTS, by default all that are marked `hardware`, in the guest, and print their report."""
    try:
        check_programs()
    except MissingProgramsError as error:
        raise click.ClickException(str(error)) from error
    job = (
        script.read_text()
        if script
        else _JOB.format(tests=" ".join(tests) or "tests/contract tests/system/measure")
    )
    try:
        sys.exit(run_in_guest(make_system(), job, timeout_s, click.echo))
    except TimeoutError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
