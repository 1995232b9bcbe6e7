"""Size and kind -> documents to build an index of, as bytes."""

from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]


# What words are made of, what they may end with, and what stands between them, by kind.
_SYLLABLES = {
    "plain": "ba co de fi go hu ka la me ni po ru sa te vi wo xe za stra ing qua ell orn ust",
    "accented": "bá çö dé fî gø hü kå là mé ñi pó rū šä té vî wö ẞe ża stræ ing qua ell örn ust",
    "cyrillic": "ба во ге ди жо зу ка ле мо не пи ра со ту фё ци ша щи эл юр яс",
    "many": "a e i o u y b c d f g h k l m n p r s t v w x z é ü",
    "few": "ka lo me",
    "han": "世 界 人 大 日 本 学 生 水 火 木 ka",
    "odd": "don't l’eau a\u0301 x2 ß \ufb01 İ \u212a \u0345 ca-fé \U0001d400 3.14 \xad '",
}
_ENDINGS = "- - - - s ing ed ation ations ly ness er ers ies us 's ments".replace("-", "").split(" ")
_BETWEEN = [" "] * 12 + [", ", ". ", "\n", " - ", "; ", "! ", " (", ") "]
_KINDS = (*_SYLLABLES, "broken")


class _Language:
    """Words of which some are much more frequent than others."""

    def __init__(self, rng: np.random.Generator, words: int, kind: str) -> None:
        """Make up words."""
        syllables = _SYLLABLES["accented" if kind == "broken" else kind].split(" ")
        counts = rng.integers(1, 5, words)
        picks = iter(rng.integers(len(syllables), size=int(counts.sum())))
        stems = ["".join(syllables[next(picks)] for _ in range(count)) for count in counts]
        endings = rng.integers(len(_ENDINGS), size=words)
        self._words = [
            word.capitalize() if i % 7 == 3 else word
            for i, word in enumerate(
                stem + _ENDINGS[ending] for stem, ending in zip(stems, endings, strict=True)
            )
        ] + ["the", "of", "and"]
        self._shares = np.cumsum(1 / (np.arange(len(self._words)) + 20.0))
        self._broken = kind == "broken"

    def words(self, rng: np.random.Generator, n: int) -> list[str]:
        """Draw words."""
        places = np.searchsorted(self._shares, rng.random(n) * self._shares[-1])
        return [self._words[place] for place in places]

    def text(self, rng: np.random.Generator, n: int) -> bytes:
        """Draw a text of so many words."""
        between = rng.integers(len(_BETWEEN), size=n)
        drawn = zip(self.words(rng, n), between, strict=True)
        text = "".join(word + _BETWEEN[gap] for word, gap in drawn).encode()
        if self._broken and text:
            content = np.frombuffer(bytearray(text), np.uint8)
            places = np.flatnonzero(rng.random(len(content)) < 0.05)
            content[places] = rng.integers(256, size=len(places))
            text = content.tobytes()
        return text


def _string(content: bytes) -> bytes:
    return np.uint32(len(content)).tobytes() + content


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Whether to stem, stop words, and documents.

    Args:
        rng: All randomness comes from it.
        size: ``docs``, the number of documents, and ``n``, the words of all of them.
        kind: Determines the words; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    language = _Language(rng, 30 + size["n"] // 3, kind)
    stop_words = ["the", "of", "AND", "don’t", "Für", *language.words(rng, 25)]
    pieces = [bytes([int(rng.random() < 0.7)]), np.uint32(len(stop_words)).tobytes()]
    pieces += [_string(word.encode()) for word in stop_words]
    bounds = np.sort(rng.integers(size["n"] + 1, size=max(size["docs"] - 1, 0)))
    for i, words in enumerate(np.diff(np.concatenate([[0], bounds, [size["n"]]]))[: size["docs"]]):
        # A few IDs are taken, or empty.
        name = str(int(rng.integers(-1, max(i, 1))) if rng.random() < 0.02 else i)
        pieces += [_string(b"" if name == "-1" else name.encode()), _string(language.text(rng, int(words)))]
    return b"".join(pieces)
