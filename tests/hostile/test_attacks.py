"""Hostile programs, submitted for real: none gains, leaks, breaks the harness or leaves anything behind.

Two tiers. ``make test`` runs every attack of class C (on the measurement) with the clock, or with the backend
that it attacks. It runs all others on the ``fake`` backend, which builds and tests for real but measures
nothing. Attacks that are only text, and those that use up resources, which the same limits stop in every
language, run in C, the former in Python too. Attacks on memory also run without control groups and for an
ordinary user. ``make test-all`` adds the twins in every language, all key attacks on these hosts,
the same attacks with the clock, the attacks that play whole episodes, and the whole catalogue on every other
problem, with the clock where that is attacked.
"""

import collections
import contextlib
import os
from collections.abc import Generator

import pytest

from perfgym.bank import load_problem, problem_entries
from perfgym.errors import MachineError, ToolchainMissingError
from perfgym.languages import LANGUAGES
from perfgym.measure import make_backend
from perfgym.redteam import ANY, Attack, AttackClass, Session, attacks_for, open_session, quick_settings
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings
from tests.doubles.ordinary_user import ordinary_user
from tests.doubles.short_session import CLOCK, FAKE, MATMUL, named, short_session

_LANGUAGES_OF = {one.name: one.languages for one in problem_entries()}
_OTHERS = [name for name in _LANGUAGES_OF if name != "matmul"]
_MEMORY_ATTACKS = (
    "b_endless_malloc", "b_shared_memory", "b_fork_bomb", "b_output_flood", "b_disk_flood", "b_huge_bss",
    "c_background_helper",
)  # fmt: skip
_KEY_ATTACKS = (
    *_MEMORY_ATTACKS, "a_host_files", "a_network", "a_write_everywhere", "b_busy_loop", "b_incbin",
    "c_mark_the_input", "e_limits_of_init", "e_real_time_signal",
)  # fmt: skip
_EACH_SET = pytest.mark.parametrize(
    "attacks", [_MEMORY_ATTACKS, pytest.param(_KEY_ATTACKS, marks=pytest.mark.full)], ids=["memory", "all"]
)
_OUTPUT_ATTACKS = (
    "c_echo", "c_measured_sizes_only", "c_nan", "c_one_wrong_element", "c_partial_work", "c_reversed_output",
    "c_short_output", "c_small_only", "c_trailing_byte",
)  # fmt: skip


def _run_attack(session: Session, attack: Attack, backend: str = "") -> None:
    """Run an attack, which has to be contained.

    On the ``fake`` backend an attack is contained when its status is an expected one, nothing forbidden
    worked, no secret is in the feedback, the harness did not fail and nothing is left. That backend pays by
    a table of source texts: an accepted text that is not in the table earns nothing, whatever it does. So
    "gains nothing" says little there, and every attack on the measurement has to run with the clock.
    """
    result = session.run_attack(attack, backend)
    if result.skipped:
        pytest.skip(result.skipped)
    assert result.contained, f"{attack.name} ({attack.tries}): {'; '.join(result.achieved)}"


class _Sessions:
    """Keeps one session open, of one language at a time: an attack runs where others ran before."""

    def __init__(self) -> None:
        self._open = contextlib.ExitStack()
        self._language = ""
        self._session: Session | None = None

    def of(self, language: str) -> Session:
        """The session of a language. Skips the test where this machine lacks the language."""
        if self._session is None or language != self._language:
            self.close()
            try:
                LANGUAGES[language].toolchain()
            except ToolchainMissingError as error:
                pytest.skip(str(error))
            self._session = self._open.enter_context(short_session(language=language))
            self._language = language
        return self._session

    def close(self) -> None:
        """Close the open session, if there is one."""
        self._session = None
        self._open.close()


@pytest.fixture(scope="module")
def sessions() -> Generator[_Sessions]:
    """Sessions for the whole module. A parametrised fixture would be made again for each attack."""
    with contextlib.closing(_Sessions()) as sessions:
        yield sessions


@pytest.fixture
def session(sessions: _Sessions) -> Session:
    """A session in C."""
    return sessions.of("c")


_ON_ITS_BACKEND = (AttackClass.MEASUREMENT, AttackClass.EPISODE)
_LANGUAGES = [language for language in LANGUAGES if language in MATMUL.references]
_TWO_LANGUAGES = ("c", "python")  # one that is compiled and one that is interpreted


def _cases_of(language: str, attack: Attack, *, is_quick: bool) -> Generator[object]:
    """An attack once for each backend that it runs on. Those marked full belong to ``make test-all`` only."""
    name = f"{language}-{attack.name}"
    if attack.kind in _ON_ITS_BACKEND:
        takes_long = attack.kind is AttackClass.EPISODE or language != "c"
        yield pytest.param(language, attack, "", id=name, marks=pytest.mark.full if takes_long else ())
        return
    is_exhausting = attack.kind is AttackClass.EXHAUSTION
    is_twin = attack.language == ANY or is_exhausting
    chosen = ("c",) if is_exhausting else _TWO_LANGUAGES
    often = language in chosen or (is_quick and not is_twin)
    yield pytest.param(language, attack, FAKE, id=name, marks=() if often else pytest.mark.full)
    yield pytest.param(language, attack, "", id=f"{name}-with-the-clock", marks=pytest.mark.full)


def _cases() -> Generator[object]:
    """All attacks in a language, and then an honest program."""
    for language in _LANGUAGES:
        for number, attack in enumerate(attacks_for(MATMUL, language)):
            yield from _cases_of(language, attack, is_quick=number % 6 == 0)
        yield pytest.param(language, None, "", id=f"{language}-honest program")


