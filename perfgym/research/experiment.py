"""A research session: from an action to the record of an experiment, and from the baseline to the end.

An experiment has these stages: its reasoning is there; its change applies and makes another program; the
program is committed and run with hidden seeds that all programs share; the gate keeps or discards it; the
record is written, and only then the branch goes back to the program that is kept.
"""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import fmean
from typing import Protocol

import msgspec

from perfgym.errors import MachineError, ProblemError, SettingsError
from perfgym.printable import clean_text, portable
from perfgym.records import Interval
from perfgym.research.edits import EditError, edited
from perfgym.research.gate import GateDecision, Judgement, Spread, is_worse, judge, level_of, relative_gain
from perfgym.research.history import History
from perfgym.research.notes import Notes, notes_markdown, parse_notes
from perfgym.research.records import Decision, Experiment, Final, Part, Reasoning, Run, Signals
from perfgym.research.results_tsv import results_tsv
from perfgym.research.run_memory import RunMemory
from perfgym.research.runs import Program, Runs
from perfgym.research.seeds import HiddenSeeds
from perfgym.research.session_files import EXPERIMENTS, FINAL, experiments_jsonl
from perfgym.research.signals import session_signals
from perfgym.research.source import SourceError, is_simpler
from perfgym.research.status import ResearchStatus
from perfgym.research.task import GateRule, ResearchNoise, SignalRule

__all__ = ["DEAD_END_MODES", "LabTask", "Laboratory", "Progress", "Proposal", "Stage"]

DEAD_END_MODES = ("warn", "refuse")
"""What becomes of an experiment in a direction that is a dead end."""

FINAL_RUNS = 3
"""Runs of the baseline and of the best program at the end."""

_FIRST_RUNS = 2  # of the baseline
_ENOUGH_RUNS = 3  # of a program that a candidate is close to
_CHECK_EVERY = 5  # keeps
_CHECK_RUNS = 2
_FIRST_CHECK_SEED = 1000  # the numbers below are those of experiments
_TRIED = (Decision.KEEP, Decision.DISCARD, Decision.CRASH)
_KEPT = (Decision.BASELINE, Decision.KEEP)


class LabTask(Protocol):
    """What a laboratory needs to know of a task; :class:`~perfgym.research.task.ResearchTask` has it."""

    @property
    def noise(self) -> ResearchNoise:
        """The spread of runs that is known beforehand."""
        ...

    @property
    def gate(self) -> GateRule:
        """When a candidate is kept."""
        ...

    @property
    def signals(self) -> SignalRule:
        """When an agent is told that it makes no progress."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an agent gives for an experiment.

    Attributes:
        change: A whole program, or SEARCH/REPLACE blocks.
        reasoning: What it wrote about the experiment.
        why: Its explanation of the previous experiment's result.
        lesson: What the previous experiment taught it.
        notes: Its sections of ``notes.md``; empty keeps them.
    """

    change: str = field(default="", repr=False)
    reasoning: Reasoning = field(default_factory=Reasoning)
    why: str = ""
    lesson: str = ""
    notes: str = field(default="", repr=False)


