"""Check the trees of a task: its own, an equal one, the expert's and its steps', and some with mistakes."""

import math
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import numpy as np

from perfgym.authoring.check import Check
from perfgym.authoring.cost_checks import LEAST_HEADROOM, times_text, why_not_accepted
from perfgym.authoring.mutants import mutants
from perfgym.errors import ProblemError
from perfgym.records import Evaluation, Interval, Role, Status
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.evaluation.measured_tree import submission_of
from perfgym.repo.workspace.canonical import canonical_repository
from perfgym.repo.workspace.editable import changed_paths, why_not_editable
from perfgym.repo.workspace.git import Git
from perfgym.repo.workspace.tree import Tree, TreeError
from perfgym.sandbox import Sandbox

__all__ = ["TaskTrees"]

_SEED = 1
_MOST_MUTANTS = 6  # of one package that are built, until one is noticed
_FAR = 1.5  # a speed-up that differs from the expected one by this factor is not that of the task's author
_DECLARATION = re.compile(rb"^(?:import|func|type|var)\b", re.MULTILINE)
_TEST_NAME = re.compile(r"\b(?:Test|Example|Fuzz)\w*")


@dataclass(slots=True)
class TaskTrees:
    """Evaluates variants of a task's tree.

    Attributes:
        evaluator: Measures; its episode has begun.
        grader: Builds and tests without measuring; its episode has begun.
        sandbox: Contains git.
    """

    evaluator: RepoEvaluator
    grader: RepoEvaluator
    sandbox: Sandbox
    _rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(_SEED))

    @property
    def base(self) -> Tree:
        """The task's own tree."""
        return self.evaluator.base

    def check_equal(self) -> Check:
        """Check that a tree of equal code, whose lines are elsewhere, is neither faster nor slower.

        One in a hundred such intervals excludes "no difference" by chance, so a second one decides.
        """
        seen = ""
        for lines in (1, 2):
            evaluation = self._evaluate(self.evaluator, self._shifted(lines))
            seen = why_not_accepted(evaluation) or times_text(_time(evaluation))
            if evaluation.measurement and not _time(evaluation).significant:
                break
        else:
            return Check(what="equal code shows no difference (A/A)", holds=False, seen=seen)
        return Check(what="equal code shows no difference (A/A)", holds=True, seen=seen)

    def check_expert(self) -> Iterator[Check]:
        """Check that the expert's patch applies, passes, is fast, and that mistakes in it are noticed."""
        task = self.evaluator.task
        if not task.expert:
            what = "there is an expert.patch, which shows what can be gained"
            yield Check(what=what, holds=False, advice=True)
            return
        tree = yield from self._patched("expert.patch", task.expert)
        if tree is None:
            return
        evaluation = self._evaluate(self.evaluator, tree)
        seen = why_not_accepted(evaluation)
        yield Check(what="the expert passes all tests", holds=not seen, seen=seen)
        if evaluation.measurement:
            interval = _time(evaluation)
            yield Check(
                what=f"the expert is at least {LEAST_HEADROOM:g} times as fast as the task's own tree",
                holds=interval.low > math.log(LEAST_HEADROOM),
                seen=f"{times_text(interval)}; {_each(evaluation)}",
            )
            yield from self._check_expected("expert", interval)
        yield self._check_broken(tree)

    def check_steps(self) -> Iterator[Check]:
        """Check that each step passes all tests and is certainly faster."""
        steps = self.evaluator.task.steps
        if not steps:
            what = "there is a first step, steps/01-first.patch, the improvement that comes to mind first"
            yield Check(what=what, holds=False, advice=True)
        for number, (name, patch) in enumerate(steps.items()):
            tree = yield from self._patched(f"steps/{name}.patch", patch)
            if tree is None:
                continue
            evaluation = self._evaluate(self.evaluator, tree)
            seen = why_not_accepted(evaluation)
            if evaluation.measurement:
                seen = f"{times_text(_time(evaluation))}; {_each(evaluation)}"
            yield Check(
                what=f"steps/{name}.patch passes all tests and is certainly faster",
                holds=evaluation.accepted and evaluation.faster,
                seen=seen,
            )
            if evaluation.measurement and not number:
                yield from self._check_expected("first_step", _time(evaluation))

    def check_mutations(self) -> Iterator[Check]:
        """Check that a mistake in each package that may be changed is noticed, and say by what."""
        for package in self._packages():
            yield self._check_mutation(package)

    # ---- parts ---------------------------------------------------------------------------------------------

    def _evaluate(self, evaluator: RepoEvaluator, tree: Tree) -> Evaluation:
        return evaluator.evaluate(submission_of(tree, evaluator.task), self._rng)

    def _patched(self, name: str, patch: str) -> Generator[Check, None, Tree | None]:
        """Apply a patch of the author's; None if it does not apply."""
        tree, seen = self._applied(patch)
        yield Check(what=f"{name} applies", holds=not seen, seen=seen)
        if tree is None:
            return None
        task = self.evaluator.task
        fixed = [
            f"{path} {reason}"
            for path in changed_paths(self.base, tree)
            if (reason := why_not_editable(path, task.editable))
        ]
        what = f"{name} changes only what an agent may change"
        yield Check(what=what, holds=not fixed, seen="; ".join(fixed))
        return tree

    def _applied(self, patch: str) -> tuple[Tree | None, str]:
        """The tree with a patch, and why there is none."""
        repository = canonical_repository(self.base.files)
        answer = Git(self.sandbox, repository).apply(repository.workspace, patch.encode())
        if answer.refusal or answer.exit_code:
            return None, answer.refusal or answer.stderr.decode(errors="replace").strip()
        try:
            return Tree.from_tar(answer.workspace.tree), ""
        except TreeError as error:
            return None, str(error)

    def _shifted(self, lines: int) -> Tree:
        """The task's own tree with empty lines before the code of one file: other bytes, equal code."""
        task = self.evaluator.task
        path = next(path for path in self.base.files if _is_source(path, task.editable))
        text = self.base.files[path].content
        return self.base.with_file(path, _DECLARATION.sub(b"\n" * lines + rb"\g<0>", text, count=1))

    def _check_expected(self, what: str, interval: Interval) -> Iterator[Check]:
        """Compare a speed-up with the one in ``task.toml``."""
        expected = self.evaluator.task.expected.get(what)
        if expected is None:
            return
        found = math.exp(interval.estimate)
        yield Check(
            what=f"the speed-up is about what [expected] {what} says",
            holds=expected / _FAR <= found <= expected * _FAR,
            seen=f"{found:.2f} beside {expected:g}",
            advice=True,
        )

    def _check_broken(self, expert: Tree) -> Check:
        """Check that outputs of workloads tell a mistake in a line that the expert wrote."""
        what = "a mistake in the expert's code changes an output of a workload"
        tried = 0
        for path in changed_paths(self.base, expert):
            if path not in expert.files or not path.endswith(".go"):
                continue
            for mistake, text in self._drawn(expert, path, _new_lines(self.base, expert, path)):
                evaluation = self._evaluate(self.grader, expert.with_file(path, text))
                if evaluation.status is Status.COMPILE_ERROR:
                    continue
                tried += 1
                if by := _noticed_by(evaluation, self.grader)[1]:
                    return Check(what=what, holds=True, seen=f"{mistake}: {by}")
                if tried == _MOST_MUTANTS:
                    return Check(what=what, holds=False, seen=f"none of {tried} mistakes did")
        return Check(what=what, holds=False, seen=f"none of {tried} mistakes did", advice=not tried)

    def _check_mutation(self, package: str) -> Check:
        what = f"a mistake in {package} is noticed"
        task = self.grader.task
        files = [
            path for path in self.base.files if _package(path) == package and _is_source(path, task.editable)
        ]
        drawn = [
            (path, mistake, text) for path in files for mistake, text in self._drawn(self.base, path, None)
        ]
        survived: list[str] = []
        for index in self._rng.permutation(len(drawn)):
            path, mistake, text = drawn[int(index)]
            evaluation = self._evaluate(self.grader, self.base.with_file(path, text))
            if evaluation.status is Status.COMPILE_ERROR:
                continue
            tests, workloads = _noticed_by(evaluation, self.grader)
            if tests or workloads:
                missed = f"; not noticed: {', '.join(survived)}" if survived else ""
                by = " and ".join(filter(None, (tests, workloads)))
                return Check(what=what, holds=True, seen=f"{mistake}: by {by}{missed}")
            survived.append(mistake)
            if len(survived) == _MOST_MUTANTS:
                break
        if not survived:
            return Check(what=what, holds=False, seen="it has no place for a small mistake", advice=True)
        return Check(what=what, holds=False, seen=f"not noticed: {', '.join(survived)}; add hidden tests")

    def _drawn(self, tree: Tree, path: str, lines: set[int] | None) -> list[tuple[str, bytes]]:
        """Mistakes in a file, in random order: in words, and the file's content."""
        text = tree.files[path].content.decode(errors="surrogateescape")
        found = [
            (f"{path}:{one.line} {one.mistake}", one.text.encode(errors="surrogateescape"))
            for one in mutants(text, lines)
        ]
        return [found[int(index)] for index in self._rng.permutation(len(found))]

    def _packages(self) -> list[str]:
        """The packages that have a file which an agent may change."""
        task = self.evaluator.task
        return sorted({_package(path) for path in self.base.files if _is_source(path, task.editable)})


