"""The environment in which an agent improves a training script, one experiment a step."""

import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from gymnasium.error import InvalidAction, ResetNeeded
from gymnasium.utils import EzPickle

from perfgym.envs.base import FAULT_FEEDBACK, PerfEnv
from perfgym.envs.research.action import ResearchAction, action_space, read_action, shortest
from perfgym.envs.research.info import conditions_of, reported_conditions, research_evaluation, research_info
from perfgym.envs.research.observation import Observation, observation_space, observed
from perfgym.envs.research.prompt import feedback_text, final_text, prompt_text
from perfgym.envs.research.render import print_session, session_picture, session_text, shown_session
from perfgym.envs.research.sessions import OpenSession, SessionMaker
from perfgym.envs.research.state import ResearchState
from perfgym.envs.research.task import ResearchEpisodes
from perfgym.errors import HarnessError, MachineError, PerfgymError, ProblemError, SettingsError
from perfgym.evaluation.open_evaluator import open_sandbox
from perfgym.printable import portable
from perfgym.records import Evaluation, Fault, FaultOwner
from perfgym.repo.patching import Refused
from perfgym.research.experiment import Laboratory, Progress, Proposal
from perfgym.research.launchers import Launcher
from perfgym.research.load import load_research
from perfgym.research.records import Decision, Experiment, Final
from perfgym.research.reported_sessions import ReportedSessions
from perfgym.research.reported_task import ReportedTask
from perfgym.research.seeds import SEED_BYTES
from perfgym.research.session_files import session_folder
from perfgym.research.sessions import Sessions
from perfgym.research.status import ResearchStatus
from perfgym.research.task import VerifiedTask
from perfgym.research.verified_sessions import VerifiedSessions
from perfgym.sandbox import Sandbox
from perfgym.settings import need_integer

__all__ = ["AutoResearchEnv"]

_MOST_EXPERIMENTS = 1000
_NOTHING_RAN, _NEVER_VALID = -1.0, -0.5
_TEMPORARY_TAG = "session"
_NOT_RUN = (ResearchStatus.COMPILE_ERROR, ResearchStatus.CODE_TOO_LARGE)


