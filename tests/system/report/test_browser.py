"""The report in a real browser without a network: nothing is too wide, and no foreign script runs."""

import contextlib
import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfgym.bench.page import result_page
from perfgym.store import Store
from perfgym.store.report import report_page
from tests.doubles.bench_results import bench_result, hostile_result
from tests.doubles.made_up_runs import SCRIPT, hostile_run, learning_run, tuning_run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")

WATCH = "<script>window.ran = 0; window.alert = () => { window.ran += 1; };</script>"
MEASURE = """<script>
const seen = {
  width: window.innerWidth,
  scrollWidth: document.documentElement.scrollWidth,
  ran: window.ran,
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  paper: getComputedStyle(document.body).backgroundColor,
  ink: getComputedStyle(document.querySelector("svg text")).fill,
};
parent.document.body.dataset.seen = JSON.stringify(seen);
console.info("measured");
</script>"""


def browse(page: str, folder: Path, *options: str) -> tuple[str, list[str]]:
    """Open a page; return its document once it has loaded, and the lines of the console."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    fixed = (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--proxy-server=127.0.0.1:9",
    )
    logged = ("--enable-logging=stderr", f"--user-data-dir={folder / 'profile'}", "--dump-dom", path.as_uri())
    ended = subprocess.run(
        [str(CHROMIUM), *fixed, *options, *logged], capture_output=True, text=True, timeout=60, check=True
    )
    return ended.stdout, [line for line in ended.stderr.splitlines() if "CONSOLE" in line]


def framed(page: str, width: int) -> str:
    """The page, unfolded, in a frame of a given width, in which scripts may run: ours and any hostile one.

    The window of a browser cannot be as narrow as a phone.
    """
    page, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', WATCH, page)
    assert count == 1
    page = page.replace("<details", "<details open").replace("</body>", f"{MEASURE}</body>")
    return (
        f'<!DOCTYPE html><iframe width="{width}" height="800" frameborder="0" srcdoc="{html.escape(page)}">'
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def page_of(folder: Path, made: Callable[[Store], str]) -> str:
    with contextlib.closing(Store(folder / "store.sqlite")) as store:
        return report_page(store, store.run(made(store)))


def look(page: str, folder: Path, width: int, *options: str) -> dict[str, Any]:
    """Open the unfolded page at a given width, and return what the script in it measured."""
    dom, console = browse(framed(page, width), folder, *options)
    assert len(console) == 1
    assert "measured" in console[0]
    found = re.search('data-seen="([^"]*)"', dom)
    assert found
    return json.loads(html.unescape(found[1]))


@pytest.mark.parametrize("made", [learning_run, tuning_run, hostile_run])
def test_nothing_is_wider_than_a_phone_and_no_foreign_script_runs(
    folder: Path, made: Callable[[Store], str]
) -> None:
    seen = look(page_of(folder, made), folder, 360)
    assert seen["width"] == 360
    assert seen["scrollWidth"] == 360
    assert seen["ran"] == 0


@pytest.mark.full
def test_the_page_of_a_benchmark_keeps_the_same_promises(folder: Path) -> None:
    usual = bench_result({"sort": [2.0], "life": [None]}, languages=("c", "go"))
    for result in (usual, hostile_result(SCRIPT)):
        seen = look(result_page(result), folder, 360)
        assert (seen["width"], seen["scrollWidth"], seen["ran"]) == (360, 360, 0)


def test_the_page_is_light_or_dark_as_the_reader_prefers(folder: Path) -> None:
    page = page_of(folder, tuning_run)
    light = look(page, folder, 1200)
    dark = look(page, folder, 1200, "--force-dark-mode")
    assert (light["dark"], dark["dark"]) == (False, True)
    assert (light["paper"], light["ink"]) == ("rgb(255, 255, 255)", "rgb(28, 30, 34)")
    assert (dark["paper"], dark["ink"]) == ("rgb(22, 24, 29)", "rgb(230, 232, 235)")


def test_the_unchanged_page_has_no_error(folder: Path) -> None:
    assert browse(page_of(folder, hostile_run), folder)[1] == []


def test_the_page_runs_no_script_even_if_one_slips_in(folder: Path) -> None:
    """The content security policy blocks the script, and the browser says so."""
    page = page_of(folder, hostile_run)
    dom, console = browse(page.replace("</body>", f"{MEASURE}</body>"), folder)
    assert "<script>" in dom
    assert "data-seen=" not in dom
    assert len(console) == 1
    assert "Content Security Policy" in console[0]