class Stage(StrEnum):
    """What a laboratory is doing."""

    BASELINE = "baseline"
    EXPERIMENT = "experiment"
    CHECK = "check"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A run that begins, or that has ended.

    Attributes:
        stage: What the run is for.
        experiment: Number of the experiment whose program is run.
        run: Number of the run in this stage, from 1.
        most_runs: The most runs that the stage may take of this program.
        result: The run; None while it is under way.
    """

    stage: Stage
    experiment: int
    run: int
    most_runs: int
    result: Run | None = None


def _unwatched(progress: Progress) -> None:
    del progress


class Laboratory:
    """Plays one session.

    Args:
        task: The rules by which experiments are judged.
        runs: Runs programs.
        seeds: The hidden seeds.
        history: The session in git.
        memory: The runs that were made already.
        on_dead_end: ``"warn"``, or ``"refuse"`` to run nothing in a direction that is a dead end.
        watch: Called when a run begins and when it has ended.
        size_decimals: Decimals of sizes in ``results.tsv``.

    Attributes:
        runs: What runs programs.
        history: The session in git.
        final: The end of the session; None before it.
    """

    def __init__(
        self,
        task: LabTask,
        runs: Runs,
        seeds: HiddenSeeds,
        history: History,
        memory: RunMemory,
        *,
        on_dead_end: str = "warn",
        watch: Callable[[Progress], None] | None = None,
        size_decimals: int = 3,
    ) -> None:
        if on_dead_end not in DEAD_END_MODES:
            raise SettingsError(
                f"on_dead_end must be one of {', '.join(DEAD_END_MODES)}; got {on_dead_end!r}"
            )
        self.runs = runs
        self.history = history
        self.final: Final | None = None
        self._task = task
        self._seeds = seeds
        self._memory = memory
        self._on_dead_end = on_dead_end
        self._watch = watch or _unwatched
        self._size_decimals = size_decimals
        self._experiments: list[Experiment] = []
        self._programs: dict[int, Program] = {}
        self._notes = Notes()
        self._incumbent = 0

    # ---- what there is -------------------------------------------------------------------------------------

    @property
    def experiments(self) -> Sequence[Experiment]:
        """All experiments so far; the baseline is the first."""
        return tuple(self._experiments)

    @property
    def incumbent(self) -> Experiment:
        """The experiment whose program is kept now, and which the next one changes."""
        return self._experiments[self._incumbent]

    @property
    def best(self) -> Experiment:
        """The experiment with the lowest bits per byte among the baseline and the keeps."""
        kept = [one for one in self._experiments if one.decision in _KEPT]
        return min(kept, key=lambda one: fmean(one.figures))

    @property
    def program(self) -> str:
        """The text of the program that is kept now."""
        return self._program(self._incumbent).written

    @property
    def signals(self) -> Signals:
        """What the history says about going on as before."""
        regression = self.incumbent.regression
        return session_signals(self._experiments, self._task.signals, regression=regression)

    @property
    def notes(self) -> Mapping[str, str]:
        """The agent's sections of ``notes.md``, by heading."""
        return self._notes.sections

    @property
    def notes_text(self) -> str:
        """The text of ``notes.md``."""
        return notes_markdown(self._experiments, self._notes)

    @property
    def results(self) -> str:
        """The text of ``results.tsv``."""
        return results_tsv(self._experiments, self._size_decimals)

    @property
    def spread(self) -> Spread:
        """The spread of runs, as it is known now."""
        return Spread.pooled(self._task.noise, [one.figures for one in self._experiments])

    @property
    def made(self) -> Sequence[Run]:
        """Every run that was made, also those of checks and of the end."""
        return tuple(self._memory.runs)

    @property
    def is_ending(self) -> bool:
        """Whether a run on the text ``final`` was made, so that nothing but the end may follow."""
        return any(run.part is Part.FINAL for run in self._memory.runs)

    @property
    def cost_usd(self) -> float | None:
        """Dollars that all runs cost; None if that is not known."""
        return self.runs.cost_usd(self.made)

    @property
    def cpu_s(self) -> float:
        """CPU seconds that all runs took."""
        return sum(run.cpu_s + run.score_cpu_s for run in self._memory.runs)

    @property
    def certain(self) -> float:
        """The largest share of the baseline's figure that a keep saves for certain on the text ``search``."""
        return max((one.certain for one in self._experiments), default=0.0)

    @property
    def unexplained(self) -> Experiment | None:
        """The last experiment that ran, if its result was not explained yet."""
        last = next((one for one in reversed(self._experiments) if one.decision in _TRIED), None)
        return last if last is not None and not last.why else None

    def level(self, experiment: Experiment) -> Interval | None:
        """Mean bits per byte of an experiment's runs with the 99 % interval; None if none was scored."""
        return level_of(experiment.figures, self.spread) if experiment.figures else None

    # ---- beginning -----------------------------------------------------------------------------------------

    def begin(self) -> Experiment:
        """Run the baseline, experiment 0.

        Raises:
            ProblemError: The baseline fails.
            MachineError: The machine failed.
        """
        program = self._program(0)
        runs: list[Run] = []
        for number in range(_FIRST_RUNS):
            run = self._run(program, 0, Part.SEARCH, number, Stage.BASELINE, number, _FIRST_RUNS)
            if run.status is not ResearchStatus.ACCEPTED:
                raise ProblemError(f"the baseline fails: {run.status}: {run.detail}\n{run.log[-2000:]}")
            runs.append(run)
        self.runs.set_baseline(runs)
        baseline = Experiment(
            number=0,
            decision=Decision.BASELINE,
            status=ResearchStatus.ACCEPTED,
            source_sha256=program.source.key,
            commit=self.history.baseline,
            runs=tuple(runs),
            code_bytes=program.source.size,
            literal_bytes=program.source.literal_bytes,
            cost_usd=self.runs.cost_usd(runs),
        )
        self._experiments.append(baseline)
        self._write()
        return baseline

    def resume(self, experiments: Sequence[Experiment], final: Final | None, *, is_pending: bool) -> None:
        """Go on with a session whose process has ended.

        Args:
            experiments: Its experiments, at least the baseline.
            final: Its end, if it has come to it.
            is_pending: Whether an experiment was in flight.

        Raises:
            SettingsError: The branch is at a commit that is neither the last keep's nor that of an experiment
                that was in flight; the message names both.
        """
        self._experiments = list(experiments)
        self.final = final
        for one in self._experiments:
            self._notes = parse_notes(one.notes, self._notes)
            if one.decision is Decision.KEEP:
                self._incumbent = one.number
            elif one.target is not None:
                self._incumbent = one.target
        self.runs.set_baseline(self._experiments[0].runs[:_FIRST_RUNS])
        last = self._experiments[-1]
        before = self._incumbent if last.parent is None else last.parent  # what the process had on the branch
        left = {last.number, *([len(self._experiments)] if is_pending else [])}
        self.history.recover(self.history.commit_of(self._incumbent), self.history.commit_of(before), left)
        self._write()

    # ---- actions -------------------------------------------------------------------------------------------

    def experiment(self, proposal: Proposal) -> Experiment:
        """Try a change.

        Args:
            proposal: What the agent gave; its texts may hold anything.

        Raises:
            MachineError: The machine failed.
            HarnessError: perfgym failed.
        """
        proposal = _cleaned(proposal)
        missing = self._missing(proposal)
        self._take_texts(proposal)
        blank = Experiment(
            number=len(self._experiments),
            decision=Decision.NONE,
            status=ResearchStatus.NO_CODE,
            reasoning=proposal.reasoning,
            notes=proposal.notes,
            parent=self._incumbent,
        )
        if missing:
            return self._add(replace(blank, status=ResearchStatus.NO_REASONING, detail=missing))
        direction = proposal.reasoning.direction
        if self._on_dead_end == "refuse" and direction in self.signals.dead_directions:
            why = f"the direction {direction} is a dead end, so nothing was run; try another one"
            return self._add(replace(blank, status=ResearchStatus.DEAD_END, detail=why))
        try:
            written = edited(self.program, proposal.change)
        except EditError as error:
            status = ResearchStatus.NO_CHANGE if proposal.change.strip() else ResearchStatus.NO_CODE
            return self._add(replace(blank, status=status, detail=str(error)))
        try:
            return self._add(self._tried(blank, written))
        except (
            BaseException
        ):  # also an interruption: the next experiment begins with the program that is kept
            self._go_to_incumbent()
            raise

    def refuse(self, why: str) -> Experiment:
        """Note an action that could not be read: nothing runs, and the turn is spent.

        Args:
            why: What is wrong with it, for the agent.
        """
        return self._add(
            Experiment(
                number=len(self._experiments),
                decision=Decision.NONE,
                status=ResearchStatus.NO_CODE,
                parent=self._incumbent,
                detail=why,
            )
        )

    def backtrack(self, target: int, proposal: Proposal) -> Experiment:
        """Go back to the program of an earlier experiment.

        Args:
            target: Number of the experiment: the baseline, or one that was kept.
            proposal: What the agent wrote; its change is not used.
        """
        proposal = _cleaned(proposal)
        self._take_texts(proposal)
        record = Experiment(
            number=len(self._experiments),
            decision=Decision.BACKTRACK,
            status=ResearchStatus.ACCEPTED,
            reasoning=proposal.reasoning,
            notes=proposal.notes,
            parent=self._incumbent,
        )
        found = self._experiments[target] if 0 <= target < len(self._experiments) else None
        if found is None or found.decision not in _KEPT or target == self._incumbent:
            kept = ", ".join(
                str(one.number)
                for one in self._experiments
                if one.decision in _KEPT and one.number != self._incumbent
            )
            why = f"there is no going back to experiment {target}; possible are: {kept or 'none'}"
            return self._add(
                replace(record, decision=Decision.NONE, status=ResearchStatus.NO_CHANGE, detail=why)
            )
        return self._add(
            replace(record, target=target, commit=found.commit, source_sha256=found.source_sha256)
        )

    def finish(self, proposal: Proposal = Proposal()) -> Final:
        """End the session: run the baseline and the best program on the text ``final``, with fresh seeds.

        Args:
            proposal: What the agent wrote; its change is not used.

        Raises:
            MachineError: The machine failed, or the baseline fails now.
            HarnessError: perfgym failed.
        """
        proposal = _cleaned(proposal)
        self._take_texts(proposal)
        self._notes = parse_notes(proposal.notes, self._notes)
        self.final = self._compared(self.best)
        self._write()
        return self.final

    # ---- one experiment ------------------------------------------------------------------------------------

    def _missing(self, proposal: Proposal) -> str:
        """What an agent has to write before anything runs; empty if nothing is missing."""
        required = ("direction", "description", "hypothesis")
        missing = [name for name in required if not getattr(proposal.reasoning, name).strip()]
        last = self.unexplained
        if last is not None and not proposal.why.strip():
            missing.append(f"why (the result of experiment {last.number} explained)")
        return f"nothing was run, because this is missing: {', '.join(missing)}" if missing else ""

    def _take_texts(self, proposal: Proposal) -> None:
        """Keep what the agent wrote about the last experiment, and its notes."""
        last = self.unexplained
        if last is not None and (proposal.why.strip() or proposal.lesson.strip()):
            self._experiments[last.number] = replace(last, why=proposal.why, lesson=proposal.lesson)

    def _tried(self, blank: Experiment, written: str) -> Experiment:
        """The record of an experiment whose change applies."""
        parent = self._program(self._incumbent)
        blank = replace(blank, diff_lines=_diff_lines(parent.written, written))
        try:
            program = Program.of(written)
        except SourceError as error:
            return self._failed(blank, written, ResearchStatus.COMPILE_ERROR, str(error))
        blank = replace(
            blank,
            source_sha256=program.source.key,
            code_bytes=program.source.size,
            literal_bytes=program.source.literal_bytes,
        )
        if program.source.key == parent.source.key:
            why = "the program is the same as before, apart from comments and white space"
            return replace(blank, status=ResearchStatus.NO_CHANGE, detail=why)
        commit = self._commit(blank, written)
        self._programs[blank.number] = program
        return self._judged(replace(blank, commit=commit), program)

    def _failed(self, blank: Experiment, written: str, status: ResearchStatus, why: str) -> Experiment:
        commit = self._commit(blank, portable(written))
        return replace(blank, commit=commit, decision=Decision.CRASH, status=status, detail=why)

    def _commit(self, blank: Experiment, written: str) -> str:
        message = clean_text(blank.reasoning.description, 200)
        return self.history.record(blank.number, written, message)

    def _judged(self, blank: Experiment, program: Program) -> Experiment:
        """Run a candidate until the gate has decided."""
        rule, runs = self._task.gate, list[Run]()
        simpler = is_simpler(program.source, self._program(self._incumbent).source, rule.simpler_share)
        record = blank
        while True:
            made = len(runs)
            run = self._run(program, blank.number, Part.SEARCH, made, Stage.EXPERIMENT, made, rule.most_runs)
            runs.append(run)
            record = replace(blank, runs=tuple(runs), cost_usd=self.runs.cost_usd(runs), status=run.status)
            if run.status is not ResearchStatus.ACCEPTED:
                return replace(record, decision=Decision.CRASH, detail=run.detail)
            judgement = self._judge(record, simpler=simpler)
            if judgement.decision is GateDecision.GO_ON and made and self._run_incumbent_more():
                judgement = self._judge(record, simpler=simpler)
            if judgement.decision is not GateDecision.GO_ON:
                return self._decided(record, judgement)

    def _judge(self, record: Experiment, *, simpler: bool) -> Judgement:
        return judge(
            self.incumbent.figures,
            record.figures,
            self._task.gate,
            self._task.noise,
            others=self._others(record.source_sha256, self.incumbent.source_sha256),
            made=len(record.runs),
            simpler=simpler,
        )

    def _others(self, *sources: str) -> list[list[float]]:
        """The figures of all programs but these."""
        return [one.figures for one in self._experiments if one.source_sha256 not in sources]

    def _run_incumbent_more(self) -> bool:
        """Run the kept program once more if it has too few runs; return whether a figure came of it."""
        incumbent = self.incumbent
        made = len(incumbent.runs)
        if made >= _ENOUGH_RUNS:
            return False
        program = self._program(incumbent.number)
        run = self._run(program, incumbent.number, Part.SEARCH, made, Stage.EXPERIMENT, made, _ENOUGH_RUNS)
        if run.status is not ResearchStatus.ACCEPTED:
            return False  # it stays in the memory, so it is not made again
        runs = (*incumbent.runs, run)
        self._experiments[incumbent.number] = replace(incumbent, runs=runs, cost_usd=self.runs.cost_usd(runs))
        return True

    def _decided(self, record: Experiment, judgement: Judgement) -> Experiment:
        is_kept = judgement.decision is not GateDecision.DISCARD
        record = replace(
            record,
            decision=Decision.KEEP if is_kept else Decision.DISCARD,
            gain=judgement.gain,
            p_value=judgement.p,
            margin=judgement.margin,
            sigma=judgement.spread.sigma,
            freedom=judgement.spread.freedom,
            simplification=judgement.decision is GateDecision.KEEP_SIMPLER,
            detail=_verdict(judgement),
        )
        if not is_kept:
            return record
        record = replace(record, saved=self._relative(record))
        return replace(record, regression=self._is_regression(record))

    def _relative(self, record: Experiment) -> Interval:
        """The share of the baseline's bits per byte that a program saves on the text ``search``."""
        baseline = self._experiments[0]
        others = self._others(baseline.source_sha256, record.source_sha256)
        return relative_gain(baseline.figures, record.figures, self._task.noise, others=others)

    def _is_regression(self, record: Experiment) -> bool:
        """Whether a new keep is worse than the best earlier one; looked at after every few keeps."""
        keeps = sum(one.decision is Decision.KEEP for one in self._experiments) + 1
        if keeps % _CHECK_EVERY:
            return False
        earlier, first = self.best, _FIRST_CHECK_SEED + _CHECK_RUNS * keeps
        sides: list[list[float]] = []
        for one in (earlier, record):
            program = self._program(one.number)
            runs = [
                self._run(program, one.number, Part.SEARCH, first + made, Stage.CHECK, made, _CHECK_RUNS)
                for made in range(_CHECK_RUNS)
            ]
            checked = Experiment(
                number=one.number, decision=one.decision, status=one.status, runs=tuple(runs)
            )
            sides.append(checked.figures)
        if not all(sides):
            return not sides[1]  # it fails with seeds that it was not kept by
        others = [one.figures for one in (*self._experiments, record)]
        return is_worse(sides[0], sides[1], self._task.noise, others=others)

    # ---- the end -------------------------------------------------------------------------------------------

    def _compared(self, best: Experiment) -> Final:
        """Compare the best program with the baseline on the text ``final``."""
        if best.decision is Decision.BASELINE:
            return Final(best=0, detail="no change was kept, so the baseline is the best program")
        final = Final(best=best.number)
        sides: list[tuple[Run, ...]] = []
        for one in (self._experiments[0], best):
            program = self._program(one.number)
            runs: list[Run] = []
            while len(runs) < FINAL_RUNS:
                made = len(runs)
                runs.append(self._run(program, one.number, Part.FINAL, made, Stage.FINAL, made, FINAL_RUNS))
                if runs[-1].status is not ResearchStatus.ACCEPTED:
                    break
            sides.append(tuple(runs))
        final = replace(final, baseline_runs=sides[0], best_runs=sides[1])
        if (failed := sides[0][-1]).status is not ResearchStatus.ACCEPTED:
            raise MachineError(
                f"the baseline fails at the end, although it ran before: {failed.status}: {failed.detail}; "
                "look at the load and the memory of this machine, and resume the session"
            )
        if (failed := sides[1][-1]).status is not ResearchStatus.ACCEPTED:
            why = f"the best program fails with a fresh seed: {failed.status}: {failed.detail}"
            return replace(final, detail=why)
        gain = relative_gain(
            replace(best, runs=sides[0]).figures,
            replace(best, runs=sides[1]).figures,
            self._task.noise,
            others=[one.figures for one in self._experiments],
        )
        return replace(final, improvement=gain, certain=max(gain.low, 0.0))

    # ---- helpers -------------------------------------------------------------------------------------------

    def _program(self, number: int) -> Program:
        """The program of an experiment that ran."""
        if number not in self._programs:
            try:
                self._programs[number] = Program.of(self.history.program_of(number))
            except SourceError as error:
                raise ProblemError(f"the program of experiment {number} cannot be read: {error}") from error
        return self._programs[number]

    def _run(
        self,
        program: Program,
        experiment: int,
        part: Part,
        seed: int,
        stage: Stage,
        made: int,
        most: int,
    ) -> Run:
        """Run a program with one of the hidden seeds, unless that was done already."""
        known = self._memory.get(program.source.key, part, seed)
        if known is not None:
            return known
        progress = Progress(stage=stage, experiment=experiment, run=made + 1, most_runs=most)
        self._watch(progress)
        run_id = f"{self.history.tag}-{experiment}-{part}-{seed}"
        run = self.runs.run(program, self._seeds.of_run(part, seed), run_id)
        self._memory.add(program.source.key, run)
        self._watch(replace(progress, result=run))
        return run

    def _add(self, record: Experiment) -> Experiment:
        """Write an experiment down, and let the branch go back to the program that is kept."""
        self._notes = parse_notes(record.notes, self._notes)
        self._experiments.append(record)
        if record.decision is Decision.KEEP:
            self._incumbent = record.number
        elif record.target is not None:
            self._incumbent = record.target
        self._write()
        self._go_to_incumbent()
        return record

    def _go_to_incumbent(self) -> None:
        self.history.go_to(self.history.commit_of(self._incumbent))

    def _write(self) -> None:
        """Render the files of the worktree from the records. Those that decide on resumption come last."""
        self.history.write("results.tsv", self.results)
        self.history.write("notes.md", self.notes_text)
        self.history.write(EXPERIMENTS, experiments_jsonl(self._experiments))
        if self.final is not None:
            self.history.write(FINAL, msgspec.json.encode(self.final).decode())


