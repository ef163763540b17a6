"""Questions that more than one importer asks."""

from collections.abc import Mapping

from tracker.importers.gathering import Rule
from tracker.importers.reading import Question

_RULES: dict[str, Rule] = {"last": "last", "worst": "worst", "mean": "mean", "sum": "sum"}
REPEATS = Question(
    "repeats",
    "Where one thing has several values on one day, which one counts?",
    {
        "last": "The one furthest down in the file",
        "worst": "The highest",
        "mean": "Their mean",
        "sum": "Their sum",
    },
)


def answered(question: Question, answers: Mapping[str, list[str]]) -> bool:
    """Whether every answer is one of the choices, and there is one, or several where several may be given."""
    given = answers.get(question.name, [])
    return bool(given) and (question.several or len(given) == 1) and set(given) <= set(question.choices)


def rule_of(answers: Mapping[str, list[str]]) -> Rule | None:
    return _RULES[answers["repeats"][0]] if answered(REPEATS, answers) else None
