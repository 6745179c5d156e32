"""The worker that draws lives and dies with the bot."""

import os
import subprocess
import sys
import time
from pathlib import Path

BOT = """
import multiprocessing, time
from bot.charts.painter import Painter
if __name__ == "__main__":
    painter = Painter()
    painter.warm()
    while not multiprocessing.active_children():
        time.sleep(0.05)
    print("begun", flush=True)
    time.sleep(60)
"""


def test_a_bot_that_is_killed_leaves_no_worker_behind(tmp_path: Path) -> None:
    """The worker has inherited the bot's output: it ends when the last that holds it is gone."""
    script = tmp_path / "a_bot.py"
    script.write_text(BOT)
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    bot = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment)
    assert bot.stdout
    assert bot.stdout.readline() == b"begun\n"
    time.sleep(2)  # the worker imports what it needs
    bot.kill()
    rest, _ = bot.communicate(timeout=30)
    assert rest == b""


BUSY = """
import asyncio, time
from bot.charts.painter import Painter

def never_done():
    time.sleep(60)

async def close_while_it_draws():
    painter = Painter()
    drawing = asyncio.create_task(painter.draw(never_done))
    await asyncio.sleep(3)
    painter.close()
    drawing.cancel()

if __name__ == "__main__":
    asyncio.run(close_while_it_draws())
"""


def test_closing_waits_for_no_picture(tmp_path: Path) -> None:
    script = tmp_path / "a_busy_bot.py"
    script.write_text(BUSY)
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    subprocess.run([sys.executable, str(script)], env=environment, timeout=20, check=True)