def _is_source(path: str, editable: tuple[str, ...]) -> bool:
    return path.endswith(".go") and not why_not_editable(path, editable)


def _package(path: str) -> str:
    folder = PurePosixPath(path).parent
    return "." if folder == PurePosixPath() else f"./{folder}"


def _new_lines(base: Tree, changed: Tree, path: str) -> set[int]:
    """Numbers of the lines of a changed file whose text the file did not have before."""
    before = set(base.files[path].content.splitlines()) if path in base.files else set[bytes]()
    lines = changed.files[path].content.splitlines()
    return {number for number, line in enumerate(lines, 1) if line not in before}


def _time(evaluation: Evaluation) -> Interval:
    if evaluation.measurement is None:
        raise ProblemError(f"the tree was not measured: {why_not_accepted(evaluation)}")
    return evaluation.measurement.intervals[Role.TIME]


def _each(evaluation: Evaluation) -> str:
    """The speed-up of each workload."""
    workloads = evaluation.facts["workloads"]
    return ", ".join(f"{name} {facts['speedup']:.2f}" for name, facts in workloads.items())


def _noticed_by(evaluation: Evaluation, grader: RepoEvaluator) -> tuple[str, str]:
    """Which tests and which workloads failed, in words; empty where none did."""
    if evaluation.measured_failure:
        return "", f"a measured output: {evaluation.measured_failure.detail}"
    if evaluation.verdict is None:
        return ("", "") if evaluation.accepted else (str(evaluation.status), "")
    failed = [one for one in evaluation.verdict.results if one.status is not Status.ACCEPTED]
    tests = [one for one in failed if one.name.startswith("go test ")]
    names = {name for one in tests for name in _TEST_NAME.findall(one.detail)}
    hidden = {name for name in names if _is_hidden(grader, name)}
    kinds = ["required tests"] if names - hidden or (tests and not names) else []
    kinds += ["hidden tests"] if hidden else []
    workloads = sorted({one.name.partition(":")[0] for one in failed if one not in tests})
    outputs = f"outputs of {', '.join(workloads)}" if workloads else ""
    return " and ".join(kinds), outputs


def _is_hidden(grader: RepoEvaluator, name: str) -> bool:
    function = f"func {name}(".encode()
    return any(function in file.content for file in grader.task.hidden.files.values())
