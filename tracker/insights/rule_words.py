"""The rule in words, with its thresholds: what is counted, and from what on a spot is flagged."""

from typing import NamedTuple

from tracker.analysis.rules import Rules
from tracker.insights.words import counted


class RuleWords(NamedTuple):
    """One of the three rules. `watch` and `assess`: from when on it is the one or the other."""

    title: str
    watch: str
    assess: str


def rule_words(rules: Rules) -> tuple[RuleWords, ...]:
    share = f"{rules.assess_share * 100:.0f} %"
    return (
        RuleWords(
            "Comes back soon",
            f"In the last {rules.lookback} days it came back within {counted(rules.rapid_days, 'day')} after at "
            f"least {counted(rules.watch_rapid, 'treatment')}.",
            f"After at least {rules.assess_rapid}, and after at least {share} of the treatments whose result is known.",
        ),
        RuleWords(
            "Does not let go",
            f"At least {counted(rules.persist_sessions, 'treatment')} in the painful days that go on, none with a "
            f"quiet day within {counted(rules.relief_window, 'day')}.",
            f"The same, and the painful days go on for {counted(rules.persist_days, 'day')} or more.",
        ),
        RuleWords(
            "Spreads",
            f"Within {counted(rules.spread_days, 'day')} after its painful days began, a spot that had never hurt "
            "began nearby: in the same muscle or one that moves with it, on the same side.",
            f"{rules.spread_assess} such spots or more.",
        ),
    )


def day_words(rules: Rules) -> tuple[str, ...]:
    """What a painful and a quiet day are, what a treatment is credited with, and what gaps do."""
    return (
        (
            f"A day with pain of {rules.active_min:g} or more is painful, of {rules.quiet_max:g} or less quiet. Days "
            "between neither begin nor end anything."
        ),
        (
            f"A treatment counts as having brought relief if a quiet day follows within "
            f"{counted(rules.relief_window, 'day')}."
        ),
        (
            f"Up to {counted(rules.max_gap, 'day')} in a row that are not known are bridged. Nothing is concluded "
            "across a longer gap."
        ),
        "Archived spots are not looked at.",
    )
