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


def quick_returns_missing(found: SpotRecurrence, level: Level) -> int | None:
    """The smallest number of further quick returns with which the spot would reach `level`; 0: it has.

    As if nothing that counts today grew too old in the meantime. None: then it never would, since every treatment
    must have been followed by a quick return and one was not.
    """
    flag, rules = found.flags.rapid_return, found.rules
    if flag.level >= level:
        return 0
    rapid, known = len(flag.rapid), flag.known
    if level is Level.WATCH:
        return rules.watch_rapid - rapid
    if rules.assess_share >= 1 and known > rapid:
        return None
    more = max(rules.assess_rapid - rapid, 1)
    while (rapid + more) / (known + more) < rules.assess_share:
        more += 1
    return more


def treatments_missing(found: SpotRecurrence) -> int | None:
    """Further treatments without a quiet day until the flag of persistence; None: no painful days go on.

    Nor where nothing was known for so long that what comes now would not belong to them.
    """
    flag = found.flags.persistence
    if flag.episode is None or found.flags.stale:
        return None
    return max(found.rules.persist_sessions - len(flag.failed), 0)


def days_missing(found: SpotRecurrence) -> int | None:
    """In so many days from today a watched persistence is a candidate, if it is painful then and not quiet before.

    0 or less: on its next painful day. None: it is not watched, or its painful days cannot go on any more.
    """
    flag = found.flags.persistence
    if flag.level is not Level.WATCH or flag.episode is None or found.flags.stale:
        return None
    return flag.episode.start + found.rules.persist_days - 1 - found.timeline.as_of


def to_assess(found: SpotRecurrence) -> str:
    """For a spot that is watched: what would make it a candidate."""
    days = days_missing(found)
    if days is not None:
        when = f"Still painful in {counted(days, 'day')}" if days > 0 else "On its next painful day"
        return f"{when}, with no quiet day before, this would be {_ASSESS}."
    if found.flags.rapid_return.level is Level.WATCH:
        more = quick_returns_missing(found, Level.ASSESS)
        if more is None:
            return "By your rule it is no candidate as long as a treatment counts after which it stayed away longer."
        return f"{counted(more, 'more quick return')} would make this {_ASSESS}."
    if found.flags.spread.level is Level.WATCH:
        return _with_more_new_spots(found)
    return "It was not logged for so long that painful days from now on would be counted anew."


def _with_more_new_spots(found: SpotRecurrence) -> str:
    flag, rules = found.flags.spread, found.rules
    # The last painful days that all of them followed: there new spots count for longest.
    began = max(each.start for each in found.timeline.episodes if each.start < flag.newcomers[0].day)
    if found.timeline.as_of - began > rules.spread_days:
        return f"The {counted(rules.spread_days, 'day')} in which new spots nearby count are over."
    missing = rules.spread_assess - len(flag.newcomers)
    return f"{counted(missing, 'more new spot')} nearby would make this {_ASSESS}."


def nearly(found: SpotRecurrence) -> Nearly:
    """For a spot that is not flagged."""
    rules, flag = found.rules, found.flags.rapid_return
    if not found.timeline.days:
        return Nearly("Nothing is recorded of it yet.", "Rate it on the page of a day.", 1000)
    if not found.timeline.episodes:
        return Nearly(f"No painful day ({rules.active_min:g} or more) is recorded.", "", 900)
    if not found.sessions:
        return Nearly("No treatment of it is logged.", "Returns are counted after treatments.", 800)
    returns = quick_returns_missing(found, Level.WATCH) or 0
    level = _WATCH
    if quick_returns_missing(found, Level.ASSESS) == returns:
        level = _ASSESS
    missing = f"{counted(returns, 'more quick return')} would make it {level}."
    treatments = treatments_missing(found)
    if treatments is not None and found.flags.persistence.failed and treatments <= returns:
        failed = counted(len(found.flags.persistence.failed), "treatment")
        lasted = found.flags.persistence.days >= rules.persist_days
        more = f"{treatments} more like that would make it {_ASSESS if lasted else _WATCH}."
        return Nearly(f"{failed} in these painful days without a quiet day.", more, treatments)
    if not any(record.course for record in found.durability):
        known = "No treatment was followed by a quiet day within"
        return Nearly(f"{known} {counted(rules.relief_window, 'day')} yet.", missing, returns + 100)
    if not flag.known and not flag.open:
        known = f"In the last {rules.lookback} days no treatment counts as having brought relief."
        return Nearly(known, missing, returns + 100)
    if not flag.known:
        known = f"Its treatments of the last {rules.lookback} days have no known result yet"
        return Nearly(f"{known}: {len(flag.open)} open.", missing, returns + 50)
    quick = f"Came back within {counted(rules.rapid_days, 'day')} after {len(flag.rapid)} of {flag.known}"
    return Nearly(f"{quick} {'treatment' if flag.known == 1 else 'treatments'}.", missing, returns)
