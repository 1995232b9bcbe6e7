"""A result -> its measures: of all problems, by language, by class and of each task. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from perfgym.bench.measures import MEASURES, Estimate, Measure, best_sample, estimate
from perfgym.bench.result import BenchResult, BenchTask, Played

__all__ = ["BenchSummary", "Group", "TaskRow", "problem_values", "summarise_bench"]

Choose = Callable[[Sequence[Played]], Sequence[Played]]
"""The samples of a task -> those that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The measures of a group of tasks.

    Attributes:
        name: Name of the group, e.g. of a language.
        problems: Number of problems.
        tasks: Number of tasks; a problem in two languages is two tasks.
        mean: Name of a measure -> its mean over samples.
        best: The same of the best sample of each task; empty where there is one sample.
    """

    name: str
    problems: int
    tasks: int
    mean: Mapping[str, Estimate]
    best: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task.

    Attributes:
        task: The task.
        samples: Its episodes that say something about the agent.
        best: The best of them; None where there is none.
        values: Name of a measure -> its mean over samples; None where it has no value.
    """

    task: BenchTask
    samples: Sequence[Played]
    best: Played | None
    values: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchSummary:
    """The measures of a result.

    Attributes:
        overall: Those of all problems.
        languages: Those of each language.
        classes: Those of each class, by name. A problem counts in every class that it has.
        tasks: Those of each task, by ID.
    """

    overall: Group
    languages: Sequence[Group]
    classes: Sequence[Group]
    tasks: Sequence[TaskRow]


def _all(samples: Sequence[Played]) -> Sequence[Played]:
    return samples


def _best(samples: Sequence[Played]) -> Sequence[Played]:
    return [best_sample(samples)] if samples else []


def _task_value(measure: Measure, task: BenchTask, samples: Iterable[Played]) -> float | None:
    """The mean over samples of what a measure takes the mean of; None where there is nothing."""
    values = [value for one in samples if (value := measure.value(task, one)) is not None]
    return fmean(values) if values else None


def problem_values(
    measure: Measure, result: BenchResult, tasks: Iterable[BenchTask], choose: Choose = _all
) -> dict[str, float]:
    """Name of each problem that has a value -> the mean over its tasks of their mean over samples.

    Args:
        measure: The measure.
        result: The result that holds the episodes.
        tasks: The tasks that count.
        choose: The samples of a task -> those that count.
    """
    found: dict[str, list[float]] = defaultdict(list)
    for task in tasks:
        value = _task_value(measure, task, choose(result.samples(task.env_id)))
        if value is not None:
            found[task.problem].append(value)
    return {problem: fmean(values) for problem, values in found.items()}


def _estimates(result: BenchResult, tasks: Sequence[BenchTask], choose: Choose) -> dict[str, Estimate]:
    return {
        name: estimate(measure, list(problem_values(measure, result, tasks, choose).values()))
        for name, measure in MEASURES.items()
    }


def _group(name: str, result: BenchResult, tasks: Sequence[BenchTask]) -> Group:
    return Group(
        name=name,
        problems=len({task.problem for task in tasks}),
        tasks=len(tasks),
        mean=_estimates(result, tasks, _all),
        best=_estimates(result, tasks, _best) if result.protocol.samples > 1 else {},
    )


def _row(result: BenchResult, task: BenchTask) -> TaskRow:
    samples = result.samples(task.env_id)
    means = {name: _task_value(one, task, samples) for name, one in MEASURES.items()}
    return TaskRow(
        task=task,
        samples=samples,
        best=best_sample(samples) if samples else None,
        values={
            name: None if mean is None else float(MEASURES[name].of_mean(mean))
            for name, mean in means.items()
        },
    )


def summarise_bench(result: BenchResult) -> BenchSummary:
    """The measures of a result."""
    languages = list(dict.fromkeys(task.language for task in result.tasks))
    classes = sorted({name for task in result.tasks for name in task.classes})
    return BenchSummary(
        overall=_group("all problems", result, result.tasks),
        languages=[
            _group(name, result, [task for task in result.tasks if task.language == name])
            for name in languages
        ],
        classes=[
            _group(name, result, [task for task in result.tasks if name in task.classes]) for name in classes
        ],
        tasks=[_row(result, task) for task in result.tasks],
    )
