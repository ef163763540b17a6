"""A table that nobody knows: what is asked, in which order, and what the answers make of it."""

import pytest

from tests.importers.files import lines, read, sample, scales, skipped
from tracker.importers.any_csv import IMPORTER
from tracker.importers.reading import AnswersNeededError, UnreadableFileError


def asked(upload, answers=None):
    with pytest.raises(AnswersNeededError) as needed:
        read(IMPORTER, upload, answers)
    return {question.name: dict(question.choices) for question in needed.value.questions}


def test_the_date_column_is_proposed_first_and_every_other_column_may_hold_values(upload):
    file = upload("pain,note,when,date\n4,long day,2024-01-01,2024-01-02\n5,short,2024-01-02,2024-01-03\n")
    assert asked(file) == {
        "date": {"3": "date, such as 2024-01-02", "2": "when, such as 2024-01-01"},
        "values": {"0": "pain, such as 4", "1": "note, such as long day"},
    }
    found = read(IMPORTER, file, {"date": ["3"], "values": ["0", "1"]})
    assert lines(found) == [
        "2024-01-02 pain 4",
        "2024-01-02 note long day",
        "2024-01-03 pain 5",
        "2024-01-03 note short",
    ]


def test_a_spreadsheet_with_semicolons_and_decimal_commas_settles_what_it_can():
    file = sample("spreadsheet.csv")
    assert list(asked(file)) == ["date", "values"]
    found = read(IMPORTER, file, {"date": ["0"], "values": ["1", "2", "3"]})
    assert lines(found) == [
        "2024-02-13 Schmerz 4",
        "2024-02-13 Gewicht 72.5",
        "2024-02-13 Notiz lang gesessen",
        "2024-02-14 Schmerz 6",
        "2024-02-14 Gewicht 72.1",
        "2024-02-15 Gewicht 1072",
        "2024-02-15 Notiz half",
    ]
    assert scales(found)["Gewicht"] == ("amount", "kg", None, None)
    assert skipped(found) == ["4: The cell says that nothing was recorded, as “--”. x1"]


@pytest.mark.parametrize(("answer", "day"), [("day", "2024-03-02"), ("month", "2024-02-03")])
def test_an_order_of_dates_that_the_file_leaves_open_is_asked(upload, answer, day):
    file = upload("date,pain\n2/3/2024,4\n5/5/2024,1\n")
    assert list(asked(file)) == ["date", "order", "values"]
    found = read(IMPORTER, file, {"date": ["0"], "values": ["1"], "order": [answer]})
    assert lines(found)[0] == f"{day} pain 4"


def test_one_date_far_down_settles_the_order_of_all(upload):
    empty = "," * 200
    file = upload(f"date,pain{empty}\n" + f"2/3/2024,4{empty}\n" * 400 + "2/13/2024,5\n")
    assert "order" not in asked(file)
    found = read(IMPORTER, file, {"date": ["0"], "values": ["1"], "repeats": ["last"]})
    assert lines(found) == ["2024-02-03 pain 4", "2024-02-13 pain 5"]


def test_a_file_that_contradicts_itself_is_asked_and_the_rows_that_do_not_fit_are_told(upload):
    file = upload("date,pain\n13/2/2024,4\n2/13/2024,5\n")
    assert "order" in asked(file)
    found = read(IMPORTER, file, {"date": ["0"], "values": ["1"], "order": ["day"]})
    assert lines(found) == ["2024-02-13 pain 4"]
    assert skipped(found) == ["3: The date cannot be read, as “2/13/2024”. x1"]


@pytest.mark.parametrize(
    ("cells", "answer", "value"),
    [
        (["1,234", "2,345"], "point", "1234"),
        (["1,234", "2,345"], "comma", "1.234"),
        (["1,234", "7.5"], None, "1234"),
        (["1,234", "7,5"], None, "1.234"),
        (["1.234", "7"], None, "1.234"),
    ],
)
def test_a_decimal_sign_that_the_file_leaves_open_is_asked(upload, cells, answer, value):
    file = upload("date\tsteps\n" + "".join(f"2024-01-0{day}\t{cell}\n" for day, cell in enumerate(cells, 1)))
    assert ("decimal" in asked(file)) == (answer is not None)
    answers = {"date": ["0"], "values": ["1"]} | ({"decimal": [answer]} if answer else {})
    assert lines(read(IMPORTER, file, answers))[0] == f"2024-01-01 steps {value}"


def test_with_semicolons_a_point_before_three_digits_is_asked_as_well(upload):
    assert "decimal" in asked(upload("date;steps\n2024-01-01;8.432\n2024-01-02;11.020\n"))


@pytest.mark.parametrize(("rule", "value"), [("last", "3"), ("worst", "6"), ("mean", "4.333"), ("sum", "13")])
def test_what_several_values_a_day_come_to_is_asked(upload, rule, value):
    file = upload("date,pain\n2024-01-01,4\n2024-01-01,6\n2024-01-01,3\n")
    assert next(iter(asked(file)["repeats"])) == "last"
    found = read(IMPORTER, file, {"date": ["0"], "values": ["1"], "repeats": [rule]})
    assert lines(found) == [f"2024-01-01 pain {value}"]
    assert found.skipped[0].line == 3
    assert found.skipped[0].times == 2


