"""How soon the service answers after `make run`, and what it holds in memory when nobody asks for anything."""

import time
from statistics import median

from bench import memory
from bench.databases import Database
from bench.pages import targets
from bench.people import Prepared
from bench.report import Row
from bench.service import Service, running_service
from bench.visitor import Visitor

TIMES = 3
MOST_SECONDS = 5.0
MOST_MEGABYTES = 250.0
# Enough connections that each process of the server has some of them.
CONNECTIONS = 6
_SETTLED = 0.02
_LONGEST_WAIT = 20.0


def measure(database: Database, prepared: Prepared, times: int = TIMES) -> list[Row]:
    seconds, fresh, used = [], 0, 0
    for number in range(times):
        with running_service(database) as service:
            seconds.append(service.first_answer)
            if number == times - 1 and memory.is_told():
                fresh = _idle(service)
                _open_everything(service, prepared)
                used = _idle(service)
    rows = [Row("service", "first answer after make run", median(seconds), "s", budget=MOST_SECONDS)]
    for size, state in ((fresh, "just started"), (used, "after every page was opened")):
        if size:
            rows.append(Row("service", "memory, idle", size / 1e6, "MB", state, budget=MOST_MEGABYTES))
    return rows


def _idle(service: Service) -> int:
    """The bytes of all its processes once none of them works any more."""
    deadline = time.monotonic() + _LONGEST_WAIT
    busy = True
    while busy and time.monotonic() < deadline:
        pids = service.everything()
        before = memory.processor_seconds(pids)
        time.sleep(1.0)
        busy = memory.processor_seconds(pids) - before > _SETTLED
    return memory.proportional(service.everything())


def _open_everything(service: Service, prepared: Prepared) -> None:
    for _ in range(CONNECTIONS):
        visitor = Visitor(service.host, service.port, prepared.long.session)
        for target in targets(prepared.long, prepared.today):
            visitor.ask(target)
        visitor.close()
