"""An environment ID and a number -> monitored environments for Stable-Baselines3, each in a worker."""

from pathlib import Path
from typing import Any

from gymnasium.vector import AutoresetMode
from stable_baselines3.common.vec_env import VecMonitor

from perfgym.errors import SettingsError
from perfgym.integrations.sb3.vec_env import PoolVecEnv
from perfgym.vector import make_vec

__all__ = ["make_vec_env"]


def make_vec_env(
    env_id: str,
    n_envs: int = 1,
    seed: int | None = None,
    *,
    monitor_dir: str | Path | None = None,
    env_kwargs: dict[str, Any] | None = None,
    vec_env_kwargs: dict[str, Any] | None = None,
    monitor_kwargs: dict[str, Any] | None = None,
) -> VecMonitor:
    """Make environments of one ID, each in a worker, with the arguments of Stable-Baselines3's function.

    Args:
        env_id: A registered ID.
        n_envs: Number of environments.
        seed: Seed of the first reset of the first environment; each other one gets the seed of the one before
            it plus 1. Later episodes get seeds that follow from it. None for fresh ones.
        monitor_dir: Folder, made if it is missing. Its ``0.monitor.csv`` keeps return, length and time of
            each episode of all environments. None keeps nothing on disk.
        env_kwargs: Arguments of the environments.
        vec_env_kwargs: Arguments of :func:`perfgym.make_vec` (``record``, ``step_timeout_s``, ``workers``,
            ``max_restarts``), and ``max_replays`` of :class:`PoolVecEnv`.
        monitor_kwargs: Arguments of Stable-Baselines3's ``VecMonitor``, e.g. ``info_keywords``.

    Returns:
        The environments in a ``VecMonitor``, so that trainers log ``ep_rew_mean``; its ``venv`` is the
        :class:`PoolVecEnv`.

    Raises:
        SettingsError: An argument cannot be used, or the observations of the ID are no arrays.
    """
    chosen = dict(vec_env_kwargs or {})
    max_replays = chosen.pop("max_replays", 3)
    given = dict(env_kwargs or {})
    if twice := sorted(chosen.keys() & given.keys()):
        raise SettingsError(f"set {', '.join(twice)} in env_kwargs or in vec_env_kwargs, not in both")
    pool = make_vec(env_id, n_envs, autoreset_mode=AutoresetMode.DISABLED, **chosen, **given)
    try:
        made = PoolVecEnv(pool, max_replays)
        made.seed(seed)
        pool.single_action_space.seed(seed)  # the space that `made` has
        return VecMonitor(made, _monitor_file(monitor_dir), **(monitor_kwargs or {}))
    except BaseException:
        pool.close()
        raise


def _monitor_file(folder: str | Path | None) -> str | None:
    """The name that ``VecMonitor`` completes to that of its file; None to keep nothing."""
    if folder is None:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return str(Path(folder) / "0")
