"""The wheel, as a user installs it: problems, C sources and types are in it, and it works."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

EPISODE = """
import gymnasium as gym, perfgym
assert "site-packages" in perfgym.__file__, perfgym.__file__
problem = perfgym.load_problem("matmul")
assert "site-packages" in str(problem.folder), problem.folder
env = gym.make("PerfOptimize-matmul-c-v0", backend="fake")
env.reset(seed=1)
print(env.step({"code": problem.experts["c"], "submit": 1})[1])
env.close()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(REPOSITORY)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_all_that_is_needed_is_in_the_wheel(wheel: Path) -> None:
    """And nothing that is not: no tests, no benchmarks."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("py.typed", "sandbox/supervisor.c", "sandbox/guard.c", "sandbox/wire.h",
                   "sandbox/probe.c", "demo/tiled.c", "redteam/attacks/c/prelude.h",
                   "redteam/attacks/c/a_network.c", "redteam/attacks/any/d_empty.py",
                   "authoring/templates/problem/problem.toml",
                   "authoring/templates/problem/reference/solution.rs",
                   "authoring/templates/problem/expert/README.md", "authoring/io_baselines/solution.c",
                   "problems/sort/problem.toml", "problems/sort/expert/solution.c",
                   "problems/sort/tune.toml", "problems/sort/tune/solution.c",
                   "report/page.html", "report/style.css"):  # fmt: skip
        assert f"perfgym/{needed}" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"perfgym"}


def test_an_episode_can_be_played_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """In another environment, from another folder."""
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    (packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(packages),
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    # The dependencies are this environment's; perfgym is not among them, as its own comes first.
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(ours))
    done = subprocess.run(
        [python, "-I", "-c", EPISODE], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == pytest.approx(0.75)
