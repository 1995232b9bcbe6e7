"""Disk images of the guest: its system, made once, and a copy of this repository, made for each boot."""

import gzip
import hashlib
import lzma
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from tests.pmu import packages
from tests.pmu.packages import fetch_packages, fetch_wheels

__all__ = ["System", "make_system", "make_work_image"]

_GUEST = Path(__file__).parent / "guest"
_REPOSITORY = Path(__file__).parents[2]
_USR = ("bin", "sbin", "lib")  # links into /usr, as Debian's installer makes them
_DRIVER = "block/virtio_blk.ko.xz"  # of disks; the kernel holds the others that the guest needs
_SPARE_BYTES = 512 << 20
_SITE = "opt/site"
_DISK = "system.img"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What QEMU boots.

    Attributes:
        kernel: The kernel.
        initrd: Mounts the disks.
        disk: The system, which is never written to.
    """

    kernel: Path
    initrd: Path
    disk: Path


def _key() -> str:
    """Changes whenever the system has to be made anew."""
    parts = [Path(packages.__file__), Path(__file__), *sorted(_GUEST.iterdir())]
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def make_system() -> System:
    """The guest's system, from the user's cache folder; it is made there first, in some minutes.

    Systems of other versions of this package are removed from it.

    Raises:
        subprocess.CalledProcessError: A client failed; it has said why.
    """
    folder = platformdirs.user_cache_path("perfgym") / "pmu-guest"
    target = folder / _key()
    if not target.is_dir():
        scratch = folder / "partial"
        shutil.rmtree(scratch, ignore_errors=True)
        for former in folder.glob(f"*/{_DISK}"):
            shutil.rmtree(former.parent)
        scratch.mkdir(parents=True)
        _make(scratch, fetch_packages(folder))
        scratch.rename(target)
    return System(kernel=target / "kernel", initrd=target / "initrd", disk=target / _DISK)


def _make(folder: Path, debs: list[Path]) -> None:
    root = folder / "root"
    _unpack(debs, root)
    fetch_wheels(root / _SITE)
    shutil.copy2(_GUEST / "start", root / "usr" / "sbin" / "guest-start")
    (root / "work").mkdir()
    (kernel,) = (root / "boot").glob("vmlinuz-*")
    shutil.copyfile(kernel, folder / "kernel")
    _make_initrd(root, folder)
    _make_disk(root, folder / _DISK)
    shutil.rmtree(root)


def _unpack(debs: list[Path], root: Path) -> None:
    """Unpack packages without running their scripts, which are programs of the other architecture."""
    for name in _USR:
        (root / "usr" / name).mkdir(parents=True)
        (root / name).symlink_to(f"usr/{name}")
    for deb in debs:
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as tar:
            unpack = ["tar", "--extract", "--keep-directory-symlink", "--directory", str(root)]
            subprocess.run(unpack, stdin=tar.stdout, check=True)
        if tar.returncode:
            raise subprocess.CalledProcessError(tar.returncode, f"dpkg-deb {deb.name}")
    (root / "usr" / "bin" / "awk").symlink_to("mawk")


def _make_initrd(root: Path, folder: Path) -> None:
    """A first file system with busybox, the driver of disks, and ``guest/init``."""
    first = folder / "first"
    for name in ("bin", "lib", "new"):
        (first / name).mkdir(parents=True)
    shutil.copy2(root / "usr" / "bin" / "busybox", first / "bin" / "busybox")
    (first / "bin" / "sh").symlink_to("busybox")
    (drivers,) = root.glob("usr/lib/modules/*/kernel/drivers")
    (first / "lib" / "disks.ko").write_bytes(lzma.decompress((drivers / _DRIVER).read_bytes()))
    shutil.copy2(_GUEST / "init", first / "init")
    names = "\n".join(str(path.relative_to(first)) for path in sorted(first.rglob("*")))
    cpio = ["cpio", "--quiet", "--create", "--format=newc"]
    archive = subprocess.run(cpio, cwd=first, input=names.encode(), stdout=subprocess.PIPE, check=True).stdout
    (folder / "initrd").write_bytes(gzip.compress(archive))
    shutil.rmtree(first)


def _make_disk(content: Path, image: Path) -> None:
    """An image with a file system that holds a folder's content, and some room."""
    size = sum(path.lstat().st_size + 4096 for path in content.rglob("*")) + _SPARE_BYTES
    image.touch()
    with image.open("r+b") as file:
        file.truncate(size)
    subprocess.run(["mkfs.ext4", "-q", "-d", content, "-O", "^has_journal", image], check=True)


def make_work_image(image: Path, job: str) -> None:
    """Make a disk with this repository's files, as they are now, and a shell script that the guest runs.

    Args:
        image: The file to make.
        job: Lines of the script. It is run in the repository's folder.

    Raises:
        subprocess.CalledProcessError: A client failed; it has said why.
    """
    content = image.with_suffix(".files")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=_REPOSITORY, stdout=subprocess.PIPE, check=True,
    ).stdout.decode()  # fmt: skip
    for name in filter(None, listed.split("\0")):
        source, target = _REPOSITORY / name, content / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    (content / "guest-job").write_text(job)
    _make_disk(content, image)
    shutil.rmtree(content)
