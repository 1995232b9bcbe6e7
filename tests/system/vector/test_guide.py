"""Every block of code in the guide to many environments runs."""

import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[3] / "docs" / "vector.md"
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=["together", "own pace", "coroutines", "episodes"])
def test_a_block_of_the_guide_runs(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFGYM_BACKEND", "fake")
    exec(compile(block, str(GUIDE), "exec"), {})
