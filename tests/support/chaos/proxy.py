"""A road to Redis on which everything may vanish without a word: connections stay open, nothing arrives."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

CHUNK = 65536


class Proxy:
    """Forwards to ``port`` until told to swallow; connections made afterwards work again."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._swallowed = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def swallow(self) -> None:
        """From now on nothing passes on the connections that are open."""
        self._swallowed.set()
        self._swallowed = threading.Event()

    def close(self) -> None:
        for opened in (self._listener, *self._open):
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()

    def _accept(self) -> None:
        while True:
            try:
                caller, _address = self._listener.accept()
            except OSError:
                return
            self._connect(caller, self._swallowed)

    def _connect(self, caller: socket.socket, swallowed: threading.Event) -> None:
        self._open.append(caller)
        try:
            target = socket.create_connection(self._target)
        except OSError:
            caller.close()
            return
        self._open.append(target)
        for source, sink in ((caller, target), (target, caller)):
            threading.Thread(target=_pump, args=(source, sink, swallowed), daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket, swallowed: threading.Event) -> None:
    """Pass everything on; once swallowed, take it and say nothing, not even that the other side is gone."""
    with suppress(OSError):
        while data := source.recv(CHUNK):
            if not swallowed.is_set():
                sink.sendall(data)
    if not swallowed.is_set():
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # closing alone says nothing while the other thread reads
