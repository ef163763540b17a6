import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.trial_diaries import FIRST, SEED
from tracker.analysis.trial_draw import coins, draw, is_as_drawn, sealed_text
from tracker.analysis.trial_plan import PeriodPlan, Terms

TERMS = Terms("Hilft Dehnen?", "Dehnen", "nichts", "all", PeriodPlan(FIRST, pairs=8)).fixed()


def test_each_bit_is_a_coin():
    assert coins(b"\x05\x80" + bytes(30), 16) == (
        *("BA", "AB", "BA", "AB", "AB", "AB", "AB", "AB"),
        *("AB", "AB", "AB", "AB", "AB", "AB", "AB", "BA"),
    )
    assert coins(b"\xff" * 32, 128) == ("BA",) * 128


def test_the_order_of_both_conditions_is_even():
    seeds = (hashlib.sha256(bytes([number])).digest() for number in range(250))
    drawn = Counter(coin for seed in seeds for coin in coins(seed, 128))
    assert drawn["AB"] / drawn.total() == pytest.approx(0.5, abs=0.01)


def test_the_commitment_is_the_sha256_of_a_text_that_anybody_can_write():
    made = draw(SEED, 8, TERMS)
    text = (
        '{"method":"bit i of the seed, lowest bit of the first byte first; 0: AB, 1: BA",'
        '"order":"BA AB BA AB AB BA AB AB",'
        '"seed":"25262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f4041424344",'
        '"terms":{"A":"Dehnen","B":"nichts","design":"periods","first":"2024-04-24","horizon":0,"length":4,'
        '"outcome":"all","pairs":8,"question":"Hilft Dehnen?","wash":1}}'
    )
    assert sealed_text(made.seed, made.order, TERMS) == text
    assert made.digest == hashlib.sha256(text.encode()).hexdigest()


@given(st.binary(min_size=32, max_size=32), st.integers(1, 128))
def test_a_draw_that_was_left_alone_is_as_drawn(seed, blocks):
    made = draw(seed, blocks, TERMS)
    assert len(made.order) == blocks
    assert is_as_drawn(made, TERMS)


def test_whatever_is_changed_later_shows():
    made = draw(SEED, 8, TERMS)
    turned = replace(made, order=("AB", *made.order[1:]))
    assert not is_as_drawn(turned, TERMS)
    # Not even with a new digest: the order is not the one that the seed gives.
    forged = hashlib.sha256(sealed_text(turned.seed, turned.order, TERMS).encode()).hexdigest()
    assert not is_as_drawn(replace(turned, digest=forged), TERMS)
    assert not is_as_drawn(replace(made, order=made.order[:-1]), TERMS)
    assert not is_as_drawn(replace(made, order=()), TERMS)
    assert not is_as_drawn(replace(made, seed=made.seed[:-2] + "ff"), TERMS)
    assert not is_as_drawn(replace(made, seed="no seed"), TERMS)
    assert not is_as_drawn(made, TERMS | {"wash": 2})
    assert not is_as_drawn(made, TERMS | {"outcome": "neck"})


def test_a_seed_too_short_to_hide_the_order_is_refused():
    for seed, blocks in ((bytes(31), 8), (bytes(33), 8), (SEED, 0), (SEED, 129)):
        with pytest.raises(ValueError):
            draw(seed, blocks, TERMS)
