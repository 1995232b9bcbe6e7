"""What this machine can do, and what each shortcoming costs."""

__all__: list[str] = []
