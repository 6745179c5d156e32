"""New processes for tests in milliseconds: the server that they are forked from has imported everything already.

There is one such server in a test process, whoever asks for it: what is imported beforehand is said here, once for all.
"""

from multiprocessing import get_context

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["tests.chaos.worker", "tests.chaos.tickers", "storage.imports", "storage.facts.duckdb_store"]
)