def _cleaned(proposal: Proposal) -> Proposal:
    """A proposal whose texts every file can hold."""
    reasoning = replace(
        proposal.reasoning,
        **{
            name: portable(getattr(proposal.reasoning, name))
            for name in ("direction", "description", "hypothesis", "evidence", "risk")
        },
    )
    texts = {name: portable(getattr(proposal, name)) for name in ("why", "lesson", "notes")}
    return replace(proposal, reasoning=reasoning, **texts)


def _diff_lines(before: str, after: str) -> int:
    """Lines that were added or removed."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return sum(not line.startswith(("---", "+++", "@@")) for line in lines)


def _verdict(judgement: Judgement) -> str:
    """What the gate decided, in words."""
    gain = judgement.gain
    shown = f"{gain.estimate:+.4f} +- {(gain.high - gain.low) / 2:.4f} bits per byte"
    match judgement.decision:
        case GateDecision.KEEP:
            return f"kept: it saves {shown}"
        case GateDecision.KEEP_SIMPLER:
            return f"kept, because it is simpler and not worse: it saves {shown}"
        case _ if gain.high < judgement.margin or (gain.estimate < 0 and judgement.runs == 1):
            return f"discarded: it is worse, or not better enough: it saves {shown}"
        case _:
            return f"discarded: within the noise: it saves {shown}"
