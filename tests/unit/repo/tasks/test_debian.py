"""Trees that come from Debian packages: unpacked by the real dpkg-deb, pinned by their digest, and kept."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from perfgym.errors import MachineError
from perfgym.repo.tasks.debian import base_tree, fetch, why_absent
from perfgym.repo.tasks.load import load_task
from perfgym.repo.tasks.task import DebianSource, RepoTask, VendoredModule
from perfgym.repo.workspace.tree import File, Tree

FOLDER = "usr/share/gocode/src/words"
MODULE = Tree({"go.mod": File(b"module words\n"), "words.go": File(b"package words\n")})
OTHER = Tree(
    {"go.mod": File(b"module other\n"), "other.go": File(b"package other\n"), "o_test.go": File(b"")}
)

pytestmark = pytest.mark.skipif(
    shutil.which("dpkg-deb") is None, reason="dpkg-deb is missing: apt-get install dpkg"
)


def package(folder: Path, name: str, tree: Tree) -> None:
    """Build a Debian package that holds a tree."""
    root = folder / f"{name}-root"
    for path, file in tree.files.items():
        place = root / FOLDER / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
    (root / "DEBIAN").mkdir()
    control = f"Package: {name}\nVersion: 1.0\nArchitecture: all\nMaintainer: nobody <n@example.org>\n"
    (root / "DEBIAN" / "control").write_text(f"{control}Description: words\n")
    subprocess.run(
        ["dpkg-deb", "--build", str(root), str(folder / f"{name}.deb")], check=True, capture_output=True
    )


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages that the client ``apt-get`` downloads from, and an empty cache."""
    mirror = tmp_path / "mirror"
    client = tmp_path / "bin" / "apt-get"
    for folder in (mirror, client.parent):
        folder.mkdir()
    client.write_text(
        f'#!/bin/sh\ncp "{mirror}/$2.deb" . || {{ echo "E: Unable to locate $2" >&2; exit 100; }}\n'
    )
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{client.parent}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return mirror


def task(*vendored: VendoredModule, digest: str = MODULE.digest) -> RepoTask:
    source = DebianSource(
        package="words", version="1.0", folder=FOLDER, tree_sha256=digest, vendored=vendored
    )
    return replace(load_task("strings"), name="words", tree=None, debian=source)


def test_a_tree_is_fetched_once_and_kept(mirror: Path) -> None:
    words = task()
    with pytest.raises(MachineError, match="run `perfgym repo fetch words`"):
        base_tree(words)
    package(mirror, "words", MODULE)
    fetch(words)
    (mirror / "words.deb").unlink()
    fetch(words)
    assert base_tree(words) == MODULE
    assert why_absent(words) == ""


def test_a_task_whose_text_changes_keeps_its_files(mirror: Path) -> None:
    package(mirror, "words", MODULE)
    fetch(task())
    assert base_tree(replace(task(), goal="another goal", digest="another")) == MODULE


def test_files_of_another_version_are_refused_and_nothing_is_kept(mirror: Path) -> None:
    package(mirror, "words", OTHER)
    with pytest.raises(MachineError, match="this release of Debian has another version"):
        fetch(task())
    assert why_absent(task())


def test_a_package_that_cannot_be_had_is_named(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(
        MachineError, match="Debian's words cannot be had: `apt-get download` said: E: Unable"
    ):
        fetch(task())
    monkeypatch.setenv("PATH", str(mirror))
    with pytest.raises(MachineError, match="apt-get is not on PATH"):
        fetch(task())


def test_imported_modules_are_vendored_without_their_tests(mirror: Path) -> None:
    package(mirror, "words", MODULE)
    package(mirror, "other", OTHER)
    other = VendoredModule(
        module="example.org/other",
        version="v1.2.3",
        package="other",
        package_version="1.0",
        folder=FOLDER,
        tree_sha256=OTHER.digest,
    )
    fetch(task(other))
    assert {path: file.content for path, file in base_tree(task(other)).files.items()} == {
        "go.mod": b"module words\n",
        "words.go": b"package words\n",
        "vendor/example.org/other/other.go": b"package other\n",
        "vendor/modules.txt": b"# example.org/other v1.2.3\n## explicit\nexample.org/other\n",
    }
