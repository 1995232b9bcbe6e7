"""The documentation's site: it builds without a broken link, and shows everything that is public."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

import perfgym
from perfgym.bank import CLASSES
from perfgym.cli.commands import calibrate
from perfgym.cli.main import main
from perfgym.envs.registration import registered_ids
from perfgym.languages import LANGUAGES
from perfgym.measure.pairs import MOST_REDRAWN
from perfgym.measure.statistics import LEAST_PAIRS, MOST_PAIRS
from perfgym.settings import Settings

REPOSITORY = Path(__file__).parents[2]
SETTINGS = (REPOSITORY / "docs" / "settings.md").read_text()


def _options() -> list[str]:
    """The options that ``make docs`` gives to MkDocs."""
    (options,) = re.findall(r"-m mkdocs build (.*)", (REPOSITORY / "Makefile").read_text())
    return shlex.split(options)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as ``make docs`` does; a broken link or an undocumented name fails the build."""
    pytest.importorskip("mkdocs", reason="MkDocs is missing: pip install 'perfgym[docs]'")
    folder = tmp_path_factory.mktemp("site")
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *_options(), "--site-dir", str(folder)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, build.stdout + build.stderr
    return folder


def test_a_broken_link_fails_the_build(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="MkDocs is missing: pip install 'perfgym[docs]'")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("[nowhere](nowhere.md)")
    (tmp_path / "mkdocs.yml").write_text("site_name: broken")
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *_options()],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode != 0
    assert "nowhere.md" in build.stderr


def test_every_public_name_is_on_the_site(site: Path) -> None:
    pages = [(site / page / "index.html").read_text() for page in ("api", "environments")]
    anchors = set(re.findall(r'id="([\w.]+)"', "".join(pages)))
    shown = {anchor.rpartition(".")[2] for anchor in anchors if anchor.startswith("perfgym.")}
    assert sorted(set(perfgym.__all__) - shown - {"__version__"}) == []


@pytest.mark.full
def test_every_environment_is_on_the_site(site: Path) -> None:
    page = (site / "environments" / "index.html").read_text()
    ids = [str(env_id) for env_id in registered_ids()]
    assert len(ids) > 30
    assert [env_id for env_id in ids if env_id not in page] == []
    assert "Episode End" in page


@pytest.mark.full
def test_no_sphinx_role_is_left_on_the_site(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 11
    assert [str(page) for page in pages if re.search(r":(class|func|meth|data):", page.read_text())] == []


def test_every_command_is_described() -> None:
    rows = [line for line in SETTINGS.splitlines() if line.startswith("| `perfgym ")]
    described = {name for row in rows for name in re.findall(r"`perfgym ([\w-]+)", row)}
    assert described == set(main.list_commands(click.Context(main)))


def test_every_class_of_bottlenecks_is_described() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (.+) \|$", (REPOSITORY / "docs" / "bank.md").read_text(), re.MULTILINE
    )
    assert {name: text for name, text in rows if name in CLASSES} == CLASSES


def test_every_setting_is_described() -> None:
    described = set(re.findall(r"`PERFGYM_(\w+)`", SETTINGS))
    no_settings = {"PROBLEMS", "INPUT_KEY", "HOST_USER", "HOST_PASSWORD", "PARAMETER_GOLF", "NANOCHAT"}
    assert described == {name.upper() for name in Settings.__dataclass_fields__} | no_settings


@pytest.mark.parametrize("place", ["docs/measuring.md", "docs/problems.md", "perfgym calibrate --help"])
def test_the_run_lengths_of_each_language_are_stated(place: str) -> None:
    text = (REPOSITORY / place).read_text() if place.endswith(".md") else calibrate.command.help or ""
    languages = [*LANGUAGES.values(), LANGUAGES["python"].preloading(("numpy",))]
    wanted = {"{:g} to {:g} ms".format(*language.measured_ms) for language in languages}
    assert not {figures for figures in wanted if figures not in " ".join(text.split())}


def test_the_numbers_of_pairs_are_stated() -> None:
    text = " ".join((REPOSITORY / "docs" / "measuring.md").read_text().split())
    assert f"after at least {LEAST_PAIRS} pairs" in text
    assert f"after {MOST_PAIRS} pairs" in text
    assert f"at most {MOST_REDRAWN} times" in text


def test_the_citation_names_this_version() -> None:
    citation = (REPOSITORY / "CITATION.cff").read_text()
    assert re.findall(r"^version: (.+)$", citation, flags=re.MULTILINE) == [perfgym.__version__]
