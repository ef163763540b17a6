import csv
import datetime
import io
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.entries import Id
from tracker.exchange.cells import READ, line

decimals = st.decimals(min_value=0, max_value=1_000_000, places=3)


def test_text_is_quoted_numbers_are_not_and_not_recorded_is_nothing():
    day = datetime.date(2026, 11, 22)
    assert line(['say "ah"', 0, None, Decimal("7.50"), day, True, "", 0.25]) == (
        '"say ""ah""",0,,7.5,"2026-11-22",1,,0.25\r\n'
    )


def test_a_long_text_is_written_like_a_short_one():
    assert line(["=" + "x" * 100, "=x"]) == "\"'=" + "x" * 100 + '","\'=x"\r\n'


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_the_standard_reader_finds_every_text_again(texts):
    (cells,) = csv.reader(io.StringIO(line(["first", *texts]), newline=""), strict=True)
    assert [READ[str](cell) for cell in cells] == ["first", *texts]


@given(decimals)
def test_a_decimal_keeps_its_value_and_shows_no_exponent(number):
    text = line([number]).rstrip()
    assert READ[Decimal](text) == number
    assert "e" not in text.lower()
    assert not (("." in text) and text.endswith(("0", ".")))


@given(st.floats(min_value=0, max_value=1))
def test_a_point_on_the_body_keeps_its_place(number):
    assert READ[float](line([number]).strip()) == number


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (int, "3.5"),
        (int, "1_0"),
        (int, "\uff17"),
        (Decimal, "NaN"),
        (Decimal, "Infinity"),
        (Decimal, " 1"),
        (Decimal, ""),
        (float, "nan"),
        (float, "1.5.2"),
        (bool, "yes"),
        (datetime.date, "22.11.2026"),
        (datetime.date, "2026-13-01"),
        (datetime.date, "20261122"),
        (Id, "7"),
    ],
)
def test_what_we_would_not_write_is_refused(kind, cell):
    with pytest.raises(ValueError, match=r"is n|is not"):
        READ[kind](cell)


def test_an_id_is_read_in_the_form_in_which_it_was_written():
    key = uuid.uuid4()
    assert READ[Id](str(key)) == str(key)
