"""The exception by which anything says to an agent that it does not do what was asked for, and what to do."""

__all__ = ["Refused"]


class Refused(Exception):  # noqa: N818 - it is no error of anybody's: the agent is told and goes on
    """What an agent asked for was not done, and nothing changed. The text tells why, and what to do."""