def test_one_column_may_name_the_thing_that_another_has_the_value_of(upload):
    file = upload(
        "date,what,value\n" + "".join(f"2024-01-0{day},Knee,{day}\n2024-01-0{day},Neck,0\n" for day in (1, 2))
    )
    assert list(asked(file)["names"]) == ["1", "none"]
    found = read(IMPORTER, file, {"date": ["0"], "names": ["1"], "values": ["2"], "repeats": ["last"]})
    assert lines(found) == [
        "2024-01-01 Knee 1",
        "2024-01-01 Neck 0",
        "2024-01-02 Knee 2",
        "2024-01-02 Neck 0",
    ]
    assert not found.skipped


def test_values_with_different_units_do_not_mix(upload):
    file = upload("date,weight\n2024-01-01,72 kg\n2024-01-02,158 lb\n2024-01-03,72.5 kg\n")
    found = read(IMPORTER, file, {"date": ["0"], "values": ["1"]})
    assert [(subject.unit, subject.kind) for subject in found.subjects] == [
        ("kg", "amount"),
        ("lb", "amount"),
    ]
    assert lines(found) == ["2024-01-01 weight 72", "2024-01-02 weight 158", "2024-01-03 weight 72.5"]


@pytest.mark.parametrize(
    ("name", "cells", "scale"),
    [
        ("Neck pain", "3 7 2", ("pain", "", 0, 10)),
        ("Stress", "1 5 2", ("stress", "", 1, 5)),
        ("Sleep", "7.5 6 8", ("sleep_hours", "h", None, None)),
        ("Sleep (h)", "7 6 8", ("sleep_hours", "h", None, None)),
        ("Sleep", "7:30 6:00 8:15", ("sleep_hours", "h", None, None)),
        ("Sleep score", "81 77 90", ("sleep_quality", "", 0, 100)),
        ("Massage", "yes no yes", ("yes_no", "", None, None)),
        ("Massage", "1 0 1", ("yes_no", "", None, None)),
        ("Steps", "8432 11020 40", ("count", "", None, None)),
        ("Battery", "80% 95% 100%", ("scale", "%", 0, 100)),
        ("Walk", "45min 1h 20min", ("minutes", "min", None, None)),
        ("Water", "1.5 2.25 0.5", ("amount", "", None, None)),
    ],
)
def test_kinds_are_proposed_by_name_and_values(upload, name, cells, scale):
    rows = "".join(f"2024-01-0{day};{cell}\n" for day, cell in enumerate(cells.split(), 1))
    found = read(IMPORTER, upload(f"date;{name}\n{rows}"), {"date": ["0"], "values": ["1"]})
    assert list(scales(found).values()) == [scale]


def test_another_encoding_is_never_guessed_but_asked_with_the_line(upload):
    file = upload("date,Müdigkeit\n2024-01-01,groß\n".encode("cp1252"))
    choices = asked(file)["encoding"]
    assert choices["cp1252"] == "Western Europe (Windows): “date,Müdigkeit”"
    assert choices["cp1251"] == "Cyrillic (Windows): “date,Mьdigkeit”"
    answers = {"encoding": ["cp1252"], "date": ["0"], "values": ["1"]}
    assert lines(read(IMPORTER, file, answers)) == ["2024-01-01 Müdigkeit groß"]
    assert "encoding" in asked(file, {"encoding": ["rot13"]})


def test_answers_that_are_no_choice_are_asked_again(upload):
    file = upload("date,pain\n2024-01-01,4\n")
    for answers in ({}, {"date": ["7"]}, {"date": []}, {"date": ["0", "0"]}):
        assert "date" in asked(file, answers)
    assert list(asked(file, {"date": ["0"], "values": ["0"]})) == ["values"]


def test_columns_of_the_same_name_or_none_are_told_apart(upload):
    file = upload("date,pain,pain,\n2024-01-01,4,5,6\n")
    assert list(asked(file)["values"].values()) == [
        "pain, such as 4",
        "pain 2, such as 5",
        "Column 4, such as 6",
    ]
    found = read(IMPORTER, file, {"date": ["0"], "values": ["1", "2", "3"]})
    assert lines(found) == ["2024-01-01 pain 4", "2024-01-01 pain 2 5", "2024-01-01 Column 4 6"]


def test_a_table_without_names_of_columns_is_refused(upload):
    with pytest.raises(UnreadableFileError, match="Line 1 holds values"):
        read(IMPORTER, upload("2024-01-01,4\n2024-01-02,5\n"))


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "date,pain\n", "date,pain\n2024-01-01,\n"])
def test_a_table_without_dates_or_values_is_refused(upload, content):
    with pytest.raises(UnreadableFileError, match=r"No column holds dates|no other column"):
        read(IMPORTER, upload(content))
