"""`python -m playground`: serve a local workspace until interrupted."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path

from playground.seed import read_json
from playground.server import Server, prepare

_CHUNK = 4096  # bytes


def main() -> int:
    """Read the command line, serve, and say in one line where."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # after the server has ended, to leave no files
    with contextlib.ExitStack() as stack:
        folder = options.data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="playground-")))
        folder.mkdir(parents=True, exist_ok=True)
        try:
            described = read_json(options.workspace, "workspace.json")
            server = prepare(described, read_json(options.manifest, "manifest.json"), folder, options.port)
        except (OSError, ValueError, KeyError, TypeError) as error:
            sys.stderr.write(f"playground: {type(error).__name__}: {error}\n")
            return 2
        if options.until_input_ends:
            threading.Thread(target=_stop_with_the_input, args=(server,), daemon=True).start()
        asyncio.run(_serve(server))
    return 0


def _stop_with_the_input(server: Server) -> None:
    """Whoever holds the other end lets go of it, or is gone."""
    while os.read(sys.stdin.fileno(), _CHUNK):
        pass
    server.stop()


async def _serve(server: Server) -> None:
    serving = asyncio.create_task(server.serve())
    while not server.uvicorn.started and not serving.done():
        await asyncio.sleep(0.01)
    sys.stdout.write(f"playground ready on {server.url}\n")
    sys.stdout.flush()
    await serving


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m playground", description="A local Slack workspace.")
    parser.add_argument("--port", type=int, default=8910, help="0 takes a free port")
    parser.add_argument("--workspace", type=Path, help="people and channels (JSON)")
    parser.add_argument("--manifest", type=Path, help="the app's manifest (JSON)")
    parser.add_argument("--data", type=Path, help="folder for the bytes of files")
    parser.add_argument("--until-input-ends", action="store_true", help="end with standard input, as its writer does")
    return parser.parse_args()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
