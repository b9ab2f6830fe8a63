"""Running the page on this machine until told to stop."""

from __future__ import annotations

import asyncio
import logging
import socket
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from backbone_kg.app.application import application
from backbone_kg.app.guard import new_key
from backbone_kg.app.open_files import Desk
from backbone_kg.app.run_folder import kept_folder
from backbone_kg.app.task_processes import Work
from backbone_kg.endpoint.orderly_server import OrderlyServer, configured
from backbone_kg.endpoint.server_logs import start_logs
from backbone_kg.endpoint.sockets import listening
from backbone_kg.reading.data_files import data_files

HOST = "127.0.0.1"


def run(
    paths: Sequence[Path],
    *,
    port: int,
    browser: bool,
    tell: Callable[[str], None] = print,
) -> None:
    """Show the page until SIGTERM, SIGHUP or SIGINT.

    Parameters
    ----------
    paths
        Files to open at once.
    port
        Where to listen on this machine; 0 for any that is free.
    browser
        Whether to open the page in the browser.
    tell
        Takes what to say to who started it.

    Raises
    ------
    BackboneError
        If it cannot listen there.
    """
    start_logs({"backbone_kg.app": logging.WARNING, "uvicorn.error": logging.WARNING})
    with listening(HOST, port) as listener, kept_folder() as folder:
        asyncio.run(_served(paths, listener, folder, browser, tell))
    tell("Stopped. What was kept of the files is removed.")


async def _served(
    paths: Sequence[Path],
    listener: socket.socket,
    folder: Path,
    browser: bool,
    tell: Callable[[str], None],
) -> None:
    work = Work()
    desk = Desk(folder, work)
    opened = [desk.open_path(path) for path in data_files(paths)]
    port, key = listener.getsockname()[1], new_key()
    first = f"/files/{opened[0].key}" if len(opened) == 1 else "/many" if opened else "/"
    address = f"http://{HOST}:{port}{first}?key={key}"
    app = application(desk, host=HOST, port=port, key=key)
    tell(f"The page is at {address}")
    tell("Nothing leaves this computer. Stop it with Ctrl+C.")
    if browser:
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)
    try:
        config = configured(app, timeout_graceful_shutdown=3)
        await OrderlyServer(config).serve(sockets=[listener])
    finally:
        work.close()
