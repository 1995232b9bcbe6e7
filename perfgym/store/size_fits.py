"""The factors that fit the measured sizes of problems to this machine, one small JSON file for each.

The files lie beside the store, in a folder for each host. Many processes may read and write them at once: a
file appears complete or not at all, and of several processes that find a factor at the same time the first
one decides for all.
"""

import contextlib
import functools
import hashlib
import json
import math
import os
import tempfile
import warnings
from collections.abc import Generator, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec
import platformdirs

__all__ = ["FACTORS", "DamagedFit", "SizeFit", "SizeFits", "SizeKey", "size_fits_in", "user_size_fits"]

_STEPS_PER_DOUBLING = 4
_MOST_DOUBLINGS = 3

FACTORS: tuple[float, ...] = tuple(
    2.0 ** (step / _STEPS_PER_DOUBLING)
    for step in range(-_MOST_DOUBLINGS * _STEPS_PER_DOUBLING, _MOST_DOUBLINGS * _STEPS_PER_DOUBLING + 1)
)
"""Every factor that sizes are multiplied by, ascending from 1/8 to 8 in steps of a quarter of a doubling.

The grid is coarse, so that noise seldom moves a factor.
"""

_FORMAT = 1
_MOST_BYTES = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeKey:
    """Everything that a factor depends on.

    Attributes:
        host: Fingerprint of the machine.
        problem: Name of the problem.
        problem_sha256: Digest of the problem.
        language: Language of the programs.
        toolchain: Name, version and flags of the compiler or run-time.
        sandbox: Name of the sandbox.
        limits: Name to value of each limit that a larger input could reach.
        target_ms: Least and most CPU time of the reference, in milliseconds without start-up.
    """

    host: str
    problem: str
    problem_sha256: str
    language: str
    toolchain: str
    sandbox: str
    limits: Mapping[str, float]
    target_ms: tuple[float, float]

    @property
    def file_name(self) -> str:
        """Name of its file; other keys have other names."""
        limits = {name: float(limit) for name, limit in self.limits.items()}
        content = [_FORMAT, {**asdict(self), "limits": limits}]
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
        return f"{self.problem}-{self.language}-{digest}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeFit:
    """The factor found for a problem in a language on a machine, and what programs cost at it.

    Attributes:
        key: What the factor depends on.
        factor: Factor of the dimensions that grow, one of :data:`FACTORS`.
        reference_ms: Median CPU milliseconds of the reference at the multiplied sizes, without start-up.
        expert_ms: The same for the expert; None where there is none that runs.
        startup_ms: Median CPU milliseconds of a program that does nothing.
        why_not: Why programs still cost less or more than they should; empty where the sizes fit.

    Raises:
        ValueError: A number is impossible.
    """

    key: SizeKey
    factor: float
    reference_ms: float
    expert_ms: float | None
    startup_ms: float
    why_not: str = ""

    def __post_init__(self) -> None:
        if self.factor not in FACTORS:
            raise ValueError(f"factor must be one of {FACTORS[0]:g} ... {FACTORS[-1]:g}, got {self.factor!r}")
        for name in ("reference_ms", "expert_ms", "startup_ms"):
            value = getattr(self, name)
            if value is not None and not 0.0 <= value < math.inf:
                raise ValueError(f"{name} must be at least 0 and finite, got {value!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedFit:
    """A file that should hold a factor, and why it does not."""

    path: Path
    why: str


class SizeFits:
    """Keeps factors in a folder; where that cannot be written, in memory, with one warning.

    Args:
        folder: The folder; None to keep factors in memory only.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._found: dict[str, SizeFit] = {}  # by the name of a file
        self._has_warned = False

    def recall(self, key: SizeKey) -> SizeFit | None:
        """The factor found for a key; None where none was found yet, or with a warning if it is damaged.

        An answer stays the same for the life of this object.
        """
        if known := self._found.get(key.file_name):
            return known
        read = _read(self._path(key)) if self._folder else None
        if isinstance(read, DamagedFit):
            warnings.warn(
                f"{read.path} is damaged, so the factor in it is found again: {read.why}",
                RuntimeWarning,
                stacklevel=2,
            )
            return None
        if read is not None:
            self._found[key.file_name] = read
        return read

    def remember(self, fit: SizeFit) -> SizeFit:
        """Keep a factor, and return the one that counts: another process may have been faster."""
        counts = fit
        try:
            if self._folder is None:
                self._warn("this user has no folder for data")
            else:
                counts = self._write(fit)
        except OSError as error:
            self._warn(f"{self._path(fit.key)} cannot be written: {error}")
        self._found[fit.key.file_name] = counts
        return counts

    def known(self, host: str) -> Iterator[SizeFit | DamagedFit]:
        """Every factor kept in the folder for a host, by problem and language."""
        for path in self._files(host):
            if (read := _read(path)) is not None:
                yield read

    def forget(self, host: str) -> int:
        """Delete the factors of a host, damaged ones too, and return their number.

        Raises:
            OSError: A file cannot be deleted.
        """
        self._found = {}
        files = self._files(host)
        for path in files:
            path.unlink(missing_ok=True)
        return len(files)

    def _files(self, host: str) -> list[Path]:
        return sorted((self._folder / host).glob("*.json")) if self._folder else []

    def _path(self, key: SizeKey) -> Path:
        assert self._folder is not None
        return self._folder / key.host / key.file_name

    def _write(self, fit: SizeFit) -> SizeFit:
        """Write a factor unless there is one already; the factor that the file then holds."""
        path = self._path(fit.key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _complete_file(path.parent, _text(fit)) as complete:
            try:
                # Unlike a rename, a link never replaces the factor of a faster process.
                os.link(complete, path)
            except FileExistsError:
                if isinstance(there := _read(path), SizeFit):
                    return there
                complete.replace(path)
        return fit

    def _warn(self, why: str) -> None:
        if not self._has_warned:
            self._has_warned = True
            warnings.warn(
                f"each process finds the factors of measured sizes anew, and they may differ: {why}",
                RuntimeWarning,
                stacklevel=3,
            )


@contextlib.contextmanager
def _complete_file(folder: Path, text: str) -> Generator[Path]:
    """A temporary file with a text; deleted afterwards unless it was renamed."""
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".fit-")
    try:
        with open(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _text(fit: SizeFit) -> str:
    return json.dumps(msgspec.to_builtins(fit), indent=1) + "\n"


def _read(path: Path) -> SizeFit | DamagedFit | None:
    """The factor in a file; None where there is no file."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            return DamagedFit(path=path, why=f"it is larger than {_MOST_BYTES} bytes")
        fit = msgspec.json.decode(content, type=SizeFit)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError) as error:
        return DamagedFit(path=path, why=str(error))
    if (fit.key.host, fit.key.file_name) != (path.parent.name, path.name):
        return DamagedFit(path=path, why="it belongs to another problem or machine")
    return fit


@functools.cache
def size_fits_in(folder: Path | None) -> SizeFits:
    """The factors of a folder; the same object for all of this process."""
    return SizeFits(folder)


def user_size_fits() -> SizeFits:
    """The factors of this user, in the folder of the user's store."""
    folder = platformdirs.user_data_path("perfgym") / "sizes"
    return size_fits_in(folder if folder.is_absolute() else None)
