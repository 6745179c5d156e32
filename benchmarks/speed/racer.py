"""One way in a process of its own: asked by a line on standard input, it answers by a line of JSON.

python -m benchmarks.speed.racer WAY FACTS
"""

import gc
import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.speed.asked import ASKED, Name
from benchmarks.speed.way import Way

WAYS = {
    "kpi_engine": ("engine_way", "EngineWay"),
    "SQL by hand": ("sql_way", "SqlWay"),
    "boring-semantic-layer": ("semantic_way", "SemanticWay"),
    "pandas": ("pandas_way", "PandasWay"),
    "polars": ("polars_way", "PolarsWay"),
}


def opened(name: str, facts: Path) -> Way:
    module, way = WAYS[name]
    made: Way = getattr(import_module(f"benchmarks.speed.{module}"), way)(facts)
    return made


def told(way: Way, name: Name) -> dict[str, Any]:
    began = time.perf_counter()
    found = way.find(ASKED[name])
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "windows": list(found.windows.items()), "groups": list(found.groups.items())}


def main() -> None:
    began = time.perf_counter()
    way = opened(sys.argv[1], Path(sys.argv[2]))
    print(json.dumps({"seconds": time.perf_counter() - began}), flush=True)
    gc.collect()
    gc.freeze()  # as a server does once it stands: nobody waits for a look at its libraries for garbage
    for line in sys.stdin:
        print(json.dumps(told(way, Name(line.strip()))), flush=True)
    gc.unfreeze()
    print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)


if __name__ == "__main__":
    main()
