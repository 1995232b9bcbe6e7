"""Environment IDs of ``PerfOptimize`` -> folders that are Harbor tasks. Harbor itself is not needed.

A task has two images. The agent's holds the program and its compiler. The verifier's holds perfgym, so the
agent sees neither hidden inputs nor the clock, and what it leaves running has ended before anything is
measured.
"""

import shlex
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from jinja2 import Environment, PackageLoader, StrictUndefined

from perfgym.bank import Problem, bank_folders, load_problem
from perfgym.envs.family import EnvId
from perfgym.errors import SettingsError
from perfgym.evaluation.builder import run_limits
from perfgym.evaluation.feedback import limits_text, score_text
from perfgym.languages import LANGUAGES
from perfgym.printable import clean_text
from perfgym.records import ROLES, Event, Unit
from perfgym.settings import Settings

__all__ = ["write_tasks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Toolchain:
    """The toolchain that both images have.

    Attributes:
        packages: Debian's packages with it.
        made: How programs come to run, as a part of a sentence.
        note: A sentence on a difference between the images, after a space.
    """

    packages: str
    made: str
    note: str = ""


_TOOLCHAINS: Mapping[str, _Toolchain] = {
    "c": _Toolchain(packages="gcc libc6-dev", made="built with gcc"),
    "go": _Toolchain(packages="golang-go", made="built with Go's own compiler"),
    "python": _Toolchain(
        packages="python3 python3-numpy",
        made="run by python3",
        note=" NumPy may be newer there.",  # pip installs it with perfgym
    ),
    "rust": _Toolchain(packages="rustc gcc libc6-dev", made="built with rustc"),
    "typescript": _Toolchain(packages="nodejs esbuild", made="built with esbuild and run by node"),
}
"""Language -> its toolchain."""

_VERIFIERS = Settings()
"""The settings in the verifier's container, which does not know the variables that are set here."""

_TEMPLATES: Mapping[str, str] = {
    "instruction.md": "instruction.md",
    "environment/Dockerfile": "environment.Dockerfile",
    "tests/Dockerfile": "tests.Dockerfile",
    "tests/test.sh": "test.sh",
}
"""File of a task -> template."""

_COUNTED = dict.fromkeys(ROLES, Event(name="", unit=Unit.OCCURRENCES))
"""Role to an event, as if the verifier's machine counted all: that is not known before it does."""

_SOLVE = {"solution/solve.sh": "solve.sh"}
_AGENT_TIMEOUT_S, _VERIFIER_TIMEOUT_S = 1800.0, 900.0
_CPUS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One task.

    Attributes:
        env_id: The environment ID.
        problem: Its problem.
        requirement: What pip installs in the verifier's image, a requirement or the path of a wheel.
        backend: What measures; empty for ``auto``.
    """

    env_id: EnvId
    problem: Problem
    requirement: str
    backend: str

    @property
    def source_name(self) -> str:
        return LANGUAGES[self.env_id.language].source_name

    @property
    def has_own_problem(self) -> bool:
        """Whether the problem does not come with perfgym, so that the verifier needs its folder."""
        return self.problem.folder.parent != bank_folders()[0]

    @property
    def wheel(self) -> Path | None:
        return Path(self.requirement) if self.requirement.endswith(".whl") else None

    def values(self) -> dict[str, Any]:
        """What the templates are filled with."""
        language, wheel = LANGUAGES[self.env_id.language], self.wheel
        toolchain = _TOOLCHAINS[language.name]
        return {
            "spec": self.problem.spec.strip(),
            "made": toolchain.made,
            "note": toolchain.note,
            "packages": toolchain.packages,
            "flags": " ".join(language.flags),
            "limits": limits_text(
                language,
                run_limits(self.problem, _VERIFIERS),
                _VERIFIERS.compile_timeout_s,
                _VERIFIERS.max_source_bytes,
            ),
            "score": score_text(_VERIFIERS.reward, _COUNTED),
            "env_id": str(self.env_id),
            "source_name": self.source_name,
            "program": f"/app/{self.source_name}",
            "backend": f" --backend {self.backend}" if self.backend else "",
            "wheel": wheel and wheel.name,
            "requirement": shlex.quote(f"/opt/{wheel.name}" if wheel else self.requirement),
            "has_own_problem": self.has_own_problem,
        }

    def toml(self) -> str:
        """The content of ``task.toml``."""
        problem, language = self.problem, self.env_id.language
        title = f"{clean_text(problem.title)} ({self.env_id.name})"
        return tomlkit.dumps(
            {
                "schema_version": "1.4",
                "artifacts": [f"/app/{self.source_name}"],
                "task": {
                    "name": f"perfgym/{self.env_id.name}",
                    "description": f"Make a correct, slow program fast: {title}",
                    "keywords": ["performance", language, *problem.tags],
                },
                "metadata": {
                    "env_id": str(self.env_id),
                    "split": problem.split,
                    "problem_sha256": problem.digest,
                },
                "agent": {"timeout_sec": _AGENT_TIMEOUT_S},
                "verifier": {
                    "timeout_sec": _VERIFIER_TIMEOUT_S,
                    "environment_mode": "separate",
                    "environment": {"cpus": _CPUS},
                },
                "environment": {"cpus": _CPUS},
            }
        )

    def write(self, folder: Path) -> None:
        """Write the task into a new folder."""
        expert = self.problem.experts.get(self.env_id.language)
        templates = {**_TEMPLATES, **(_SOLVE if expert else {})}
        values = self.values()
        files = {name: _templates().get_template(of).render(values) for name, of in templates.items()}
        files |= {
            "task.toml": self.toml(),
            f"environment/{self.source_name}": self.problem.references[self.env_id.language],
        }
        if expert:
            files[f"solution/{self.source_name}"] = expert
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            if path.suffix == ".sh":
                path.chmod(0o755)
        if self.wheel:
            shutil.copy(self.wheel, folder / "tests")
        if self.has_own_problem:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(
                self.problem.folder, folder / "tests" / "problems" / self.problem.name, ignore=ignored
            )


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("perfgym.integrations.harbor"),
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


def write_tasks(
    env_ids: Iterable[EnvId], folder: Path, *, requirement: str, backend: str = "", force: bool = False
) -> list[Path]:
    """Write a Harbor task for each environment ID.

    Args:
        env_ids: IDs of ``PerfOptimize``.
        folder: Where the folders of the tasks go, each with the name of the ID's problem and language. It is
            created if it does not exist.
        requirement: What pip installs to have perfgym in the verifier's image: a requirement, or the path of
            a wheel, which every task gets a copy of.
        backend: What measures; empty for ``auto``.
        force: Whether to replace tasks that exist.

    Returns:
        The folders of the tasks.

    Raises:
        SettingsError: A task exists, the wheel does not, or a folder cannot be written.
    """
    written: list[Path] = []
    for env_id in env_ids:
        task = _Task(
            env_id=env_id,
            problem=load_problem(env_id.kwargs["problem"]),
            requirement=requirement,
            backend=backend,
        )
        if task.wheel and not task.wheel.is_file():
            raise SettingsError(
                f"there is no wheel {task.wheel}; `make wheel` of a checkout writes one to dist"
            )
        written.append(_replaced(task, folder / env_id.name, force=force))
    return written


def _replaced(task: _Task, target: Path, *, force: bool) -> Path:
    """Write a task beside its place and move it there, so that no half of one is ever seen."""
    if target.exists() and not force:
        raise SettingsError(f"{target} exists; --force overwrites it")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".writing-") as temporary:
            made = Path(temporary) / target.name
            made.mkdir()
            task.write(made)
            if target.is_dir():
                shutil.rmtree(target)
            made.rename(target)
    except OSError as error:
        raise SettingsError(f"{target} cannot be written: {error.strerror}") from error
    return target
