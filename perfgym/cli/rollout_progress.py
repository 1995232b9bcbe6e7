"""The output of a rollout: statistics while it plays, and a summary at the end."""

import contextlib
import math
import time
from collections.abc import Callable, Collection, Generator

from perfgym.cli.listing import one_line
from perfgym.cli.output import echo
from perfgym.cli.played import formatted, pass_at_text, print_environments, tokens_text
from perfgym.cli.progress import progress_bar
from perfgym.rollout import EpisodeResult, Plan, RolloutSummary, summarise

__all__ = ["print_summary", "rollout_progress"]

_LINES = 20  # of progress in all, where there is no terminal
_INTERVAL_S = 0.25  # between two summaries, which look at all episodes


@contextlib.contextmanager
def rollout_progress(plan: Plan) -> Generator[Callable[[Collection[EpisodeResult]], None]]:
    """Yield a function that takes the results of all episodes so far, and shows statistics of them.

    They stand beside a progress bar on a terminal. Without a terminal a line is written to standard error
    after every twentieth part of the episodes.
    """
    lines, updated_s = 0, -math.inf

    with progress_bar(total=plan.total) as bar:

        def report(results: Collection[EpisodeResult]) -> None:
            nonlocal lines, updated_s
            if len(results) < plan.total and time.monotonic() - updated_s < _INTERVAL_S:
                return
            updated_s = time.monotonic()
            summary = summarise(plan, results)
            bar.update(_statistics(summary) or "starting the environments", completed=summary.done)
            before, lines = lines, summary.done * _LINES // plan.total
            if not bar.is_visible and before < lines:
                echo(f"{summary.done}/{summary.episodes} {_statistics(summary)}", err=True)

        yield report


def _statistics(summary: RolloutSummary) -> str:
    """Return what is known so far, in one line."""
    played = summary.statistics
    tokens = tokens_text(summary.usage)
    parts = [
        formatted("reward {:+.3f}", played.mean_reward),
        formatted("accepted {:.0%}", played.accepted),
        formatted("best {:.2f}x", played.best_speedup),
        tokens and f"{tokens} tokens",
        formatted("cost {:.4f}", summary.usage.get("cost")),
        formatted("{:.1f} evaluations ahead in the queue", summary.queue_ahead),
        formatted("faults {}", summary.faults or None),
    ]
    return ", ".join(filter(None, parts))


def print_summary(run_id: str, summary: RolloutSummary, results: Collection[EpisodeResult]) -> None:
    """Print what came of a rollout.

    Args:
        run_id: The run that holds its episodes.
        summary: Statistics of all episodes.
        results: The episodes.
    """
    echo(f"run {run_id}: {summary.done} of {summary.episodes} episodes")
    echo(_statistics(summary))
    if summary.best_of > 1:
        best_of = formatted(f"best of {summary.best_of}: reward {{:+.3f}}", summary.best_of_n)
        echo(", ".join(filter(None, [pass_at_text(summary.statistics.pass_at), best_of])))
        best = ", ".join(str(group.best) for group in summary.groups)
        echo(f"the best episode of each seed: {best or 'none'}")
    if len(summary.environments) > 1:
        print_environments(summary.environments)
    if summary.faults:
        fault = next(result for result in results if result.fault)
        echo(f"{summary.faults} ended in a fault; episode {fault.number}: {one_line(fault.fault)}")
