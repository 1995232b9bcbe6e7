"""A repository of a user's becomes a task, is validated and played, in the real sandbox."""

from pathlib import Path

import gymnasium as gym
import pytest

import perfgym
from perfgym.authoring.new_task import write_task
from perfgym.authoring.validate_task import validate_task
from perfgym.languages.go_module import go_toolchain
from perfgym.repo.tasks.load import load_task_folder
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import Settings

pytestmark = pytest.mark.full

GO = """package wordy

import "strings"

// Clean leaves out all words but those of letters.
func Clean(text string) string {
	out := ""
	for _, word := range strings.Split(text, " ") {
		if isWord(word) {
			out += word + " "
		}
	}
	return out
}

// Count counts the words of letters.
func Count(text string) int {
	n := 0
	for _, word := range strings.Split(Clean(text), " ") {
		if word != "" {
			n++
		}
	}
	return n
}

func isWord(word string) bool {
	for _, r := range word {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return word != ""
}
"""
TEST = """package wordy

import "testing"

func TestClean(t *testing.T) {
	if got := Clean("a 1 b"); got != "a b " {
		t.Fatal(got)
	}
}

func BenchmarkClean(b *testing.B) {
	for i := 0; i < b.N; i++ {
		Clean("a 1 b")
		Count("a 1 b")
	}
}
"""
FASTER = """diff --git a/wordy.go b/wordy.go
--- a/wordy.go
+++ b/wordy.go
@@ -6,11 +6,11 @@ import "strings"
 func Clean(text string) string {
-\tout := ""
+\tout := make([]byte, 0, len(text)+1)
 \tfor _, word := range strings.Split(text, " ") {
 \t\tif isWord(word) {
-\t\t\tout += word + " "
+\t\t\tout = append(append(out, word...), ' ')
 \t\t}
 \t}
-\treturn out
+\treturn string(out)
 }
"""


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    """The sandbox that this machine would choose."""
    go_toolchain()
    return make_sandbox("auto")


def imported(tmp_path: Path, source: str) -> Path:
    repository = tmp_path / "wordy"
    repository.mkdir()
    (repository / "go.mod").write_text("module example.org/wordy\n\ngo 1.18\n")
    (repository / "wordy.go").write_text(source)
    (repository / "wordy_test.go").write_text(TEST)
    folder = write_task("wordy", str(repository), tmp_path / "bank").folder
    for path in (folder / "workloads").glob("*/problem.toml"):
        text = path.read_text().replace(
            "[1000, 1040], length = [38, 42]", "[480, 520], length = [2900, 3100]"
        )
        path.write_text(text)
    return folder


def test_a_repository_of_ones_own_is_imported_validated_and_played(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong are the places that its author has to fill in."""
    folder = imported(tmp_path, GO)
    (folder / "expert.patch").write_text(FASTER)
    checks = {check.what: check for check in validate_task(load_task_folder(folder), sandbox, Settings())}
    wrong = [what for what, check in checks.items() if not (check.holds or check.advice)]
    assert [what for what in wrong if not what.endswith("no TODO left")] == []
    assert checks["the expert is at least 1.2 times as fast as the task's own tree"].holds
    assert "TestClean" in checks["tests pass twice on the task's own tree, and are required"].seen
    assert "outputs of" in checks["a mistake in . is noticed"].seen
    monkeypatch.setattr("perfgym.bank.folders._added", [])
    assert perfgym.register_problems(tmp_path / "bank") == ["wordy"]
    env = gym.make("PerfRepo-wordy-go-v0", backend="cpu_time", sandbox=sandbox)
    try:
        env.reset(seed=1)
        info = env.step({"action_type": "submit"})[4]
        assert info["status"] == "ACCEPTED"
    finally:
        env.close()
        gym.registry.pop("PerfRepo-wordy-go-v0")


def test_outputs_that_depend_on_the_time_and_programs_that_measure_nothing_are_found(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    """A library whose functions take so little that the program itself is what costs."""
    quick = """package wordy

import "time"

func Clean(text string) string { return text }

func Count(text string) int {
	return int(time.Now().UnixNano())
}
"""
    quick = quick.replace("string { return text }", "string {\n\treturn text\n}")
    folder = imported(tmp_path, quick)
    (folder / "tree" / "wordy_test.go").unlink()
    checks = {check.what: check for check in validate_task(load_task_folder(folder), sandbox, Settings())}
    assert not checks["count: the task's own tree gives the same output twice"].holds
    assert not checks["clean: its own program takes less than 10% of the CPU time"].holds
    assert not checks["tests pass twice on the task's own tree, and are required"].holds
