"""Stable-Baselines3: its ``VecEnv`` on a pool of workers.

::

    from stable_baselines3 import PPO
    from perfgym.integrations.sb3 import make_vec_env

    env = make_vec_env("PerfTune-matmul-c-v0", num_envs=2, backend="simulated")
    PPO("MlpPolicy", env, n_steps=64).learn(2_000)
"""

from perfgym.integrations.sb3.vec_env import PoolVecEnv, make_vec_env

__all__ = ["PoolVecEnv", "make_vec_env"]
