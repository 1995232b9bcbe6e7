"""The user's secret key, from which all inputs of an episode are drawn together with its seed.

Generators of inputs and seeds are public. With the key, whoever knows them can foretell no input, and whoever
knows one input learns nothing about the seed or about another input.

The key comes from the variable ``PERFGYM_INPUT_KEY``, or else from a file in the user's data folder that the
first process makes. If neither is possible, a process has a key of its own.
"""

import contextlib
import hashlib
import os
import re
import secrets
import stat
import warnings
from pathlib import Path
from typing import NoReturn

import numpy as np
import platformdirs

from perfgym.errors import MachineError, SettingsError

__all__ = ["VARIABLE", "InputKey", "adopt_input_key", "existing_input_key", "input_key", "input_key_path"]

VARIABLE = "PERFGYM_INPUT_KEY"
"""Name of the variable that may hold the key."""

_LEAST_CHARACTERS = 16
_FILE_BYTES = 32
_CONTENT = re.compile(rb"[0-9a-f]{%d}\n?" % (2 * _FILE_BYTES))
_OF_OTHERS = 0o077
_PURPOSE = b"perfgym inputs"  # tells these hashes from others of the same text


class InputKey:
    """A secret key. It cannot be pickled or copied, and no text of it shows the secret.

    Args:
        secret: The secret, 1 to 64 bytes.
        origin: Where the key comes from, in words.
        is_kept: Whether another process can have the same key.
    """

    __slots__ = ("_secret", "is_kept", "origin")

    def __init__(self, secret: bytes, origin: str, *, is_kept: bool = True) -> None:
        self._secret = secret
        self.origin = origin
        self.is_kept = is_kept

    @classmethod
    def of_text(cls, text: str, origin: str) -> "InputKey":
        """The key that a text stands for: equal texts give equal keys on every machine."""
        content = text.strip().encode("utf-8", "surrogateescape")
        return cls(hashlib.blake2b(content, digest_size=32, person=_PURPOSE).digest(), origin)

    def __repr__(self) -> str:
        """The digest and the origin."""
        return f"InputKey({self.digest}, {self.origin})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an input key is secret, so it is neither pickled nor copied")

    def _hash(self, purpose: str, *parts: bytes, size: int = 32) -> bytes:
        """A keyed hash; lengths go in before the parts, so that no two lists of parts are alike."""
        keyed = hashlib.blake2b(key=self._secret, digest_size=size, person=_PURPOSE)
        for part in (purpose.encode(), *parts):
            keyed.update(len(part).to_bytes(8, "little") + part)
        return keyed.digest()

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that name the key and tell nothing about it."""
        return self._hash("name of the key", size=8).hex()

    def rng(self, seed: bytes, label: str) -> np.random.Generator:
        """The generator of one input.

        Args:
            seed: Random bytes of the episode, at least 16.
            label: Which input it is. Generators of different seeds or labels are independent.
        """
        drawn = self._hash("generator", seed, label.encode())
        return np.random.default_rng(int.from_bytes(drawn, "little"))

    def seal(self, *texts: str) -> str:
        """64 hexadecimal digits that only a holder of the key can compute for these texts."""
        return self._hash("seal", *(text.encode("utf-8", "surrogatepass") for text in texts)).hex()

    def for_worker(self) -> tuple[bytes, str, bool]:
        """What :func:`adopt_input_key` takes in another process, to be sent on a private pipe only."""
        return self._secret, self.origin, self.is_kept


_adopted: InputKey | None = None
_known: dict[str, InputKey] = {}  # by the path of the file


def adopt_input_key(sent: tuple[bytes, str, bool]) -> None:
    """Use the key of the process that started this one, from now on.

    Args:
        sent: The value of :meth:`InputKey.for_worker` there.
    """
    global _adopted  # noqa: PLW0603 - a process has one key
    secret, origin, is_kept = sent
    _adopted = InputKey(secret, origin, is_kept=is_kept)


def input_key() -> InputKey:
    """The key that this process draws inputs with. The first call makes it where there is none.

    Raises:
        SettingsError: ``PERFGYM_INPUT_KEY`` is too short.
        MachineError: Others can read the file of the key, or it is malformed.
    """
    if (known := _known_key()) is not None:
        return known
    path = input_key_path()
    return _known.setdefault(str(path), _kept(path))  # a second thread gets the key of the first


def existing_input_key() -> InputKey | None:
    """The key as :func:`input_key` gives it; None if it would have to be made.

    Raises:
        SettingsError: ``PERFGYM_INPUT_KEY`` is too short.
        MachineError: Others can read the file of the key, or it is malformed.
    """
    if (known := _known_key()) is not None:
        return known
    try:
        return _read(input_key_path())
    except OSError:
        return None


def _known_key() -> InputKey | None:
    """The key without a look at the user's file; None where only the file can tell."""
    if _adopted is not None:
        return _adopted
    if (found := _of_variable()) is not None:
        return found
    return _known.get(str(input_key_path()))


def input_key_path() -> Path:
    """The file that keeps this user's key."""
    return platformdirs.user_data_path("perfgym") / "input.key"


def _of_variable() -> InputKey | None:
    text = os.environ.get(VARIABLE)
    if text is None:
        return None
    if len(text.strip()) < _LEAST_CHARACTERS:
        raise SettingsError(
            f"{VARIABLE} must have at least {_LEAST_CHARACTERS} characters, it has {len(text.strip())}; "
            "make one with `openssl rand -hex 32`, or unset the variable to use a key of your own"
        )
    return InputKey.of_text(text, VARIABLE)


def _kept(path: Path) -> InputKey:
    """The key in the user's file, made if there is none; one of this process alone if that is impossible."""
    try:
        if not path.is_absolute():
            raise FileNotFoundError("this user has no home folder")
        with contextlib.suppress(FileNotFoundError):
            return _read(path)
        _make(path)
        return _read(path)
    except OSError as error:
        warnings.warn(
            f"the secret key of inputs cannot be kept in {path} ({error.strerror or error}), so another "
            f"process draws other inputs for an equal seed; make the folder writable, or set {VARIABLE}",
            RuntimeWarning,
            stacklevel=3,
        )
        return InputKey(secrets.token_bytes(32), "this process alone", is_kept=False)


def _read(path: Path) -> InputKey:
    """Read the file of a key.

    Raises:
        OSError: There is no file, or it cannot be read.
        MachineError: Others can read it, or it is malformed.
    """
    # A pipe at this place must not make the process wait.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISREG(mode) and mode & _OF_OTHERS:
            raise MachineError(
                f"other users can open {path} (mode {stat.S_IMODE(mode):04o}), which holds the secret key of "
                f"inputs; remove the file, so that a new key is made, or set {VARIABLE}"
            )
        content = file.read(2 * _FILE_BYTES + 2) if stat.S_ISREG(mode) else b""
    if not _CONTENT.fullmatch(content):
        raise MachineError(
            f"{path} should hold the secret key of inputs as {2 * _FILE_BYTES} hexadecimal digits, and holds "
            "something else; remove the file, so that a new key is made"
        )
    return InputKey.of_text(content.decode(), str(path))


def _make(path: Path) -> None:
    """Make the file of a key, unless another process has made it meanwhile.

    The file appears under its name with its content, because it is linked there when it is complete.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(_FILE_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
