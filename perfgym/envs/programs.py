"""Families whose IDs stand for a program of a problem in a language, e.g. ``PerfOptimize-matmul-c-v0``."""

from collections.abc import Iterator

from perfgym.bank import LANGUAGE_OF_ENDING, load_problem, problem_folders, problem_version
from perfgym.envs.family import Description, EnvId
from perfgym.errors import MachineError, ProblemError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import make_backend
from perfgym.records import Conditions
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from perfgym.store import user_size_fits

__all__ = ["describe_program", "program_evaluator", "program_ids"]


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
            yield EnvId(
                family=family,
                name=f"{problem}-{language}",
                version=version + problem_version(folder),
                kwargs={"problem": problem, "language": language},
                language=language,
            )


def describe_program(env_id: EnvId) -> Description:
    """Title and bottleneck of an ID's problem, and what this machine lacks for its language."""
    title = bottleneck = ""
    try:
        problem = load_problem(env_id.kwargs["problem"])
        title, bottleneck = problem.title, problem.bottleneck
        LANGUAGES[env_id.language].toolchain()
    except (MachineError, ProblemError) as error:
        return Description(title=title, bottleneck=bottleneck, missing=str(error))
    return Description(title=title, bottleneck=bottleneck)


def program_evaluator(
    env_id: EnvId, conditions: Conditions, sandbox: Sandbox, settings: Settings
) -> Evaluator:
    """An evaluator of programs for an ID's problem in its language."""
    problem, language = load_problem(env_id.kwargs["problem"]), LANGUAGES[env_id.language]
    backend = make_backend(conditions.backend)
    return Evaluator(problem, language, sandbox, backend, settings, conditions.scale, user_size_fits())
