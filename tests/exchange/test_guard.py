import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.exchange.guard import guard, unguard

DANGEROUS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"
tricky = st.text(alphabet=st.one_of(st.sampled_from(f"{DANGEROUS}'\"a1"), st.characters()), max_size=12)


@given(tricky)
@example("'=1")
@example("''")
@example("'")
@example("")
def test_every_text_comes_back(text):
    assert unguard(guard(text)) == text


@given(tricky, tricky)
def test_no_two_texts_share_a_guarded_form(one, other):
    assert (guard(one) == guard(other)) == (one == other)


@given(tricky)
def test_nothing_guarded_starts_like_a_formula(text):
    assert not guard(text).startswith(tuple(DANGEROUS))


@given(tricky)
def test_a_guarded_form_is_exactly_what_guarding_makes(text):
    """Reading a file and writing it again leaves every cell as it is, if the cell could have been written by us."""
    assert guard(unguard(text)) == text or re.match(f"[{re.escape(DANGEROUS)}]", text)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@home", "'@home"),
        ("-", "'-"),
        ("\ttab", "'\ttab"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("'tis sore", "'tis sore"),
        ("sore = 3", "sore = 3"),
        ("", ""),
    ],
)
def test_one_apostrophe_goes_in_front_of_what_a_spreadsheet_might_run(text, cell):
    assert guard(text) == cell
