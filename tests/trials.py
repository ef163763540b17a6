"""Experiments as tests plan, live and read them."""

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from operator import mul

from django.test import Client

TRIAL = {
    "question": "Does stretching before bed change my pain?",
    "a": "stretching before bed",
    "b": "no stretching",
    "design": "periods",
    "outcome": "all",
    "pairs": "8",
    "length": "4",
    "wash": "1",
    "horizon": "0",
    "blocks": "10",
    "measure": "return",
}
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def text_of(client: Client, path: str) -> str:
    """A page as text, without the token that differs in each answer."""
    page = client.get(path)
    assert page.status_code == 200, path
    return _TOKEN.sub("", page.content.decode())


def pair_differences(
    first: datetime.date,
    pairs: int,
    length: int,
    wash: int,
    done: Mapping[datetime.date, str],
    pain: Mapping[datetime.date, int],
) -> list[Fraction]:
    """B less A of each pair by hand: `done` says what the person saw on Today. Every day must be known."""
    found = []
    for pair in range(pairs):
        means = {}
        for half in range(2):
            start = first + datetime.timedelta(days=(2 * pair + half) * length)
            days = [start + datetime.timedelta(days=number) for number in range(wash, length)]
            (condition,) = {done[day] for day in days}
            means[condition] = Fraction(sum(pain[day] for day in days), len(days))
        found.append(means["B"] - means["A"])
    return found


def p_by_all_signs(differences: Sequence[Fraction]) -> Fraction:
    """The share of all patterns of signs whose sum is as far from 0, in whole arithmetic."""
    seen = abs(sum(differences))
    patterns = list(product((1, -1), repeat=len(differences)))
    far = sum(
        abs(sum(sign * each for sign, each in zip(signs, differences, strict=True))) >= seen
        for signs in patterns
    )
    return Fraction(far, len(patterns))


def interval_by_search(differences: Sequence[Fraction]) -> tuple[float, float]:
    """The least and the largest shift, in hundredths, that the test of the differences less it keeps at 0.10.

    In whole numbers: everything times a hundred and the common denominator.
    """
    scale = 100 * math.lcm(*(each.denominator for each in differences))
    whole = [int(each * scale) for each in differences]
    patterns = list(product((1, -1), repeat=len(whole)))
    kept = []
    for shift in range(min(whole) * 100 // scale, max(whole) * 100 // scale + 2):
        left = [each - shift * (scale // 100) for each in whole]
        seen = abs(sum(left))
        far = sum(abs(sum(map(mul, signs, left))) >= seen for signs in patterns)
        if 10 * far > len(patterns):
            kept.append(shift)
    return kept[0] / 100, kept[-1] / 100
