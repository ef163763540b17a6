"""The kinds of files that can be imported: every module of this package with an `IMPORTER` is one."""

import pkgutil
from functools import cache
from importlib import import_module

import tracker.importers
from tracker.importers.reading import Importer, Upload

_TAKES_ANY_TABLE = "any_csv"


@cache
def importers() -> tuple[Importer, ...]:
    """By name, the one that takes any table last: what has a form of its own is never taken for just a table."""
    names = sorted(each.name for each in pkgutil.iter_modules(tracker.importers.__path__))
    modules = [import_module(f"{tracker.importers.__name__}.{name}") for name in names if name != "known"]
    found: list[Importer] = [module.IMPORTER for module in modules if hasattr(module, "IMPORTER")]
    return tuple(sorted(found, key=lambda each: each.name == _TAKES_ANY_TABLE))


def recognised(upload: Upload) -> Importer | None:
    """The kind of file that this is, apart from a table of any kind."""
    return next(
        (each for each in importers() if each.name != _TAKES_ANY_TABLE and each.recognises(upload)), None
    )


def any_table(upload: Upload) -> Importer | None:
    """The importer that asks what the columns are, if this is a table at all."""
    return next(
        (each for each in importers() if each.name == _TAKES_ANY_TABLE and each.recognises(upload)), None
    )


def label_of(name: str) -> str:
    """What the person reads for an importer, also for one that is gone."""
    return next((each.label for each in importers() if each.name == name), "")
