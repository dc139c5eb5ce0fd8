"""Signals that end this process."""

import asyncio
import os
import signal


def stop_on_signals() -> asyncio.Event:
    """Returns what SIGTERM and SIGINT set; a second one ends this process at once."""
    stopping = asyncio.Event()

    def stop() -> None:
        if stopping.is_set():
            os._exit(1)
        stopping.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    return stopping
