"""List the factors by which measured sizes were fitted to this machine."""

from collections.abc import Iterator

from perfgym.doctor.row import Row, optional_row
from perfgym.machine.facts import fingerprint
from perfgym.printable import clean_text
from perfgym.store import DamagedFit, SizeFit, user_size_fits

__all__ = ["examine_sizes", "forget_sizes"]

_TOPIC = "sizes"
_AGAIN = "`perfgym doctor --forget-sizes` deletes it, and the next episode finds the factor again"


def examine_sizes() -> Iterator[Row]:
    """A row for each problem and language whose factor is known on this machine."""
    known = list(user_size_fits().known(fingerprint()))
    if not known:
        seen = "none; an environment finds a problem's factor at its first episode"
        yield optional_row(_TOPIC, "factors of this machine", seen)
    for fit in known:
        yield _damaged(fit) if isinstance(fit, DamagedFit) else _known(fit)


def _damaged(fit: DamagedFit) -> Row:
    return optional_row(_TOPIC, clean_text(fit.path.name), f"damaged: {clean_text(fit.why)}", _AGAIN)


def _known(fit: SizeFit) -> Row:
    expert = "" if fit.expert_ms is None else f", the expert {fit.expert_ms:.3g} ms"
    seen = (
        f"factor {fit.factor:.3g}: the reference takes {fit.reference_ms:.3g} ms{expert}, "
        f"start-up {fit.startup_ms:.3g} ms ({fit.key.toolchain}, {fit.key.sandbox})"
    )
    note = f"; {fit.why_not}" if fit.why_not else ""
    what = f"{fit.key.problem} in {fit.key.language}"
    return optional_row(_TOPIC, clean_text(what), clean_text(seen + note))


def forget_sizes() -> int:
    """Delete the factors of this machine, and return their number.

    Raises:
        OSError: A file cannot be deleted.
    """
    return user_size_fits().forget(fingerprint())
