"""File names of programs: a problem folder and a build call the source of a language by the same name."""

__all__ = ["SOURCE_NAMES"]

SOURCE_NAMES = {
    "c": "solution.c",
    "go": "solution.go",
    "python": "solution.py",
    "rust": "solution.rs",
    "typescript": "solution.ts",
}
"""Name of each language to the file name of a program in it."""
