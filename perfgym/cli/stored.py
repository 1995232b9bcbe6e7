"""The argument that names a stored run, and the option that names the file of the store."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from markupsafe import Markup

from perfgym.errors import ProblemError, SettingsError
from perfgym.records import Submission
from perfgym.settings import resolve_settings
from perfgym.store import Store, Turn, default_store_path, open_store

if TYPE_CHECKING:
    from perfgym.envs.family import Task
    from perfgym.store.report.templates import Room

__all__ = ["episode_section", "existing_store", "run_argument", "store_option", "submission_changes", "utc"]

run_argument = click.argument("run_id", metavar="RUN")
store_option = click.option(
    "--store",
    "file",
    metavar="FILE",
    help="The store; default: $PERFGYM_STORE, or a file in this user's data folder.",
)


def existing_store(file: str | None) -> Store:
    """Open an existing store for reading. Commands that only read never create or change one.

    Args:
        file: The file, if one was given.

    Raises:
        SettingsError: There is no such store.
    """
    named = resolve_settings(store=file).store
    store = open_store(named, read_only=True)
    try:
        if store is not None and store.path.exists():
            return store
    except OSError as error:
        raise SettingsError(f"the store {named} cannot be read: {error.strerror}") from error
    raise SettingsError(
        f"there is no store {named or default_store_path()}; `perfgym rollout` creates one, "
        "and --store names another file"
    )


def submission_changes(env_id: str, submission: Submission) -> str | None:
    """A submission as a diff from what its episode began with; see :meth:`perfgym.envs.family.Task.changes`.

    Args:
        env_id: Environment ID. A store may have been written where there were others than here.
        submission: The submission.
    """
    task = _task(env_id)
    return None if task is None else task.changes(submission)


def episode_section(env_id: str, turns: Sequence[Turn], name: str, room: "Room") -> Markup:
    """What a report says about a whole episode; see :meth:`perfgym.envs.family.Task.section`.

    Args:
        env_id: Environment ID. A store may have been written where there were others than here.
        turns: The turns of the episode.
        name: Prefix of every ``id``.
        room: The room that is left on the page.
    """
    task = _task(env_id)
    return Markup("") if task is None else task.section(turns, name, room)


def _task(env_id: str) -> "Task | None":
    """How episodes of an ID are read; None if there is no such ID here."""
    from perfgym.envs.registration import family_of, find_id

    try:
        found = find_id(env_id)
        return family_of(found).task(found)
    except (ProblemError, SettingsError):
        return None


def utc(stamp: str) -> str:
    """Return a time of the store as ``2026-11-21 21:43:01``."""
    return stamp[:19].replace("T", " ")
