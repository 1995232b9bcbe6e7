"""One SQLite file for many processes and threads; it survives a killed process and a power failure.

This module does not know which tables the file has.
"""

import contextlib
import fcntl
import os
import sqlite3
import threading
import weakref
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from perfgym.errors import MachineError, SettingsError

__all__ = ["Database", "encoded", "insert"]

_APPLICATION_ID = int.from_bytes(b"pgym", "big")
_BUSY_TIMEOUT_S = 60.0
_WRONG_PATH = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)
_PRIMARY_CODE = 0xFF  # the low byte of an error's code; the rest tells variants of it apart


def encoded(text: str) -> bytes:
    """Encode text as UTF-8 with lone surrogates, which language models produce.

    SQLite takes it as text by ``CAST(? AS TEXT)``.
    """
    return text.encode("utf-8", "surrogatepass")


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    """Add a row, whose texts may hold lone surrogates, and return its row ID."""
    places = ", ".join("CAST(? AS TEXT)" if isinstance(value, str) else "?" for value in row.values())
    values = [encoded(value) if isinstance(value, str) else value for value in row.values()]
    statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"
    return connection.execute(statement, values).lastrowid or 0


@contextlib.contextmanager
def _owned_errors(path: Path) -> Generator[None]:
    """Raise an error of SQLite as that of its owner."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise MachineError(
            f"the store {path} is damaged, it holds bytes that are no text ({error}); restore the file from "
            "a copy, or name another with PERFGYM_STORE"
        ) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
        if code == sqlite3.SQLITE_NOTADB:
            raise _no_store(path) from error
        if code in _WRONG_PATH:
            raise SettingsError(
                f"the store {path} cannot be opened or written: {error}; name another file with PERFGYM_STORE"
            ) from error
        raise MachineError(
            f"the store {path} cannot be used: {error}; check its disk, or name another file with "
            "PERFGYM_STORE"
        ) from error


def _no_store(path: Path) -> SettingsError:
    return SettingsError(f"{path} is not a perfgym store; name another file with PERFGYM_STORE")


@contextlib.contextmanager
def _alone_in(folder: Path) -> Generator[None]:
    """Lock a folder, so that no other process creates a store in it during the ``with`` block."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0


# A child must not use a connection that was opened before the fork, not even to close it
# (https://www.sqlite.org/howtocorrupt.html, 2.6): each database closes its own before a fork, and opens
# another on its next use.
_lock = threading.RLock()
_databases: "weakref.WeakSet[Database]" = weakref.WeakSet()


def _before_fork() -> None:
    _lock.acquire()
    for database in list(_databases):
        database.close()


os.register_at_fork(before=_before_fork, after_in_parent=_lock.release, after_in_child=_lock.release)


class Database:
    """One SQLite file, which any thread may use, on both sides of a fork.

    It is created or opened when it is first used.

    Args:
        path: The file.
        tables: SQL statements that create its tables.
        version: Version of the tables, which the file keeps.
        read_only: Whether the file is only read. It is then never created, and it may belong to another user.

    Attributes:
        path: The file, as an absolute path.
        lock: Held while the file is used; a fork waits for it, so that the child can take it.

    Raises:
        SettingsError: On first use, if the file is not a store, is of another version, or cannot be opened.
        MachineError: On any use, if the disk is full, the file is damaged, or another process has kept it
            locked for a minute.
    """

    def __init__(self, path: Path, tables: str, version: int, *, read_only: bool = False) -> None:
        self.path = path.absolute()
        self.lock = _lock
        self._read_only = read_only
        self._tables = tables
        self._version = version
        self._connection: sqlite3.Connection | None = None
        _databases.add(self)

    @contextlib.contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """Yield the connection; no other thread uses it during the ``with`` block."""
        with _lock, _owned_errors(self.path):
            if self._connection is None:
                self._connection = self._open()
            yield self._connection

    @contextlib.contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """Yield the connection within a transaction, which is on the disk at the end or has no effect."""
        with self.reading() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def rows(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        """The rows that a query finds, each by the names of its columns."""
        with self.reading() as connection:
            return [dict(row) for row in connection.execute(statement, values)]

    def close(self) -> None:
        """Close the file. The next use opens it again; closing twice is harmless."""
        with _lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        connection = self._connect_to_read() if self._read_only else self._connect_to_write()
        try:
            self._prepare(connection)
        except OSError as error:
            connection.close()
            raise SettingsError(
                f"the store {self.path} cannot be created: {error.strerror}; PERFGYM_STORE names another file"
            ) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect_to_write(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"the folder of the store {self.path} cannot be created: {error.strerror}; "
                "name another file with PERFGYM_STORE, or use no store with PERFGYM_STORE=none"
            ) from error
        return self._connect("rwc")

    def _connect_to_read(self) -> sqlite3.Connection:
        """Connect without the right to write.

        To read a file in WAL mode SQLite needs the files ``-wal`` and ``-shm`` beside it, and creates them if
        they are missing. If it may not and there is no ``-wal``, no process writes to the store at present,
        and the file can be read as one that does not change.
        """
        connection = self._connect("ro")
        try:
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            is_written = self.path.with_name(f"{self.path.name}-wal").exists()
            if error.sqlite_errorcode & _PRIMARY_CODE not in _WRONG_PATH or is_written:
                raise
            return self._connect("ro", "&immutable=1")
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self, mode: str, more: str = "") -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self.path.as_uri()}?mode={mode}{more}",
            uri=True,
            timeout=_BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
        )

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Create the tables of a new file, and check that an old one is a store of this version."""
        connection.text_factory = _decoded
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        if _is_empty(connection) and not self._read_only:
            with _alone_in(self.path.parent):
                if _is_empty(connection):
                    self._make_tables(connection)
        if _pragma(connection, "application_id") != _APPLICATION_ID:
            raise _no_store(self.path)
        if (version := _pragma(connection, "user_version")) != self._version:
            raise SettingsError(
                f"the store {self.path} has version {version}, but this version of perfgym uses version "
                f"{self._version}; name another file with PERFGYM_STORE"
            )

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(
            f"BEGIN IMMEDIATE; {self._tables} PRAGMA application_id = {_APPLICATION_ID};"
            f"PRAGMA user_version = {self._version}; COMMIT"
        )
