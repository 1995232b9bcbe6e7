"""Names and settings -> an evaluator, with the sandbox that it needs."""

import contextlib
import numbers

from perfgym.bank import load_problem
from perfgym.errors import SettingsError, suggestion
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES, Language
from perfgym.measure import Backend, make_backend
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import Settings
from perfgym.store import user_size_fits

__all__ = ["open_backend", "open_evaluator", "open_language", "open_sandbox"]

_MOST_SCALE = 16.0  # an input that has two scaled dimensions is then 256 times as large


def open_evaluator(
    problem: str,
    language: str,
    settings: Settings,
    at_close: contextlib.ExitStack,
    *,
    backend: object = None,
    sandbox: object = None,
    scale: float = 1.0,
) -> Evaluator:
    """Open an evaluator of programs for a problem in a language.

    Args:
        problem: Name of the problem.
        language: Name of the language.
        settings: Limits and cores, and the names of backend and sandbox.
        at_close: Closes what was opened here.
        backend: A :class:`~perfgym.measure.backend.Backend` to use; otherwise the one that the settings name.
        sandbox: A :class:`~perfgym.sandbox.Sandbox` to use, which stays the caller's to close; otherwise the
            one that the settings name.
        scale: Factor of the problem's scaled dimensions in measured inputs.

    Raises:
        SettingsError: An argument cannot be used.
        SandboxUnavailableError: No sandbox works on this machine.
        ToolchainMissingError: The language's toolchain is missing.
        ProblemError: The problem's folder is malformed.
    """
    loaded = load_problem(problem)
    chosen = open_language(language)
    if language not in loaded.references:
        raise SettingsError(f"problem {problem} has no reference program in {language}")
    factor = _factor(scale)
    if factor != 1.0 and not loaded.scaled:
        raise SettingsError(f"scale must be 1: {problem} has no [scaling]; got {scale}")
    counting = open_backend(backend, settings)
    jail = open_sandbox(sandbox, settings, at_close)
    return Evaluator(loaded, chosen, jail, counting, settings, factor, user_size_fits())


def _factor(scale: object) -> float:
    if not isinstance(scale, bool) and isinstance(scale, numbers.Real):
        with contextlib.suppress(OverflowError):  # of an integer beyond any float
            if 0.0 < float(scale) <= _MOST_SCALE:
                return float(scale)
    raise SettingsError(f"scale must be a number above 0 and at most {_MOST_SCALE:g}, got {scale!r:.200}")


def open_language(name: str) -> Language:
    """The language with a name, whose toolchain this machine has.

    Raises:
        SettingsError: There is no such language.
        ToolchainMissingError: Its toolchain is missing.
    """
    if name not in LANGUAGES:
        raise SettingsError(f"no language is called {name!r}; {suggestion(name, LANGUAGES)}")
    LANGUAGES[name].toolchain()
    return LANGUAGES[name]


def open_backend(given: object, settings: Settings) -> Backend:
    """The backend that a caller gave, or else the one that the settings name.

    Raises:
        SettingsError: It is neither a name nor a backend.
        MachineError: This machine lacks what it needs.
    """
    if given is None or isinstance(given, str):
        return make_backend(settings.backend)
    if isinstance(given, Backend):
        return given
    raise SettingsError(f"backend must be a name or a perfgym.Backend, got {given!r:.200}")


def open_sandbox(given: object, settings: Settings, at_close: contextlib.ExitStack) -> Sandbox:
    """The sandbox that a caller gave, or else the one that the settings name, which ``at_close`` closes.

    Raises:
        SettingsError: It is neither a name nor a sandbox.
        SandboxUnavailableError: No sandbox works on this machine.
    """
    if given is None or isinstance(given, str):
        return at_close.enter_context(contextlib.closing(make_sandbox(settings.sandbox)))
    if isinstance(given, Sandbox):
        return given
    raise SettingsError(f"sandbox must be a name or a perfgym.Sandbox, got {given!r:.200}")
