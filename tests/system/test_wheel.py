"""The wheel that users install holds problems, C sources and types, and works."""

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
env = gym.make("PerfRepo-strings-go-v0", backend="cpu_time")
env.reset(seed=1)
print(env.step({"action_type": "tests", "test_suite": "./csv"})[4]["outcome"])
env.close()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(REPOSITORY)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def _files_below(folder: str) -> set[str]:
    """Paths of all files below a folder of the checkout, without Python's caches."""
    found = (path.relative_to(REPOSITORY) for path in (REPOSITORY / folder).rglob("*") if path.is_file())
    return {str(path) for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_package_the_problems_the_repositories_and_nothing_else(wheel: Path) -> None:
    """C sources, templates, attacks and the marker of types are among the files; tests are not."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    shipped = _files_below("problems") | _files_below("repos")
    assert names == _files_below("perfgym") | {f"perfgym/{path}" for path in shipped}
    for ending in (".py", "py.typed", ".c", ".h", ".toml", ".html", ".css", ".md", ".rs", ".go", ".ts"):
        assert any(name.endswith(ending) for name in names), ending


@pytest.mark.full
def test_episodes_can_be_played_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """They are played in another virtual environment and another folder."""
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
    # Dependencies come from this environment; the wheel's perfgym comes first on the path.
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(ours))
    done = subprocess.run(
        [python, "-I", "-c", EPISODE], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    reward, outcome = done.stdout.split()
    assert float(reward) == pytest.approx(0.75)
    assert outcome == "OK"
