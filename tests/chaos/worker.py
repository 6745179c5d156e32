"""One worker process: delivers what is queued until it is told to end, or until it harms itself as ordered.

`python -m tests.chaos.worker ORDERS` (JSON, see orders.py) runs one from a shell.
"""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot.delivery.post_office import PostOffice
from bot.delivery.rounds import Round
from bot.logs import configure
from storage.unit_of_work import Records
from tests.chaos.clients import client_of
from tests.chaos.clocks import clock_of
from tests.chaos.orders import KILLED_ITSELF, Harm, Orders
from tests.chaos.timings import TIMINGS

LOOK_EVERY = 0.1


def work(told: str) -> None:
    """Deliver as ordered."""
    orders = Orders.from_json(told)
    log = Path(orders.folder, "workers.log").open("a", buffering=1)  # noqa: SIM115 - as long as the process
    os.dup2(log.fileno(), sys.stderr.fileno())
    configure("INFO", log)
    asyncio.run(_deliver(orders))


async def _deliver(orders: Orders) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    Path(orders.ready_file).touch()  # noqa: ASYNC240 -- before there is anything to keep waiting
    records = Records(orders.records_url, connections=8, patience=10)
    office = PostOffice(
        records,
        clock_of(orders),
        client_of(orders),
        TIMINGS[orders.timing],
        failpoint(orders),
        senders=orders.senders,
    )
    await (_only_send(office, stop) if orders.only_sends else office.run(stop))
    records.close()


async def _only_send(office: PostOffice, stop: asyncio.Event) -> None:
    """No other thread is in the midst of a write when this one freezes: SQLite would have everybody wait for it."""
    await Round("send", office.send_next, _a_moment).run(stop, LOOK_EVERY)
    office.close()


async def _a_moment() -> float:
    return LOOK_EVERY


def failpoint(orders: Orders) -> Callable[[str], None]:
    """What the product calls at each named point: harmless until the visit that was ordered."""
    visits: Counter[str] = Counter()

    def visit(name: str) -> None:
        visits[name] += 1
        if orders.fails_at == (name, visits[name]):
            _harm(orders.harm)

    return visit


def _harm(harm: Harm) -> None:
    if harm is Harm.EXIT:
        os._exit(KILLED_ITSELF)
    os.kill(os.getpid(), signal.SIGSTOP)


if __name__ == "__main__":
    work(sys.argv[1])
