"""Tables as text that somebody sends: what they may be like, and what a broken one is told."""

import codecs
from itertools import repeat

import pytest

from tests.importers.files import skipped
from tracker.importers.delimited import MAX_COLUMNS, MAX_ROW, header_of, looks_like_text, opened
from tracker.importers.gathering import Gathering
from tracker.importers.reading import UnreadableFileError
from tracker.importers.skips import Skips

SAVE_AS = " text. Save it as “CSV UTF-8” and send it again."
TOO_LONG = " is longer than 131,072 characters: is a quote left open?"


def rows_of(upload, encoding=""):
    skips = Skips()
    with opened(upload, skips, lambda _done, _total: None, encoding) as table:
        return table.names, [(row.line, row.cells) for row in table.rows], Gathering(skips).found()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_every_delimiter_line_end_and_marked_encoding_is_read(upload, delimiter, end, encoding, mark):
    text = end.join([delimiter.join(["Date", "Müdigkeit"]), delimiter.join(["2024-01-01", "größer 😀"])])
    names, rows, _ = rows_of(upload(mark + text.encode(encoding)))
    assert names == ("Date", "Müdigkeit")
    assert rows == [(2, ["2024-01-01", "größer 😀"])]


def test_lines_are_counted_through_cells_of_several_lines_and_empty_rows(upload):
    _, rows, _ = rows_of(upload('a,b\n1,"x\ny\nz"\n\n,\n2,w\n'))
    assert rows == [(2, ["1", "x\ny\nz"]), (7, ["2", "w"])]


def test_a_first_line_that_names_the_delimiter_is_no_header(upload):
    names, rows, _ = rows_of(upload("sep=;\na;b,c\n1;2\n"))
    assert names == ("a", "b,c")
    assert rows == [(3, ["1", "2"])]


def test_commas_within_cells_do_not_make_a_comma_the_delimiter(upload):
    names, _, _ = rows_of(upload("date;weight, in kg, and more\n2024-01-01;72,5\n2024-01-02;72,1\n"))
    assert names == ("date", "weight, in kg, and more")


def test_a_quote_may_follow_a_space(upload):
    assert rows_of(upload('a, b\n1, "x, y"\n'))[1] == [(2, ["1", "x, y"])]


def test_a_quote_out_of_place_costs_its_row_only(upload):
    _, rows, found = rows_of(upload('a,b\n1,"x"y\n2,z\n'))
    assert rows == [(3, ["2", "z"])]
    assert skipped(found) == ["2: A quote stands where none belongs, so the row cannot be read. x1"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "The file is empty."),
        ("\n\n\n", "The file is empty."),
        ('a,b\n1,2\n3,"half', "The row on line 3 opens a quote that never ends: the file may be cut off."),
        ("a,b\n1,2\n3,\0\n", "Line 3 holds a NUL: this is not a table as text."),
        (b"a,b\n1,2\nR\xfccken,3\n", "Line 3 is not UTF-8" + SAVE_AS),
        (b"a,b\n" + b"1,2\n" * 30_000 + b"\xfc,3\n", "Line 30002 is not UTF-8" + SAVE_AS),
        (
            codecs.BOM_UTF16_LE + "a,b\n1,2\n3".encode("utf-16-le") + b"\x00\xd8a\x00",
            "Line 3 is not UTF-16" + SAVE_AS,
        ),
        (b"PK\x03\x04\x00\x00\x08\xff", "Line 1 holds a NUL: this is not a table as text."),
        ("a," * (MAX_COLUMNS + 1), "Line 1 has more than 1,000 columns."),
        ("a,b\n1" + "," * (MAX_COLUMNS + 1), "Line 2 has more than 1,000 columns."),
        ("a,b\n1,2\n3," + "x" * 140_000, "A cell of the row on line 3" + TOO_LONG),
    ],
)
def test_a_broken_file_is_told_with_its_line(upload, content, message):
    with pytest.raises(UnreadableFileError) as error:
        rows_of(upload(content))
    assert str(error.value) == message


def test_ten_million_columns_are_refused_before_they_are_read(tmp_path, upload):
    file = upload("")
    with file.path.open("wb") as wide:
        wide.writelines(repeat(b"a," * 100_000, 100))
    told = []
    with (
        pytest.raises(UnreadableFileError, match="Line 1 has more than 1,000 columns"),
        opened(file, Skips(), lambda done, _total: told.append(done)),
    ):
        pass
    assert header_of(file) is None
    assert not told


def test_a_row_without_end_is_refused(upload):
    endless = upload("a,b\n" + '"x\n' + "y\n" * MAX_ROW)
    with pytest.raises(UnreadableFileError, match="line 2 is longer than"):
        rows_of(endless)


def test_progress_is_told_in_bytes_and_ends_at_the_size_of_the_file(upload):
    file = upload("a,b\n" + "1,2\n" * 20_000)
    told = []
    with opened(file, Skips(), lambda done, total: told.append((done, total))) as table:
        assert sum(1 for _ in table.rows) == 20_000
    assert told[-1] == (80_004, 80_004)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 20


@pytest.mark.parametrize(
    "start", [b'{"a":1}', b" [1]", b"<xml>", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n\x00", b"a\x01b"]
)
def test_other_kinds_of_file_do_not_look_like_a_table(upload, start):
    assert not looks_like_text(upload(start))
