"""A submission -> a built program -> a verdict on what it does."""

__all__: list[str] = []
