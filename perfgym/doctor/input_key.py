"""Look at where the secret key of inputs comes from. No key is made, and only a digest of it is shown."""

import os

from perfgym.doctor.row import Row, optional_row, required_row
from perfgym.errors import MachineError
from perfgym.machine.input_key import VARIABLE, existing_input_key, input_key_path

__all__ = ["examine_input_key"]

_TOPIC, _WHAT = "inputs", "secret key"
_NOT_KEPT = (
    "each process draws other inputs for an equal seed, and stored evaluations are not used again; make the "
    f"folder writable, or set {VARIABLE}"
)


def examine_input_key() -> Row:
    """Look at the key that inputs are drawn with.

    Raises:
        SettingsError: ``PERFGYM_INPUT_KEY`` is too short.
    """
    try:
        key = existing_input_key()
    except MachineError as error:
        return required_row(_TOPIC, _WHAT, "unusable", str(error))
    if key is not None:
        return optional_row(
            _TOPIC, _WHAT, f"{key.digest}, from {key.origin}", "" if key.is_kept else _NOT_KEPT
        )
    path = input_key_path()
    parents = [path, *path.parents]
    nearest = next(folder for folder in parents if os.path.lexists(folder))
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return optional_row(_TOPIC, _WHAT, f"none yet; the first episode makes it in {path}")
    return optional_row(_TOPIC, _WHAT, f"it cannot be kept in {path}", _NOT_KEPT)
