"""Families whose IDs stand for a program of a problem in a language, e.g. ``PerfOptimize-matmul-c-v0``."""

import functools
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from perfgym.bank import (
    LANGUAGE_OF_ENDING,
    Problem,
    load_problem,
    load_problem_folder,
    problem_folders,
    problem_version,
)
from perfgym.envs.family import Description, EnvId
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import make_backend
from perfgym.records import Conditions
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store import user_size_fits

__all__ = ["describe_program", "program_evaluator", "program_id", "program_ids"]

_MOST_PROBLEMS = 512  # that a process keeps loaded for lists


def program_ids(family: str, version: int, programs: str) -> Iterator[EnvId]:
    """An ID for each program of a kind in the bank.

    Args:
        family: Name of the family.
        version: Version of the family. That of an ID is the sum of the family's and the problem's, so that
            it grows whenever either may change results.
        programs: Pattern of the programs' files in a problem's folder.
    """
    for problem, folder in problem_folders().items():
        endings = {path.suffix[1:] for path in folder.glob(programs)}
        for language in sorted(
            {LANGUAGE_OF_ENDING[ending] for ending in endings & LANGUAGE_OF_ENDING.keys()}
        ):
            yield program_id(family, version, problem, problem_version(folder), language)


def program_id(family: str, version: int, problem: str, problem_version: int, language: str) -> EnvId:
    """The ID of a problem in a language.

    Args:
        family: Name of the family.
        version: Version of the family.
        problem: Name of the problem.
        problem_version: Version of the problem.
        language: Name of the language.
    """
    return EnvId(
        family=family,
        name=f"{problem}-{language}",
        version=version + problem_version,
        kwargs={"problem": problem, "language": language},
        language=language,
    )


def describe_program(env_id: EnvId) -> Description:
    """What a list says about an ID's problem, and what this machine lacks for its language."""
    try:
        known = _described(env_id.kwargs["problem"], env_id.language)
    except ProblemError as error:
        return Description(missing=str(error))
    try:
        LANGUAGES[env_id.language].toolchain()
    except MachineError as error:
        return replace(known, missing=str(error))
    return known


def _described(name: str, language: str) -> Description:
    folder = problem_folders().get(name)
    problem = load_problem(name) if folder is None else _loaded(folder, _state(folder))
    gain = problem.gains.get(language)
    return Description(
        title=problem.title,
        bottleneck=problem.bottleneck,
        classes=problem.classes,
        split=problem.split,
        difficulty=gain.difficulty if gain else "",
    )


@functools.lru_cache(maxsize=_MOST_PROBLEMS)
def _loaded(folder: Path, state: tuple[int, ...]) -> Problem:
    """Load a problem whose files had this state. A list asks for it once for each of its IDs."""
    del state
    return load_problem_folder(folder)


def _state(folder: Path) -> tuple[int, ...]:
    """Times of change of the files in a problem's folder."""
    return tuple(entry.stat().st_mtime_ns for entry in sorted(os.scandir(folder), key=lambda one: one.name))


def program_evaluator(
    env_id: EnvId, conditions: Conditions, sandbox: Sandbox, settings: Settings
) -> Evaluator:
    """An evaluator of programs for an ID's problem in its language."""
    problem, language = load_problem(env_id.kwargs["problem"]), LANGUAGES[env_id.language]
    backend = make_backend(conditions.backend)
    return Evaluator(problem, language, sandbox, backend, settings, conditions.scale, user_size_fits())
