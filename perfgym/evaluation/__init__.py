"""A submission -> everything that became of it: build, test, measure, reward, feedback."""

__all__: list[str] = []
