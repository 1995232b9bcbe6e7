"""Waitress, bounded in every direction: a server of one WSGI application on loopback."""

import logging
import socket
from typing import Any

from waitress import server

__all__ = ["BoundedServer"]

_TcpServer: Any = server.TcpWSGIServer  # types of it that are known elsewhere are incomplete
_THREADS = 4
_LONGEST_CONNECTION_S = 600.0
_SHUT_DOWN_S = 10.0  # threads end as soon as what they wait for has been killed
_LIMITS: dict[str, Any] = {
    "threads": _THREADS,
    "connection_limit": 100,
    "channel_timeout": 30,  # seconds without a byte
    "cleanup_interval": 5,  # seconds between two looks at connections that are too old
    "max_request_header_size": 1 << 15,
    "log_socket_errors": False,
    "ident": "perfgym",
}


class BoundedServer(_TcpServer):
    """A server whose application is set before it runs, because it may need to know the port.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 for one that is free.
        most_body_bytes: Largest body of a request.

    Attributes:
        effective_port: Port that it listens on.
        application: What it calls for each request.

    Raises:
        OSError: The port cannot be used.
    """

    effective_port: int
    application: Any

    def __init__(self, host: str, port: int, *, most_body_bytes: int) -> None:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is no fault
        listening = socket.create_server((host, port))  # waitress would leave a port open that it cannot bind
        super().__init__(  # pyright: ignore[reportUnknownMemberType]
            None,
            {},
            True,
            listening,
            bind_socket=False,
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
            max_request_body_size=most_body_bytes,
            **_LIMITS,
        )

    def run(self) -> None:
        """Serve until an exception such as KeyboardInterrupt; unlike the inherited method, let it through."""
        self.asyncore.loop(timeout=self.adj.asyncore_loop_timeout, map=self._map, use_poll=True)

    def maintenance(self, now: float) -> None:
        """Close the connections that stand still, and those that are too old."""
        super().maintenance(now)  # pyright: ignore[reportUnknownMemberType]
        for channel in self.active_channels.values():
            if now - channel.creation_time > _LONGEST_CONNECTION_S:
                channel.will_close = True

    def close(self) -> None:
        """End the threads, and close all connections and the port."""
        self.task_dispatcher.shutdown(timeout=_SHUT_DOWN_S)
        super().close()  # pyright: ignore[reportUnknownMemberType]
        self.asyncore.close_all(self._map)
