import datetime
import io

import pytest

from tracker.exchange import parse
from tracker.exchange.columns import RatingRow, SpotRow, headers

HEADER = ",".join(f'"{name}"' for name in headers(RatingRow, notes=True))
KEY = "5fc78fbc-ff24-4389-8c5e-64226967af57"
ROW = f'"2026-11-22","{KEY}","{KEY}","Left temple","temporalis","left",0,0,1,,,,,,'


def rows(*lines: str) -> list[RatingRow]:
    return list(parse.read(RatingRow, io.StringIO("\r\n".join(lines), newline="")))


def test_an_empty_cell_is_not_recorded_and_0_is_zero():
    (row,) = rows(HEADER, ROW)
    assert row.date == datetime.date(2026, 11, 22)
    assert (row.pain, row.tender, row.cord) == (0, True, None)


def test_a_byte_order_mark_and_another_order_of_columns_do_no_harm():
    names = headers(RatingRow, notes=True)
    cells = ROW.replace("Left temple", "Left temple;").split(",")
    turned = [",".join(reversed(each)) for each in ([f'"{name}"' for name in names], cells)]
    (row,) = rows(f"\ufeff{turned[0]}", turned[1])
    assert (row.name, row.pain) == ("Left temple;", 0)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "line 1: the column date is missing"),
        (['"date","rating_id"'], "line 1: the column spot_id is missing"),
        ([HEADER, ROW, "1,2"], "line 3: 2 cells under 15 headers"),
        ([HEADER, ROW.replace("-22", "-31")], "line 2, date: '2026-11-31' is not a date such as 2026-11-22"),
        ([HEADER, ROW.replace(",0,0,", ",x,0,")], "line 2, pain: 'x' is not a whole number"),
        ([HEADER, ROW.replace(",0,0,", ",0,,")], "line 2, late: '' is neither 0 nor 1"),
        ([HEADER, ROW.replace(KEY, "7", 1)], "line 2, rating_id: '7' is not an id"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(lines, message):
    with pytest.raises(parse.UnreadableError) as refused:
        rows(*lines)
    assert str(refused.value) == message


def test_lines_are_counted_through_text_of_several_lines():
    with pytest.raises(parse.UnreadableError) as refused:
        rows(HEADER, ROW.replace("Left temple", "Left\r\ntemple"), "x")
    assert refused.value.line == 4


def test_every_file_needs_its_columns_but_for_notes():
    header = ",".join(headers(SpotRow, notes=False))
    assert list(parse.read(SpotRow, [header])) == []
