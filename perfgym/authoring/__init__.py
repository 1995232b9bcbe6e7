"""For authors of problems: write a problem's folder, choose its measured sizes, check it."""

__all__: list[str] = []