class AutoResearchEnv(PerfEnv[Observation, dict[str, Any]]):
    """Improve a training script by experiments, of which only those count whose gain holds.

    ## Description
    One step is one experiment: the agent says what it expects and why, changes the program, and is told
    whether the change is kept. A program is trained and scored several times with hidden seeds, and kept only
    if it is better beyond chance. Training and scoring are two processes in the sandbox, and the hidden text
    is told to the program piece by piece, each piece after it was predicted. At the end, the best program is
    compared with the baseline on a text that was not used before, with fresh seeds. That alone is paid.

    ## Action Space
    A flat ``Dict``. ``step`` also takes a part of one, and names in place of indices. Any mapping is a legal
    action; one that makes no sense runs nothing and costs a step.

    | key                              | space            | meaning                                         |
    |----------------------------------|------------------|-------------------------------------------------|
    | `operation`                      | Discrete(3)      | `experiment`, `backtrack`, `finish`             |
    | `change`                         | SourceText       | a whole program, or blocks of SEARCH/REPLACE    |
    | `direction`                      | SourceText(64)   | kind of the idea, e.g. `learning-rate`          |
    | `description`                    | SourceText(200)  | the change in one line                          |
    | `hypothesis`, `evidence`, `risk` | SourceText(4096) | why it may help, what speaks for and against it |
    | `expected`                       | Box(-1, 1, (1,)) | predicted change of the bits per byte           |
    | `why`, `lesson`                  | SourceText(4096) | the previous experiment explained               |
    | `notes`                          | SourceText       | its sections of `notes.md`; empty keeps them    |
    | `target`                         | Discrete         | experiment to go back to: 0, or a keep          |

    An experiment needs ``direction``, ``description`` and ``hypothesis``, and ``why`` if the last experiment
    ran and was not explained yet. Texts are kept and never scored; longer ones are cut.

    ## Observation Space
    | key                                           | space              | meaning                         |
    |-----------------------------------------------|--------------------|---------------------------------|
    | `prompt`                                      | SourceText         | goal, rules and limits          |
    | `program`                                     | SourceText         | the program that is kept now    |
    | `feedback`                                    | SourceText         | what became of the step         |
    | `results`, `notes`                            | SourceText         | `results.tsv` and `notes.md`    |
    | `log`                                         | SourceText         | lines of the last run's log     |
    | `status`                                      | Discrete(14)       | how the runs ended              |
    | `decision`                                    | Discrete(6)        | what became of the change       |
    | `val_bpb`, `best_val_bpb`, `baseline_val_bpb` | Box(0, 16, (3,))   | bits per byte; 99 % interval    |
    | `mask`                                        | MultiBinary(3)     | which of these were measured    |
    | `artifact_bytes`, `artifact_limit`            | Box(0, 1e18, (1,)) | program and artifact together   |
    | `cpu_s`, `cpu_limit_s`                        | Box(0, 1e18, (1,)) | of training; a limit of 0: none |
    | `signals`                                     | MultiBinary(3)     | dead_end, plateau, regression   |
    | `discards_in_direction`                       | Discrete           | since its last keep             |
    | `since_improvement`                           | Discrete           | experiments since the last keep |
    | `experiments_left`                            | Discrete           | steps left                      |

    ``status`` counts ``perfgym.research.status.ResearchStatus``. ``decision`` is 0 for the baseline, then
    keep, discard, crash, backtrack, and none where nothing ran.

    ## Rewards
    Paid on the last step (``paid="final"``): the share of the baseline's bits per byte that the best program
    saves on the final text, at its lower 99 % bound, at least 0. -1.0 if nothing of the agent's ever ran,
    -0.5 if something ran and nothing was valid. With ``paid="delta"`` a keep pays by how much the share that
    is certain on the text ``search`` has grown, and the last step pays the difference to the final share.

    ## Starting State
    The baseline, run twice. Which documents are hidden, and all seeds, are drawn from ``reset(seed=)``
    together with the user's secret key. ``reset(options={"tag": "mar18"})`` keeps the session, with its git
    worktree, in the user's data folder; without a tag it is removed in the end. With ``"resume": True`` a
    session goes on whose process has ended; ``info["pending"]`` is the action that was in flight, or empty.

    ## Episode End
    *Terminated* by ``finish``, after the last experiment, or when a budget is spent. *Truncated* only when
    perfgym or the machine failed: then ``info["fault"]`` is 1.0, and the reward is 0.0 and has no meaning.

    ## Arguments
    Those that are settings may also be set as a variable, e.g. ``PERFGYM_CORES``; the argument wins.

    * ``task``: set by the ID.
    * ``max_experiments=None``: steps of an episode, by default the task's.
    * ``scale=1.0``: share of the work that a run takes, e.g. 0.05 for a short test.
    * ``paid="final"``: or ``"delta"``.
    * ``on_dead_end="warn"``: or ``"refuse"``, which runs nothing in a direction that is a dead end.
    * ``budget_cpu_s=None``, ``budget_usd=None``: CPU seconds or dollars of all runs after which the episode
      ends. The runs at the end come on top.
    * ``sandbox="auto"``, ``cores=None``: as for ``PerfOptimize``.
    * ``research_folder=""``: folder of sessions that have a tag.
    * For a task whose figures are reported: ``repository=None``, folder of your clone; ``launcher=None``,
      which may be ``"command"``, ``"slurm"``, ``"recorded"`` or a launcher; ``command=None``, words of a
      command in place of the task's; ``cost_per_hour=None``, dollars that an hour of a run costs.
    * ``watch=None``: called when a run begins and when it has ended.
    * ``render_mode=None``: ``"ansi"``, ``"human"`` or ``"rgb_array"``.

    ## Version History
    * v0: first version.

    Raises:
        SettingsError: An argument or a ``PERFGYM_*`` variable cannot be used.
        SandboxUnavailableError: No sandbox works here; the message gives the cause and the fix.
        MachineError: Git is missing.
        ProblemError: The task's folder is malformed.
    """

    def __init__(
        self,
        task: str,
        *,
        max_experiments: int | None = None,
        scale: float = 1.0,
        paid: str | None = None,
        on_dead_end: str = "warn",
        budget_cpu_s: float | None = None,
        budget_usd: float | None = None,
        sandbox: str | Sandbox | None = None,
        cores: str | list[int] | None = None,
        research_folder: str | None = None,
        repository: str | Path | None = None,
        launcher: str | Launcher | None = None,
        command: Sequence[str] | None = None,
        cost_per_hour: float | None = None,
        watch: Callable[[Progress], None] | None = None,
        render_mode: str | None = None,
    ) -> None:
        chosen: dict[str, Any] = {
            "paid": paid, "sandbox": sandbox, "cores": cores, "research_folder": research_folder,
        }  # fmt: skip
        outside: dict[str, Any] = {
            "repository": repository,
            "launcher": launcher,
            "command": command,
            "cost_per_hour": cost_per_hour,
        }
        EzPickle.__init__(
            self,
            task,
            **outside,
            max_experiments=max_experiments,
            scale=scale,
            on_dead_end=on_dead_end,
            budget_cpu_s=budget_cpu_s,
            budget_usd=budget_usd,
            watch=watch,
            **chosen,
            render_mode=render_mode,
        )
        super().__init__(render_mode)
        settings = self._settings({}, **chosen)
        loaded = load_research(task)
        self._max = loaded.max_experiments if max_experiments is None else max_experiments
        need_integer("max_experiments", self._max, 1, _MOST_EXPERIMENTS)
        if not 0 < scale <= 1:
            raise SettingsError(f"scale must be above 0 and at most 1, got {scale!r}")
        self._budgets = {"budget_cpu_s": budget_cpu_s, "budget_usd": budget_usd}
        for name, most in self._budgets.items():
            if most is not None and not most > 0:
                raise SettingsError(f"{name} must be above 0, got {most!r}")
        self._paid = settings.paid
        self._folder = settings.research_folder
        self._task = loaded
        if isinstance(loaded, ReportedTask):
            if scale != 1:
                raise SettingsError(f"scale must be 1 for {task}, which is run as it is; got {scale!r}")
            sessions: Sessions = ReportedSessions(loaded, **outside)
            self._conditions = reported_conditions(loaded, sessions.launcher)
        else:
            if given := [name for name, value in outside.items() if value is not None]:
                raise SettingsError(f"{task} is run in the sandbox, so it takes no {', '.join(given)}")
            verified = cast("VerifiedTask", loaded)
            jail = open_sandbox(sandbox, settings, self._at_close)
            sessions = VerifiedSessions(verified, jail, settings, scale)
            self._conditions = conditions_of(loaded, jail, scale)
        self._maker = SessionMaker(
            task=loaded,
            sessions=sessions,
            scale=scale,
            max_experiments=self._max,
            on_dead_end=on_dead_end,
            watch=watch,
        )
        self.task = ResearchEpisodes(loaded)
        self._title = loaded.title
        self._session: OpenSession | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._prompt = ""
        self._rewards: list[float] = []
        self._at_close.callback(self._leave)
        self.action_space = action_space(self._max)
        self.observation_space = observation_space(self._max)

    # ---- the episode ---------------------------------------------------------------------------------------

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Begin a session with a run of the baseline, or go on with another one.

        Args:
            seed: Determines hidden texts and seeds, together with the user's secret key.
            options: ``tag`` names a session that is kept. With ``resume``, which is True then, the session of
                this tag goes on, whatever ``seed`` is. Gymnasium asks that unknown options are ignored.

        Raises:
            SettingsError: The tag cannot name a session; or there is a session of this name, and ``resume``
                is not given; or there is none that can go on.
            ProblemError: The baseline fails.
            MachineError: The machine failed.
        """
        super().reset(seed=seed, options=options)
        self._begin(0)
        self._leave()
        tag, is_resumed = _session_options(options)
        own = self.np_random.bytes(SEED_BYTES)
        folder = session_folder(self._task.name, tag, self._folder) if tag else self._temporary_folder()
        if is_resumed:
            self._session = self._maker.resume(folder, tag)
        else:
            named = tag or folder.parent.name  # unique, because a clone may have several sessions
            self._session = self._maker.begin(folder, named, own, is_kept=bool(tag))
        lab = self._session.lab
        self._rewards = []
        # A session whose last experiment was run, and which was left before its end, has one step left.
        self._begin(max(self._experiments_left, 1))
        for one in lab.experiments[1:] if is_resumed else ():
            self._scored(self._evaluation(one), _score(one))
        self._prompt = prompt_text(
            self._task, lab, max_experiments=self._max, in_scope=self._maker.sessions.in_scope()
        )
        first = lab.experiments[-1]
        told = f"The session was resumed.\n{self._told(first)}" if is_resumed else ""
        info = self._info(first, self._evaluation(first))
        if is_resumed:
            info |= {"resumed": told, "pending": self._session.pending}
        return self._observation(first, told), info

    def step(self, action: Any) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Make one experiment, go back to an earlier program, or finish.

        Args:
            action: Fields of an action, all or some; the class describes them.

        Raises:
            InvalidAction: The action is no mapping from names of fields to values.
            ResetNeeded: The episode has ended, or never began.
        """
        if not isinstance(action, Mapping):
            raise InvalidAction(f"an action is a dict of fields, e.g. `operation`; got {action!r:.200}")
        self._need_turn()
        lab, session = self._lab, cast("OpenSession", self._session)
        certain_before = lab.certain
        given = cast("Mapping[str, Any]", action)
        try:
            session.files.set_pending(len(lab.experiments), portable(shortest(given)))
            last = self._act(given)
            if is_over := last is None or not self._experiments_left or self._is_spent():
                self._finish(given if last is None else {})
        except (HarnessError, MachineError, ProblemError) as error:  # `reset` found no fault with either
            return self._fault(error)
        evaluation = self._evaluation(last)
        reward = self._pay(certain_before, is_over=is_over)
        self._rewards.append(reward)
        self._turns_left = 0 if is_over else self._experiments_left
        self._scored(evaluation, self._final_score() if is_over else _score(cast("Experiment", last)))
        return self._observation(last, self._told(last)), reward, is_over, False, self._info(last, evaluation)

    def _act(self, given: Mapping[str, Any]) -> Experiment | None:
        """The experiment that an action makes; None if it ends the session."""
        lab = self._lab
        if not self._experiments_left or self._is_spent() or lab.is_ending:
            return None  # a resumed session whose process ended just before the session did
        try:
            action = read_action(given, self._max)
        except Refused as refusal:
            return lab.refuse(f"The action was not read: {refusal}")
        if action.operation == "finish":
            return None
        if action.operation == "backtrack":
            return lab.backtrack(action.target, _proposal(action))
        return lab.experiment(_proposal(action))

    def _finish(self, given: Mapping[str, Any]) -> Final:
        try:
            return self._lab.finish(_proposal(read_action(given)))
        except Refused:
            return self._lab.finish()

    # ---- what the episode has come to ----------------------------------------------------------------------

    @property
    def _lab(self) -> Laboratory:
        if self._session is None:
            raise ResetNeeded("no episode has begun: call reset() first")
        return self._session.lab

    @property
    def _experiments_left(self) -> int:
        return max(self._max + 1 - len(self._lab.experiments), 0)

    def _is_spent(self) -> bool:
        """Whether a budget is spent."""
        spent = {"budget_cpu_s": self._lab.cpu_s, "budget_usd": self._lab.cost_usd}
        return any(
            most is not None and used is not None and used >= most
            for most, used in ((self._budgets[name], used) for name, used in spent.items())
        )

    def _final_score(self) -> float:
        """What the whole episode is paid."""
        lab = self._lab
        runs = [run for one in lab.experiments[1:] if one.status not in _NOT_RUN for run in one.runs]
        if not runs:
            return _NOTHING_RAN
        if not any(run.status is ResearchStatus.ACCEPTED for run in runs):
            return _NEVER_VALID
        return lab.final.certain if lab.final else 0.0

    def _pay(self, certain_before: float, *, is_over: bool) -> float:
        if self._paid == "delta":
            return float((self._final_score() if is_over else self._lab.certain) - certain_before)
        return float(self._final_score()) if is_over else 0.0

    @property
    def state(self) -> ResearchState:
        """The episode as it stands. Reading it costs no step.

        Raises:
            ResetNeeded: No episode has begun.
        """
        lab, session = self._lab, cast("OpenSession", self._session)
        header, spread = session.header, lab.spread
        return ResearchState(
            task=header.task,
            task_sha256=header.task_sha256,
            evaluation=header.evaluation,
            launcher=header.launcher,
            tag=header.tag,
            branch=f"autoresearch/{header.tag}",
            folder=str(session.files.folder),
            worktree=str(session.files.worktree),
            seed=header.seed,
            input_key=header.input_key,
            run_seeds=tuple(dict.fromkeys(run.seed for run in lab.made)),
            scale=header.scale,
            sigma=spread.sigma,
            freedom=spread.freedom,
            incumbent=lab.incumbent.number,
            best=lab.best.number,
            experiments=tuple(lab.experiments),
            signals=lab.signals,
            notes=dict(lab.notes),
            final=lab.final,
            max_experiments=self._max,
            experiments_left=self._experiments_left,
            cpu_s=lab.cpu_s,
            budget_cpu_s=self._budgets["budget_cpu_s"],
            cost_usd=lab.cost_usd,
            budget_usd=self._budgets["budget_usd"],
            paid=self._paid,
            rewards=tuple(self._rewards),
        )

    def _evaluation(self, last: Experiment | None) -> Evaluation:
        lab = self._lab
        return research_evaluation(last, lab.final, self._conditions, lab.experiments[0])

    def render(self) -> Any:
        """The experiments so far: a table for ``ansi``, a picture (400, 800, 3) for ``rgb_array``."""
        if self.render_mode is None or self._session is None:
            return super().render()
        shown = shown_session(self._lab, self._session.header, self._title)
        if self.render_mode == "rgb_array":
            return session_picture(shown)
        if self.render_mode == "ansi":
            return session_text(shown)
        print_session(shown)
        return None

    # ---- what the agent gets -------------------------------------------------------------------------------

    def _told(self, last: Experiment | None) -> str:
        lab = self._lab
        parts = [feedback_text(lab, last, experiments_left=self._experiments_left)] if last else []
        if lab.final:
            parts.append(final_text(lab, lab.final))
        return "\n".join(parts)

    def _observation(self, last: Experiment | None, feedback: str) -> Observation:
        return observed(
            self._lab, last, prompt=self._prompt, feedback=feedback, experiments_left=self._experiments_left
        )

    def _info(self, last: Experiment | None, evaluation: Evaluation) -> dict[str, Any]:
        lab = self._lab
        turns = self._turns
        return research_info(
            lab,
            last,
            evaluation,
            score=turns[-1].score if turns else math.nan,
            best_score=self._final_score()
            if lab.final
            else max((one.score for one in turns), default=math.nan),
            submission=self._submission(last),
        )

    def _submission(self, last: Experiment | None) -> dict[str, bytes]:
        """The program of a step: the one that was run, or the one that is paid in the end."""
        lab = self._lab
        shown = lab.best if lab.final else last
        if shown is None or not shown.commit:
            return {}
        return {
            self._task.file: lab.history.program_of(
                shown.number if shown.target is None else shown.target
            ).encode()
        }

    def _fault(self, error: PerfgymError) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        self._turns_left = 0
        nothing = self._evaluation(None)
        info = self._info(None, nothing)
        fault = Fault(owner=FaultOwner.ENVIRONMENT, cause=str(error))
        info |= {"evaluation": "", "score": math.nan, "fault": 1.0, "fault_kind": fault.cause}
        return self._observation(None, FAULT_FEEDBACK), 0.0, False, True, info

    # ---- folders -------------------------------------------------------------------------------------------

    def _temporary_folder(self) -> Path:
        self._temporary = tempfile.TemporaryDirectory(prefix="perfgym-research-")
        return Path(self._temporary.name) / _TEMPORARY_TAG

    def _leave(self) -> None:
        """Leave the session, and remove a folder that is not kept."""
        if self._session is not None:
            self._session.close()
        if self._temporary is not None:
            self._temporary.cleanup()
        self._session = self._temporary = None


def _session_options(options: Mapping[str, Any] | None) -> tuple[str, bool]:
    """The tag among the options, and whether its session goes on.

    Raises:
        SettingsError: The tag is no text, or there is none to resume.
    """
    given = options or {}
    tag, is_resumed = given.get("tag") or "", bool(given.get("resume"))
    if not isinstance(tag, str):
        raise SettingsError(f"options['tag'] must be a text, got {tag!r:.80}")
    if is_resumed and not tag:
        raise SettingsError("options['resume'] needs options['tag'], the name of the session")
    return tag, is_resumed


def _proposal(action: ResearchAction) -> Proposal:
    return Proposal(
        change=action.change,
        reasoning=action.reasoning,
        why=action.why,
        lesson=action.lesson,
        notes=action.notes,
    )


def _score(experiment: Experiment) -> float:
    """What a step was worth, by the text ``search``: no part of the reward."""
    if experiment.status is ResearchStatus.ACCEPTED or experiment.decision is Decision.BACKTRACK:
        return experiment.certain
    return _NEVER_VALID if experiment.runs else _NOTHING_RAN
