"""Stable-Baselines3: a pool of workers as its ``VecEnv``.

::

    from stable_baselines3 import PPO
    from perfgym.integrations.sb3 import make_vec_env

    env = make_vec_env("PerfTune-matmul-c-v0", num_envs=2, backend="simulated")
    PPO("MlpPolicy", env, n_steps=64).learn(2_000)
"""

try:
    from perfgym.integrations.sb3.vec_env import PoolVecEnv, make_vec_env
except ModuleNotFoundError as error:
    if error.name is None or error.name.split(".")[0] != "stable_baselines3":
        raise
    raise ModuleNotFoundError(
        f"Stable-Baselines3 is missing ({error}); run `pip install 'perfgym[sb3]'`", name=error.name
    ) from error

__all__ = ["PoolVecEnv", "make_vec_env"]