@pytest.mark.parametrize(("language", "attack", "backend"), list(_cases()))
def test_an_attack_achieves_nothing(
    sessions: _Sessions, language: str, attack: Attack | None, backend: str
) -> None:
    """After all attacks in a language an honest program is still accepted: they did not harm the sandbox."""
    if attack is None:
        sessions.of(language).start_episode(CLOCK)
        sessions.close()
    else:
        _run_attack(sessions.of(language), attack, backend)


def test_every_class_of_attack_is_tried() -> None:
    """The catalogue covers escape, exhaustion, cheating, text, pressure on the harness and whole episodes."""
    counts = collections.Counter(attack.kind for attack in attacks_for(MATMUL, "c"))
    assert set(counts) == set("ABCDEF")
    assert counts.total() >= 120, counts


def test_only_attacks_on_the_measurement_name_a_backend() -> None:
    """Others run on the fake backend in ``make test``, so a backend in their header would be ignored."""
    named = [
        attack.name for language in LANGUAGES for attack in attacks_for(MATMUL, language)
        if attack.backend and attack.kind not in _ON_ITS_BACKEND
    ]  # fmt: skip
    assert named == []


@pytest.mark.parametrize(
    "problem",
    [pytest.param(name, marks=() if name == "sort" else pytest.mark.full) for name in _OTHERS],
)
def test_attacks_on_outputs_fail_on_every_problem(problem: str) -> None:
    """Problems differ in their outputs, in how these are compared, and in what their inputs have in common.

    Attacks that lean on inputs of one problem are caught by its tests, or by the check of measured outputs.
    ``make test`` tries one problem.
    """
    own = [attack for attack in attacks_for(load_problem(problem), "c") if problem in attack.problems]
    with short_session(problem, backend=FAKE) as opened:
        for attack in named(*_OUTPUT_ATTACKS):
            _run_attack(opened, attack)
        for attack in own:
            _run_attack(opened, attack, CLOCK)


_OTHER_PROGRAMS = [(name, language) for name in _OTHERS for language in _LANGUAGES_OF[name]]


@pytest.mark.full
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("problem", "language"), _OTHER_PROGRAMS)
def test_the_whole_catalogue_fails_on_every_problem(problem: str, language: str) -> None:
    """Each attack runs as on ``matmul`` in ``make test``. An honest program is still accepted at the end."""
    try:
        LANGUAGES[language].toolchain()
    except ToolchainMissingError as error:
        pytest.skip(str(error))
    with short_session(problem, language=language) as opened:
        results = [
            opened.run_attack(attack, "" if attack.kind is AttackClass.MEASUREMENT else FAKE)
            for attack in attacks_for(opened.problem, language)
        ]
        opened.start_episode()
    assert {result.attack.name: result.achieved for result in results if not result.contained} == {}


def test_resubmitting_a_program_draws_no_new_luck(session: Session) -> None:
    """The same program, or the same with other white space, keeps the samples it had."""
    source = session.problem.references["c"]
    evaluator, rng = session.patient_evaluator, session.rng
    evaluator.start_episode(rng)
    first, again, spaced = (
        evaluator.evaluate(evaluator.submission(text), rng)
        for text in (source, source, "\n\n// other\n" + source)
    )
    assert first.measurement is not None
    assert first.measurement is again.measurement is spaced.measurement


@_EACH_SET
def test_key_attacks_fail_without_a_memory_control_group(
    attacks: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Limits on address space contain the attacks where there is no control group."""
    monkeypatch.setattr("perfgym.sandbox.cgroup.make_memory_cgroup", lambda: None)
    with short_session() as without:
        assert without.evaluator.sandbox.memory_tier == "address-space"
        for attack in named(*attacks):
            _run_attack(without, attack, "" if attack.kind is AttackClass.MEASUREMENT else FAKE)


_COUNTS_ATTACKS = (
    "c_read_counters",
    "c_fake_counters",
    "c_few_pairs",
    "c_sim_counts_by_arguments",
    "c_threads",
)


@pytest.mark.full
@pytest.mark.parametrize("backend", ["simulated", "auto"])
def test_attacks_on_counting_fail_with_every_backend(sandbox: Sandbox, backend: str) -> None:
    """Every attack can run with every backend."""
    settings = quick_settings(Settings())
    try:
        make_backend(backend)
    except MachineError as error:
        pytest.skip(str(error))
    with open_session(MATMUL, "c", sandbox, settings, backend) as opened:
        for attack in named(*_COUNTS_ATTACKS):
            result = opened.run_attack(attack)
            assert (result.backend, result.achieved) == (backend, ()), attack.name


_AS_USER = """
import os
from tests.doubles.short_session import CLOCK, FAKE, named, short_session
with short_session() as session:
    for variable, backend in (("ON_THE_CLOCK", CLOCK), ("OTHERS", FAKE)):
        for attack in named(*os.environ[variable].split()):
            result = session.run_attack(attack, backend)
            assert result.contained, result
    session.start_episode()
print("held as uid", os.getuid())
"""


@pytest.mark.skipif(os.getuid() != 0, reason="this is an ordinary user already: every other test shows it")
@pytest.mark.full
@_EACH_SET
def test_key_attacks_fail_for_an_ordinary_user(attacks: tuple[str, ...]) -> None:
    """The same promises hold without root's rights."""
    with ordinary_user() as run:
        on_the_clock = [name for name in attacks if name.startswith("c_")]
        others = [name for name in attacks if name not in on_the_clock]
        done = run("-c", _AS_USER, ON_THE_CLOCK=" ".join(on_the_clock), OTHERS=" ".join(others))
        assert done.stdout.strip() == "held as uid 65534", done.stderr[-3000:]
