"""Boot the guest under QEMU, with counters that count virtual time, so that counts repeat exactly."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.pmu.images import System, make_work_image

__all__ = ["MissingProgramsError", "check_programs", "run_in_guest"]

_PROGRAMS = {
    "qemu-system-aarch64": "qemu-system-arm",
    "mkfs.ext4": "e2fsprogs",
    "cpio": "cpio",
    "dpkg-deb": "dpkg",
    "apt-get": "apt",
}
_MEMORY_MB = 3072
_ENDED = re.compile(r"guest: exit status (\d+)")


class MissingProgramsError(Exception):
    """This machine lacks programs that make or boot the guest; the message says how to install them."""


def check_programs() -> None:
    """Raise :class:`MissingProgramsError` if a program is missing."""
    missing = [name for name in _PROGRAMS if shutil.which(name, path=_search_path()) is None]
    if missing:
        packages = " ".join(_PROGRAMS[name] for name in missing)
        raise MissingProgramsError(f"{', '.join(missing)} is missing; run `apt install {packages}` as root")


def _search_path() -> str:
    """PATH with the folders of root's programs, which an ordinary user's may lack."""
    return f"{os.environ.get('PATH', '/usr/bin:/bin')}:/usr/sbin:/sbin"


def run_in_guest(system: System, job: str, timeout_s: float, say: Callable[[str], None]) -> int:
    """Boot the guest, run a shell script in a copy of this repository there, and switch the guest off.

    Args:
        system: What is booted.
        job: Lines of the script.
        timeout_s: Seconds after which the guest is killed.
        say: Called with each line that the guest prints, as soon as it does.

    Returns:
        The script's exit status.

    Raises:
        TimeoutError: The guest did not end the script in time.
    """
    with tempfile.TemporaryDirectory(prefix="perfgym-pmu-") as folder:
        work = Path(folder) / "work.img"
        make_work_image(work, job)
        for line in _boot(system, work, timeout_s):
            if ended := _ENDED.fullmatch(line):
                return int(ended[1])
            say(line)
    raise TimeoutError(f"the guest did not end its script within {timeout_s:g} s")


def _boot(system: System, work: Path, timeout_s: float) -> Iterator[str]:
    """What the guest prints, line by line."""
    command = [
        "qemu-system-aarch64", "-M", "virt", "-cpu", "max", "-icount", "shift=1", "-m", str(_MEMORY_MB),
        "-nographic", "-no-reboot", "-net", "none", "-kernel", system.kernel, "-initrd", system.initrd,
        "-append", "console=ttyAMA0 quiet panic=-1",
        "-drive", f"file={system.disk},format=raw,if=virtio,readonly=on",
        "-drive", f"file={work},format=raw,if=virtio",
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as guest:
        clock = threading.Timer(timeout_s, guest.kill)
        clock.start()
        try:
            assert guest.stdout is not None
            for line in guest.stdout:
                yield line.decode(errors="replace").rstrip()
        finally:
            clock.cancel()
            guest.kill()
