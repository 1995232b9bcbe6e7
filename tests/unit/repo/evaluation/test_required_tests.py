"""Which tests must pass, and how failures are told."""

import json
from pathlib import Path

import pytest

from perfgym.records import Status, TestResult
from perfgym.repo.evaluation.required_tests import GoTests
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox.request import Limits
from tests.doubles.modules import ModuleSandbox, module_task

TREE = Tree({})


@pytest.fixture
def sandbox() -> ModuleSandbox:
    """Plays test binaries."""
    return ModuleSandbox()


@pytest.fixture
def go_tests(tmp_path: Path, sandbox: ModuleSandbox) -> GoTests:
    """The tests of a task."""
    return GoTests(module_task(tmp_path), sandbox, Limits(wall_s=1.0, cpu_s=1.0, memory_bytes=64 << 20))


def binary(**tests: str) -> bytes:
    """A test binary: name of a test to what it does."""
    return json.dumps({"tests": tests}).encode()


def graded(go_tests: GoTests, required: dict[str, frozenset[str]], **tests: str) -> TestResult:
    """The result of one package."""
    (result,) = go_tests.grade({".": binary(**tests)}, TREE, required, 0, None)
    return result


@pytest.mark.parametrize("only_in", ["off", "1", "2"])
def test_a_test_that_passes_in_one_order_only_is_not_required(go_tests: GoTests, only_in: str) -> None:
    base = {".": binary(TestA="passes", TestB=only_in, TestC="fails")}
    assert go_tests.required(base, TREE, None) == {".": {"TestA"}}


def test_candidates_are_tested_in_the_orders_that_the_base_passed_in(
    go_tests: GoTests, sandbox: ModuleSandbox
) -> None:
    def orders() -> set[str]:
        return {word for request in sandbox.requests for word in request.argv if "shuffle" in word}

    go_tests.required({".": binary(TestA="passes")}, TREE, None)
    of_base = orders()
    sandbox.requests.clear()
    for order in range(50):
        go_tests.grade({".": binary(TestA="passes")}, TREE, {".": frozenset({"TestA"})}, order, None)
    assert orders() == of_base
    assert len(of_base) == 3


def test_tests_that_need_not_pass_are_not_run(go_tests: GoTests, sandbox: ModuleSandbox) -> None:
    go_tests.required({".": binary(TestA="passes")}, TREE, None)
    assert all("-test.skip=^TestSlow$" in request.argv for request in sandbox.requests)


def test_a_failure_is_told_by_name(go_tests: GoTests) -> None:
    required = {".": frozenset({"TestA", "TestB"})}
    result = graded(go_tests, required, TestA="passes", TestB="fails")
    assert (result.status, result.detail) == (Status.WRONG_OUTPUT, "TestB failed")
    gone = graded(go_tests, required, TestA="passes")
    assert (gone.status, gone.detail) == (Status.WRONG_OUTPUT, "TestB did not pass")
    assert graded(go_tests, required, TestA="passes", TestB="passes").status is Status.ACCEPTED


def test_a_failure_of_a_test_that_is_not_required_does_not_count(go_tests: GoTests) -> None:
    result = graded(go_tests, {".": frozenset({"TestA"})}, TestA="passes", TestB="fails")
    assert result.status is Status.ACCEPTED


def test_the_tests_of_a_package_that_is_gone_are_named(go_tests: GoTests) -> None:
    names = frozenset(f"Test{number}" for number in range(7))
    (result,) = go_tests.grade({}, TREE, {"./gone": names}, 0, None)
    assert result.status is Status.WRONG_OUTPUT
    assert "Test0, Test1, Test2, Test3, Test4 and 2 more did not run" in result.detail
