"""A problem -> the same with the sizes that fit this machine, found once and kept for all processes."""

from collections.abc import Callable

from perfgym.bank import Problem
from perfgym.evaluation.fit_sizes import OwnPrograms, fit_sizes
from perfgym.languages import Language
from perfgym.machine.facts import fingerprint
from perfgym.measure import Backend
from perfgym.measure.backend import CLOCK_MODE
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store import SizeFit, SizeFits, SizeKey

__all__ = ["MachineSizes"]


class MachineSizes:
    """Fits the sizes of timed inputs of problems to this machine.

    Args:
        size_fits: Keeps the factors; None to measure at the problems' own sizes. Backends that other work on
            the core does not disturb have fixed sizes.
        backend: Counts the cost.
        language: Language of the programs.
        sandbox: Contains them.
        settings: The limits that a larger input could reach.
    """

    def __init__(
        self,
        size_fits: SizeFits | None,
        backend: Backend,
        language: Language,
        sandbox: Sandbox,
        settings: Settings,
    ) -> None:
        is_timed = backend.needs_core and backend.mode == CLOCK_MODE
        self._size_fits = size_fits if is_timed else None
        self._language = language
        self._sandbox = sandbox
        self._limits = {
            "test_timeout_s": settings.test_timeout_s,
            "memory_bytes": float(settings.memory_bytes),
        }

    def fit(
        self,
        problem: Problem,
        programs: Callable[[], OwnPrograms],
        *,
        name: str = "",
        digest: str = "",
        toolchain: str = "",
    ) -> SizeFit | None:
        """The factor for a problem: the one that is kept, or else found now by running its programs.

        Args:
            problem: The problem with its own sizes.
            programs: Builds its programs, if they have to be run.
            name: Its name in the list of factors that are kept; by default the problem's own.
            digest: What the programs depend on; by default the problem's digest.
            toolchain: Name, version and flags of what builds them; by default the language's.

        Returns:
            The factor with the costs at it; None where sizes stay as they are.

        Raises:
            ProblemError: The reference fails at the problem's own sizes.
        """
        language = self._language
        has_sizes = CLOCK_MODE in problem.measured.get(language.name, {}) and problem.grown
        if self._size_fits is None or not has_sizes:
            return None
        key = SizeKey(
            host=fingerprint(),
            problem=name or problem.name,
            problem_sha256=digest or problem.digest,
            language=language.name,
            toolchain=toolchain or language.toolchain().identity,
            sandbox=self._sandbox.name,
            limits=self._limits,
            target_ms=language.measured_ms,
        )
        if known := self._size_fits.recall(key):
            return known
        found = fit_sizes(problem, programs, key)
        return found and self._size_fits.remember(found)

    def fitted(self, problem: Problem, fit: SizeFit) -> Problem:
        """The problem with its sizes for the clock multiplied by a factor."""
        return problem.multiplied(self._language.name, CLOCK_MODE, fit.factor)
