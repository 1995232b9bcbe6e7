"""One file a backend: what counts, and which event fills which role."""

__all__: list[str] = []
