"""Standard input, output and error of the process: closed, full or abandoned by their reader."""

import os
import sys

__all__ = ["open_missing_streams", "output_error"]


def open_missing_streams() -> None:
    """Open ``/dev/null`` in place of each standard stream that the caller closed.

    Otherwise the next file that is opened, perhaps a store, would become the standard output of every child
    process.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def output_error(probe: str = "") -> OSError | None:
    """Write what standard output has buffered; return the error if that is impossible.

    After an error standard output leads to ``/dev/null``, because Python writes the rest when it exits.

    Args:
        probe: Text to write first, for streams that buffer nothing.
    """
    try:
        sys.stdout.write(probe)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return error
    return None
