"""Make untrusted text safe to show, and make any value safe to write as JSON."""

import math
import re
import unicodedata
from typing import Any, cast

__all__ = ["clean_text", "escape_unshown", "portable", "replace_unshown"]


# Characters with Unicode's property Default_Ignorable_Code_Point that are neither control nor format
# characters. They are drawn as nothing, yet a model reads them; variation selectors can spell out any bytes.
# U+2800 is a blank Braille pattern, which is not ignorable but looks empty.
_DRAWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def _is_shown(character: str) -> bool:
    # Category C holds control characters, format characters (bidirectional controls among them), surrogates
    # and unassigned code points. Category Z holds separators.
    return character in " \n\t" or not (
        unicodedata.category(character)[0] in "CZ" or _DRAWN_AS_NOTHING.match(character)
    )


def replace_unshown(text: str) -> str:
    """Replace each control, escape, bidirectional, surrogate and invisible character by U+FFFD.

    Spaces, tabs and line feeds stay, and so does the length of the text.
    """
    return "".join(c if _is_shown(c) else "\N{REPLACEMENT CHARACTER}" for c in text)


def escape_unshown(json_text: str) -> str:
    """Escape each of these characters in a text of JSON, which then says the same in characters that show."""
    return "".join(c if _is_shown(c) else _escaped(c) for c in json_text)


def _escaped(character: str) -> str:
    raw = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{raw[at : at + 2].hex()}" for at in range(0, len(raw), 2))


def clean_text(raw: bytes | str, at_most: int = 2000) -> str:
    """Replace all control, escape, bidirectional, surrogate and invisible characters by U+FFFD.

    Args:
        raw: Untrusted text. Bytes are read as UTF-8; bytes that are not UTF-8 become U+FFFD.
        at_most: Number of characters to keep, half from each end. The text says how many were left out in
            between.
    """
    text = raw.decode(errors="replace") if isinstance(raw, bytes) else raw
    half = at_most // 2
    if len(text) <= at_most:
        return replace_unshown(text).strip()
    head, tail = replace_unshown(text[:half]), replace_unshown(text[-half:])
    return f"{head}\n[... {len(text) - 2 * half} characters left out ...]\n{tail}".strip()


def portable(value: Any) -> Any:
    """Return ``value`` in a form that every JSON reader accepts.

    A number that is not finite becomes None. A lone surrogate, which UTF-8 cannot encode, becomes U+FFFD.
    """
    if isinstance(value, dict):
        return {portable(key): portable(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [portable(item) for item in cast("list[Any]", value)]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return None if isinstance(value, float) and not math.isfinite(value) else value
