"""Bytes that a hostile program or a compiler wrote -> text that is safe to show and to prompt with."""

import unicodedata

__all__ = ["clean_text"]


def _is_shown(character: str) -> bool:
    # Cc: control; Cf: format, with the bidirectional controls; Cs: surrogates; Co, Cn: no meaning.
    return character in "\n\t" or not unicodedata.category(character).startswith("C")


def _replace_unshown(text: str) -> str:
    return "".join(c if _is_shown(c) else "\N{REPLACEMENT CHARACTER}" for c in text)


def clean_text(raw: bytes | str, at_most: int = 2000) -> str:
    """``raw`` as printable text: no control, escape, bidirectional or surrogate characters.

    Args:
        raw: What was written, in UTF-8 as far as it goes.
        at_most: Characters kept, from both ends; what is left out in between is counted.
    """
    text = raw.decode(errors="replace") if isinstance(raw, bytes) else raw
    half = at_most // 2
    if len(text) <= at_most:
        return _replace_unshown(text).strip()
    head, tail = _replace_unshown(text[:half]), _replace_unshown(text[-half:])
    return f"{head}\n[... {len(text) - 2 * half} characters left out ...]\n{tail}".strip()
