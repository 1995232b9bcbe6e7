"""What every environment stands on: a problem in a language, with what evaluates programs for it."""

import math
from typing import Any

from perfgym.bank import Problem, load_problem
from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES, Language
from perfgym.measure import Backend, make_backend
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import Settings

__all__ = ["Workbench", "check_render_mode"]


def check_render_mode(render_mode: str | None, known: list[str]) -> None:
    """Sees that an environment can be rendered so.

    Raises:
        SettingsError: It cannot.
    """
    if render_mode is not None and render_mode not in known:
        raise SettingsError(f"render_mode must be one of {', '.join(known)}; got {render_mode!r}")


def _language(name: str) -> Language:
    if name not in LANGUAGES:
        raise SettingsError(f"no language is called {name!r}; {suggestion(name, LANGUAGES)}")
    return LANGUAGES[name]


class Workbench:
    """A problem in a language, a sandbox and an evaluator, opened and closed together.

    Args:
        problem: Name of the problem.
        language: Name of the language.
        settings: Everything that can be set.
        backend: What counts, instead of the one that the settings name.
        sandbox: What contains, instead of the one that the settings name; it stays the caller's to close.
        scale: What the problem's scaled dimensions are multiplied by in measured inputs.

    Attributes:
        problem: The problem.
        language: The language.
        sandbox: What contains programs.
        evaluator: What evaluates them.

    Raises:
        SettingsError: There is no such problem or language, or no reference program.
        SandboxUnavailableError: No sandbox can be had.
        ToolchainMissingError: The language's toolchain is missing.
        ProblemError: The problem's folder is malformed.
    """

    def __init__(
        self,
        problem: str,
        language: str,
        settings: Settings,
        *,
        backend: Backend | None = None,
        sandbox: Sandbox | None = None,
        scale: float = 1.0,
    ) -> None:
        self.problem: Problem = load_problem(problem)
        self.language = _language(language)
        if language not in self.problem.references:
            raise SettingsError(f"problem {problem} has no reference program in {language}")
        number: Any = scale
        if not isinstance(number, int | float) or not 0 < number < math.inf:
            raise SettingsError(f"scale must be a number above 0, got {scale!r}")
        if scale != 1.0 and not self.problem.scaled:
            raise SettingsError(f"scale must be 1: {problem} has no [scaling]; got {scale}")
        self.language.toolchain()  # missing, it is told before anything is opened
        counting = backend or make_backend(settings.backend)
        self._owns_sandbox = sandbox is None
        self.sandbox = sandbox or make_sandbox(settings.sandbox)
        self.evaluator = Evaluator(self.problem, self.language, self.sandbox, counting, settings, scale)

    def close(self) -> None:
        """Gives everything back to the machine. Twice is harmless."""
        if self._owns_sandbox:
            self.sandbox.close()
        self._owns_sandbox = False
