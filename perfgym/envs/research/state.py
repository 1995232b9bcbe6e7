"""What an episode has come to, as a value: for a person, a server or a program that watches."""

import msgspec

from perfgym.research.records import Experiment, Final, Signals

__all__ = ["ResearchState"]


class ResearchState(msgspec.Struct, frozen=True, kw_only=True):
    """An episode as it stands.

    Attributes:
        task: Name of the task.
        task_sha256: Digest of the task's files.
        evaluation: ``"verified"``, or ``"reported"`` if figures are the program's own word.
        launcher: What starts the runs.
        tag: Name of the session.
        branch: Name of the branch that holds the keeps.
        folder: The session's folder.
        worktree: Its worktree, which holds the program and the files that tell of the session.
        seed: The session's seed in hexadecimal. Hidden texts and hidden seeds are drawn from it together
            with the user's secret key.
        input_key: Digest of that key.
        run_seeds: Numbers of the hidden seeds that runs were made with, in order.
        scale: The share of the work that a run takes.
        sigma: Standard deviation of runs that differ only in their seeds, as it is known now.
        freedom: Degrees of freedom of that estimate.
        incumbent: Number of the experiment whose program is kept now.
        best: Number of the experiment with the lowest bits per byte that was kept.
        experiments: All experiments; the baseline is the first. The last one may still be explained.
        signals: What the history says about going on as before.
        notes: The agent's sections of ``notes.md`` by heading.
        final: The end of the session; None before it.
        max_experiments: Experiments of an episode.
        experiments_left: Experiments left.
        cpu_s: CPU seconds that all runs took.
        budget_cpu_s: CPU seconds after which the episode ends; None for no such limit.
        cost_usd: Dollars that all runs cost; None if that is not known.
        budget_usd: Dollars after which the episode ends; None for no such limit.
        paid: When the reward is paid.
        rewards: The reward of each step so far.
    """

    task: str
    task_sha256: str
    evaluation: str
    launcher: str
    tag: str
    branch: str
    folder: str
    worktree: str
    seed: str
    input_key: str
    run_seeds: tuple[int, ...]
    scale: float
    sigma: float
    freedom: int
    incumbent: int
    best: int
    experiments: tuple[Experiment, ...]
    signals: Signals
    notes: dict[str, str]
    final: Final | None
    max_experiments: int
    experiments_left: int
    cpu_s: float
    budget_cpu_s: float | None
    cost_usd: float | None
    budget_usd: float | None
    paid: str
    rewards: tuple[float, ...]
