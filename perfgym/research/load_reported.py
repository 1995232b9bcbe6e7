"""Tables of a reported task -> the fields of :class:`~perfgym.research.reported_task.ReportedTask`."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, cast

from perfgym.bank.toml import Table
from perfgym.errors import ProblemError
from perfgym.research.log import LogRules
from perfgym.research.reported_task import LauncherRule, ReportedRules, ReportedTask, Repository
from perfgym.research.toml_rules import made

__all__ = ["load_reported"]

_ON_DISK = "as on disk"
_FIGURE, _SIZE, _CODE = "val_bpb", "artifact_bytes", "code_bytes"


def load_reported(table: Table, folder: Path, where: str, common: dict[str, Any]) -> ReportedTask:
    """Read the rest of a reported task.

    Args:
        table: The top table, without the common keys.
        folder: The task's folder.
        where: Name of the file, for messages.
        common: The fields that every task has.

    Raises:
        ProblemError: A table is missing or malformed.
    """
    del folder
    _check_inside([common["file"]], f"{where}: file")
    budget = Table(table.take("budget", dict, {}), f"{where}: budget")
    launcher = Table(table.take("launcher", dict), f"{where}: launcher")
    repository = _repository(table, f"{where}: repository")
    task = ReportedTask(
        **common,
        max_experiments=budget.take("max_experiments", int),
        repository=repository,
        rules=_rules(table, launcher, where, repository.protected),
        launcher=_launcher(launcher, f"{where}: launcher"),
    )
    budget.done()
    if task.max_experiments <= 0:
        raise ProblemError(f"{where}: budget: max_experiments must be above 0, got {task.max_experiments}")
    if common["file"] in repository.protected:
        raise ProblemError(
            f"{where}: repository: protected must not name {common['file']}, which agents change"
        )
    return task


def _texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    found = cast("list[Any]", table.take(key, list, []))
    if not all(isinstance(one, str) for one in found):
        raise ProblemError(f"{where}: {key} must be a list of texts, got {found!r}")
    return tuple(found)


def _check_inside(paths: Iterable[str], where: str) -> None:
    for path in paths:
        pure = PurePosixPath(path)
        if not path or pure.is_absolute() or ".." in pure.parts:
            raise ProblemError(f"{where}: {path!r} must be a path inside the repository")


def _repository(table: Table, where: str) -> Repository:
    content = Table(table.take("repository", dict), where)
    repository = Repository(
        variable=content.take("variable", str, ""),
        folder=content.take("folder", str, ""),
        address=content.take("address", str, ""),
        requires=_texts(content, "requires", where),
        otherwise=content.take("otherwise", str, ""),
        reads=_texts(content, "reads", where),
        protected=_texts(content, "protected", where),
    )
    content.done()
    if not (repository.variable or repository.folder):
        raise ProblemError(f"{where}: variable or folder must say where the clone is")
    needed = (path for path in repository.requires if not path.startswith(("/", "~")))
    _check_inside((*repository.reads, *repository.protected, *needed), where)
    return repository


def _launcher(content: Table, where: str) -> LauncherRule:
    variables = cast("dict[str, Any]", content.take("variables", dict, {}))
    if not all(isinstance(value, str) for value in variables.values()):
        raise ProblemError(f"{where}: variables must be texts, got {variables!r}")
    rule = LauncherRule(
        name=content.take("name", str, "command"),
        command=_texts(content, "command", where),
        environment=_texts(content, "environment", where),
        variables=variables,
        seed_variable=content.take("seed_variable", str, ""),
        options=_texts(content, "options", where),
        recordings=content.take("recordings", str, ""),
    )
    content.done()
    return rule


def _rules(table: Table, launcher: Table, where: str, protected: tuple[str, ...]) -> ReportedRules:
    checks = Table(table.take("checks", dict, {}), f"{where}: checks")
    on_disk = _code_as_on_disk(checks, f"{where}: checks")
    limits = Table(table.take("limits", dict, {}), f"{where}: limits")
    content: dict[str, Any] = {
        "log": _log(table, checks, where),
        "timeout_s": launcher.take("timeout_s", float),
        "artifact_bytes": limits.take("artifact_bytes", int) if limits.has("artifact_bytes") else None,
        "artifact_file": limits.take("artifact_file", str, ""),
        "code_as_on_disk": on_disk,
        "infrastructure": _infrastructure(table, f"{where}: infrastructure"),
        "protected": protected,
        "cost_per_hour": launcher.take("cost_per_hour", float) if launcher.has("cost_per_hour") else None,
    }
    limits.done()
    if content["artifact_file"]:
        _check_inside([content["artifact_file"]], f"{where}: limits")
    rules = made(lambda: ReportedRules(**content), where)
    _check_names(rules, where)
    return rules


def _code_as_on_disk(checks: Table, where: str) -> bool:
    wanted = checks.take(_CODE, str, "")
    if wanted not in ("", _ON_DISK):
        raise ProblemError(f"{where}: {_CODE} must be {_ON_DISK!r}, got {wanted!r}")
    return bool(wanted)


def _log(table: Table, checks: Table, where: str) -> LogRules:
    content = Table(table.take("log", dict), f"{where}: log")
    final = _pattern(content.take("final", str), f"{where}: log: final")
    others = {name: _pattern(text, f"{where}: log: {name}") for name, text in content.take_rest().items()}
    ratio: tuple[float, float] | None = None
    if checks.has("bytes_per_token"):
        bounds = Table(checks.take("bytes_per_token", dict), f"{where}: checks: bytes_per_token")
        ratio = (bounds.take("value", float), bounds.take("within", float))
        bounds.done()
    exact = {name: _number(value, f"{where}: checks: {name}") for name, value in checks.take_rest().items()}
    return LogRules(final=final, others=others, exact=exact, bytes_per_token=ratio)


def _pattern(text: object, where: str) -> re.Pattern[str]:
    if not isinstance(text, str):
        raise ProblemError(f"{where} must be a pattern as text, got {text!r}")
    pattern = made(lambda: re.compile(text), where)
    if not pattern.groupindex:
        raise ProblemError(f"{where} must name a figure, as (?P<{_FIGURE}>...) does, got {text!r}")
    return pattern


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProblemError(f"{where} must be a number, got {value!r}")
    return float(value)


def _infrastructure(table: Table, where: str) -> tuple[re.Pattern[str], ...]:
    content = Table(table.take("infrastructure", dict, {}), where)
    texts = _texts(content, "patterns", where)
    content.done()
    return tuple(made(lambda text=text: re.compile(text), where) for text in texts)


def _check_names(rules: ReportedRules, where: str) -> None:
    """Check that some line of a log can give each figure that is asked for."""
    log = rules.log
    found = {name for pattern in (log.final, *log.others.values()) for name in pattern.groupindex}
    if _FIGURE not in log.final.groupindex:
        raise ProblemError(f"{where}: log: final must name (?P<{_FIGURE}>...), got {log.final.pattern!r}")
    asked = set(log.exact)
    asked |= {_CODE} if rules.code_as_on_disk else set()
    asked |= {"val_loss"} if log.bytes_per_token else set()
    asked |= {_SIZE} if rules.artifact_bytes is not None and not rules.artifact_file else set()
    if missing := sorted(asked - found):
        raise ProblemError(f"{where}: no pattern of [log] names the figure {', '.join(missing)}")
