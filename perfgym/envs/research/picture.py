"""A research session -> the picture of its progress, for ``render_mode="rgb_array"``."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from perfgym.envs.render import picture
from perfgym.research.report.figure import draw_progress
from perfgym.research.report.progress import progress_of
from perfgym.research.report.session import ShownSession

__all__ = ["session_picture"]


def session_picture(session: ShownSession) -> NDArray[np.uint8]:
    """A picture of the experiments of a session and of the program that is kept.

    Returns:
        RGB picture, shape (400, 800, 3).

    Raises:
        DependencyNotInstalled: matplotlib is missing.
    """

    def draw(figure: Any) -> None:
        axes = figure.subplots()
        axes.set_title(f"{session.task}, {session.tag}: {session.evaluation} figures", fontsize=10)
        draw_progress(progress_of(session), axes)

    return picture(draw)
