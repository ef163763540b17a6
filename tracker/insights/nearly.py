"""How far a spot is from a flag, by the rule itself, and what is missing before anything can be said.

Never an all-clear: what is not flagged is only not flagged.
"""

from dataclasses import dataclass

from tracker.analysis.flags import Level
from tracker.analysis.recurrence import SpotRecurrence
from tracker.insights.words import counted

_ASSESS = "a candidate for assessment"
_WATCH = "worth watching"


@dataclass(frozen=True, slots=True)
class Nearly:
    """`known`: what there is so far. `missing`: what more it would take. `steps`: how much, for the order."""

    known: str
    missing: str
    steps: int


def quick_returns_missing(found: SpotRecurrence, level: Level) -> int:
    """The smallest number of further quick returns with which the spot would reach `level`; 0: it has.

    As if nothing that counts today grew too old in the meantime.
    """
    flag, rules = found.flags.rapid_return, found.rules
    if flag.level >= level:
        return 0
    rapid, known, more = len(flag.rapid), flag.known, 0
    while True:
        more += 1
        if level is Level.WATCH and rapid + more >= rules.watch_rapid:
            return more
        enough = rapid + more >= rules.assess_rapid
        if enough and (rapid + more) / (known + more) >= rules.assess_share:
            return more


def treatments_missing(found: SpotRecurrence) -> int | None:
    """Further treatments without a quiet day until the flag of persistence; None: no painful days go on."""
    flag = found.flags.persistence
    if flag.episode is None:
        return None
    return max(found.rules.persist_sessions - len(flag.failed), 0)


def days_missing(found: SpotRecurrence) -> int | None:
    """Further days without a quiet one until a watched persistence becomes a candidate; None: it is not watched."""
    flag = found.flags.persistence
    return found.rules.persist_days - flag.days if flag.level is Level.WATCH else None


def to_assess(found: SpotRecurrence) -> str:
    """For a spot that is watched: what would make it a candidate."""
    days = days_missing(found)
    if days is not None:
        return f"{_begun(days, 'more day')} without a quiet one would make this {_ASSESS}."
    if found.flags.rapid_return.level is Level.WATCH:
        more = quick_returns_missing(found, Level.ASSESS)
        return f"{_begun(more, 'more quick return')} would make this {_ASSESS}."
    missing = found.rules.spread_assess - len(found.flags.spread.newcomers)
    return f"{_begun(missing, 'more new spot')} nearby would make this {_ASSESS}."


def nearly(found: SpotRecurrence) -> Nearly:
    """For a spot that is not flagged."""
    rules, flag = found.rules, found.flags.rapid_return
    if not found.timeline.days:
        return Nearly("Nothing is recorded of it yet.", "Rate it on the page of a day.", 1000)
    if not found.timeline.episodes:
        return Nearly(f"No painful day ({rules.active_min:g} or more) is recorded.", "", 900)
    if not found.sessions:
        return Nearly("No treatment of it is logged.", "Returns are counted after treatments.", 800)
    returns = quick_returns_missing(found, Level.WATCH)
    level = _WATCH
    if quick_returns_missing(found, Level.ASSESS) == returns:
        level = _ASSESS
    missing = f"{_begun(returns, 'more quick return')} would make it {level}."
    treatments = treatments_missing(found)
    if treatments is not None and found.flags.persistence.failed and treatments <= returns:
        failed = counted(len(found.flags.persistence.failed), "treatment")
        more = f"{_begun(treatments, 'more')} like that would make it {_WATCH}."
        return Nearly(f"{failed} in these painful days without a quiet day.", more, treatments)
    if not any(record.course for record in found.durability):
        known = "No treatment was followed by a quiet day within"
        return Nearly(f"{known} {counted(rules.relief_window, 'day')} yet.", missing, returns + 100)
    if not flag.known:
        known = f"Its treatments of the last {rules.lookback} days have no known result yet"
        return Nearly(f"{known}: {len(flag.open)} open.", missing, returns + 50)
    quick = f"Came back within {counted(rules.rapid_days, 'day')} after {len(flag.rapid)} of {flag.known}"
    return Nearly(f"{quick} {'treatment' if flag.known == 1 else 'treatments'}.", missing, returns)


def _begun(number: int, what: str) -> str:
    """As counted: 1 more quick return, 2 more quick returns; 2 more."""
    return f"{number} {what}" if what == "more" else counted(number, what)
