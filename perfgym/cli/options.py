"""Options and arguments that several commands share."""

import math
from typing import Any

import click

from perfgym.languages import LANGUAGES
from perfgym.measure import BACKENDS

__all__ = [
    "FiniteRange",
    "backend_option",
    "force_option",
    "jobs_option",
    "json_option",
    "language_option",
    "reward_option",
    "seed_option",
]

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Seed of all inputs, except those of timed runs, which are fresh each time.",
)
force_option = click.option("--force", is_flag=True, help="Overwrite a file that exists.")


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many programs to build and test at the same time; they are measured one at a time.",
)


def backend_option(default: str) -> Any:
    """Return the option that chooses the backend; its help names the default."""
    return click.option(
        "--backend", type=click.Choice(list(BACKENDS)), help=f"What measures; default: {default}."
    )


reward_option = click.option(
    "--reward",
    help="The reward: improvement, weighted or log_speedup; the first two also with weights, e.g. "
    "improvement:time=1; default: $PERFGYM_REWARD, or improvement.",
)


def language_option(help_text: str) -> Any:
    """Return an option that takes languages, each given by an option of its own."""
    return click.option(
        "--language", "languages", multiple=True, type=click.Choice(list(LANGUAGES)), help=help_text
    )


class FiniteRange(click.FloatRange):
    """Type of an option that takes a finite number within bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; fail where it is NaN, infinite or out of bounds."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number", param, ctx)
        return number
