"""What commands on the store share: which run, which file, and where the answer goes."""

import click

from perfgym.errors import SettingsError
from perfgym.settings import resolve_settings
from perfgym.store import Store, default_store_path, open_store

__all__ = ["existing_store", "run_argument", "store_option"]

run_argument = click.argument("run_id", metavar="RUN")
store_option = click.option(
    "--store", "file", help="File of the store; $PERFGYM_STORE, or one in this user's data folder."
)


def existing_store(file: str | None) -> Store:
    """A store that is there; to look at none makes none.

    Raises:
        SettingsError: There is none.
    """
    named = resolve_settings(store=file).store
    store = open_store(named)
    if store is None or not store.path.exists():
        path = named or default_store_path()
        raise SettingsError(f"there is no store {path}; a run makes one, and --store names another")
    return store
