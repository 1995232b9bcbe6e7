"""Facts of this host, and exclusive use of its cores."""

__all__: list[str] = []
