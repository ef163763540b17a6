"""What goes with it, the first time: the processor time of looking at ten years for the first time."""

from statistics import median

from bench import memory
from bench.pages import FLOOR, Target, floors
from bench.people import Prepared
from bench.report import Row
from bench.service import Service
from bench.visitor import Visitor

MOST_MILLISECONDS = 300.0
PAGE = Target("What goes with it", "/insights/goes-with/")


def measure(service: Service, prepared: Prepared) -> list[Row]:
    """Once for each person: what a look finds is kept. The very first also loads what no page before has used."""
    (floor,) = (target for target in floors() if target.name == FLOOR)
    took = []
    for user in prepared.users:
        visitor = Visitor(service.host, service.port, user.session)
        visitor.ask(floor)
        before = memory.processor_seconds(service.web())
        visitor.ask(PAGE)
        took.append((memory.processor_seconds(service.web()) - before) * 1000)
        visitor.close()
    first, rest = took[0], took[1:] or took
    return [
        Row("pages", PAGE.name, median(rest), "ms CPU", "the first time", budget=MOST_MILLISECONDS),
        Row("pages", PAGE.name, first, "ms CPU", "the first time in a new process"),
    ]
