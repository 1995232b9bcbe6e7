"""Read every log of a clone of openai/parameter-golf as the research task reads it, and print what is found.

    python benchmarks/golf_logs.py PATH

PATH is a clone, or a git directory without a work tree. The script counts the logs that the task's patterns
and checks accept, and the reasons why it refuses the others. It prints the number of bytes a token in all
logs with an exact final line of any name, and the spread of records that were run with several seeds. It
writes nothing.
"""

import collections
import math
import re
import statistics
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

from perfgym.research.load import load_research
from perfgym.research.log import LogError, LogRules, figures_of
from perfgym.research.reported_task import ReportedTask

_LOG = re.compile(r"records/.*\.(log|txt)$")
_ANY_FINAL = re.compile(r"^\S+_exact val_loss:(?P<val_loss>[\d.]+) val_bpb:(?P<val_bpb>[\d.]+)")
_LARGE = 16_000_000
_ANY_SIZE = re.compile(r"^Total submission size[^:]*: (\d+) bytes", re.MULTILINE)


def git(clone: Path, *words: str) -> str:
    """Run git in the clone, and return its output."""
    done = subprocess.run(("git", "-C", str(clone), *words), capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


def outcome(log: str, rules: LogRules) -> str:
    """The figure that the task reads, or why it reads none."""
    try:
        return f"{figures_of(log, rules).val_bpb:.8f}"
    except LogError as error:
        return re.sub(r"\d+(\.\d+)?", "N", str(error).partition(";")[0].partition(", and")[0])


def last_figures(log: str) -> tuple[float, float] | None:
    """Bits per byte and bytes a token of the last exact final line of any name; None without one."""
    found = [match for line in log.splitlines() if (match := _ANY_FINAL.search(line))]
    if not found:
        return None
    bpb = float(found[-1]["val_bpb"])
    return bpb, float(found[-1]["val_loss"]) / math.log(2) / bpb


def print_spread(groups: list[list[float]]) -> None:
    """Print the standard deviation that is pooled over records with several seeds."""
    freedom = sum(len(runs) - 1 for runs in groups)
    squares = sum(statistics.variance(runs) * (len(runs) - 1) for runs in groups)
    sigma = math.sqrt(squares / freedom)
    print(f"spread: sigma {sigma:.5f} of {len(groups)} records, {freedom} degrees of freedom")


def main() -> None:
    """Read all logs and print the figures."""
    clone = Path(sys.argv[1])
    task = load_research("parameter_golf")
    assert isinstance(task, ReportedTask)
    print(f"commit {git(clone, 'rev-parse', 'HEAD').strip()}")
    paths = [
        path for path in git(clone, "ls-tree", "-r", "--name-only", "HEAD").splitlines() if _LOG.match(path)
    ]
    outcomes: collections.Counter[str] = collections.Counter()
    ratios: collections.Counter[float] = collections.Counter()
    seeds: dict[str, list[float]] = collections.defaultdict(list)
    large = 0
    unchecked = replace(task.rules.log, exact={}, bytes_per_token=None)
    for path in paths:
        log = git(clone, "show", f"HEAD:{path}") + "\n"
        found = outcome(log, task.rules.log)
        is_read = found[0].isdigit()
        outcomes["accepted" if is_read else found] += 1
        if (last := last_figures(log)) is not None:
            ratios[round(last[1], 4)] += 1
            if "seed" in path:
                seeds[str(PurePosixPath(path).parent)].append(last[0])
        sizes = _ANY_SIZE.findall(log)
        large += bool(sizes) and int(sizes[-1]) >= _LARGE
        if "NaiveBaseline" in path:
            print(f"{path}: {found}; without checks {figures_of(log, unchecked).values}")
    print(f"{len(paths)} logs; last size of {large} is {_LARGE:,} bytes or more")
    for words, count in outcomes.most_common():
        print(f"{count:4} {words}")
    print("bytes a token:", dict(ratios.most_common()))
    print_spread([runs for runs in seeds.values() if 3 <= len(runs) <= 5])


if __name__ == "__main__":
    main()
