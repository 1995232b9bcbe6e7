"""Stable-Baselines3: a pool of workers as its ``VecEnv``, with a monitor.

::

    from stable_baselines3 import PPO
    from perfgym.integrations.sb3 import make_vec_env

    env = make_vec_env("PerfTune-matmul-c-v0", n_envs=2, env_kwargs={"backend": "simulated"})
    PPO("MlpPolicy", env, n_steps=64).learn(2_000)
"""

try:
    from perfgym.integrations.sb3.make import make_vec_env
    from perfgym.integrations.sb3.vec_env import PoolVecEnv
except ModuleNotFoundError as error:
    if error.name is None or error.name.split(".")[0] != "stable_baselines3":
        raise
    raise ModuleNotFoundError(
        f"Stable-Baselines3 is missing ({error}); run `pip install 'perfgym[sb3]'`", name=error.name
    ) from error

__all__ = ["PoolVecEnv", "make_vec_env"]
