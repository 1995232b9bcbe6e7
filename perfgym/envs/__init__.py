"""The environments: one folder for each family, and one line in :mod:`perfgym.envs.registration`."""

__all__: list[str] = []
