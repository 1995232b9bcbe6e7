"""Supervisors and guards built with sanitizers, which report faults of memory and undefined behaviour."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

import perfgym.sandbox
import perfgym.sandbox.supervisor as supervisor_module
from perfgym.sandbox.jail import JailView
from perfgym.sandbox.memory_file import memory_file
from perfgym.sandbox.native import SOURCES

__all__ = ["FINDING", "FOLDER", "SOURCE", "Sanitized", "sanitized_from"]


FOLDER = Path(perfgym.sandbox.__file__).parent
SOURCE = FOLDER / "supervisor.c"
SANITIZERS = ["-std=gnu17", "-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
# The supervisor's environment is empty, and leak detection would trace it.
OPTIONS = """
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
"""
FINDING = re.compile(rb"ERROR: \w+Sanitizer.*|.*runtime error:.*")


@dataclass
class Sanitized:
    """A binary built with sanitizers, and the logs of its processes."""

    binary: bytes
    logs: list[int] = field(default_factory=list)

    @property
    def findings(self) -> list[bytes]:
        """Every fault that the sanitizers reported."""
        return [found for log in self.logs for found in FINDING.findall(os.pread(log, 1 << 20, 0))]

    def messages(self, name: str) -> int:
        """Make a memory file, and keep a descriptor of it for :attr:`findings`."""
        descriptor = memory_file(name)
        self.logs.append(os.dup(descriptor))
        return descriptor

    @contextlib.contextmanager
    def in_place(self) -> Generator[None]:
        """Start this binary as supervisor and guard; let every jail see the libraries that it needs."""
        plain = JailView.arguments

        def arguments(view: JailView) -> list[str]:
            if view.mounts:  # a build's: all libraries are there
                return plain(view)
            folders = [folder for folder in ("/lib", "/lib64") if Path(folder).exists()]
            links = tuple(
                (folder, str(Path(folder).readlink())) for folder in folders if Path(folder).is_symlink()
            )
            solid = [(folder, folder) for folder in folders if not Path(folder).is_symlink()]
            return plain(replace(view, mounts=(("/usr", "/usr"), *solid), symlinks=links))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(JailView, "arguments", arguments)
            patch.setattr(supervisor_module, "native_program", lambda _: self.binary)
            patch.setattr(supervisor_module, "memory_file", self.messages)
            yield


def sanitized_from(source: str, folder: Path) -> Sanitized:
    """Build the supervisor with sanitizers, from ``source`` in place of its main file."""
    for name in SOURCES["supervisor"]:
        shutil.copy(FOLDER / name, folder)
    (folder / "supervisor.c").write_text(source)
    (folder / "options.c").write_text(OPTIONS)
    command = ["gcc", *SANITIZERS, "supervisor.c", "guard.c", "options.c", "-o", "binary"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"gcc has no sanitizers here: {done.stderr.decode()[-200:]}")
    return Sanitized((folder / "binary").read_bytes())
