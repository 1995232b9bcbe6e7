"""Bytes that a hostile program or a compiler wrote -> text that is safe to show and to prompt with."""

import re
import unicodedata

__all__ = ["clean_text"]


# Default_Ignorable_Code_Point of Unicode that is neither control nor format: drawn as nothing, yet read by
# a model. Variation selectors can spell out any bytes. U+2800 is a blank of another kind.
_DRAWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def _is_shown(character: str) -> bool:
    # C: control; format, with the bidirectional controls; surrogates; no meaning. Z: separators.
    return character in " \n\t" or not (
        unicodedata.category(character)[0] in "CZ" or _DRAWN_AS_NOTHING.match(character)
    )


def _replace_unshown(text: str) -> str:
    return "".join(c if _is_shown(c) else "\N{REPLACEMENT CHARACTER}" for c in text)


def clean_text(raw: bytes | str, at_most: int = 2000) -> str:
    """``raw`` as printable text: no control, escape, bidirectional, surrogate or invisible characters.

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
