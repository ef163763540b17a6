"""The PDF as a reader program has it: tags, words and shapes of real files, set by the real typesetter."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest

from tests.report import reports
from tracker.report import pdf
from tracker.report.content import Factors, NoteLine, Report
from tracker.report.paper import letters

PAPERS = ["a4", "letter"]
MARKUP = """#import "x": * $x^2$ *bold* _it_ @ref <label> `raw` // comment /* c */ "quotes" = head #{sys} \\u{41}"""


@cache
def usual(spots: int = 3, paper: pdf.Paper = "a4") -> bytes:
    return pdf.pdf_of(reports.report(spots), paper)


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(data))


def words(data: bytes, page: int | None = None) -> str:
    """What one can select and copy, with the spaces of line ends as single ones."""
    pages = read(data).pages
    chosen = pages if page is None else [pages[page]]
    return re.sub(r"\s+", " ", " ".join(each.extract_text() for each in chosen))


def tags(data: bytes) -> Iterator[dict[str, Any]]:
    """The elements of the structure in reading order."""
    todo = [read(data).trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while todo:
        found = todo.pop(0).get_object()
        if isinstance(found, list):
            todo[:0] = found
        elif isinstance(found, dict):
            if "/S" in found:
                yield found
            todo[:0] = [found["/K"]] if "/K" in found else []


def with_note(text: str) -> Report:
    return reports.report(1, notes=(NoteLine("3 Nov 2026", "Of the day", text, late=False),))


def note_in(text: str) -> str:
    return words(pdf.pdf_of(with_note(text), "a4"))


def test_it_says_that_it_is_accessible_in_which_language_and_what_it_is():
    root = read(usual()).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert read(usual()).metadata.title == "Muscle knots: summary of a diary, 25 August to 22 November 2026"


def test_every_drawing_is_told_in_words():
    drawings = [tag for tag in tags(usual()) if tag["/S"] == "/Figure"]
    assert len(drawings) == 1 + 3 + 3  # the body, the small multiples, a strip for each spot
    assert all(len(tag["/Alt"]) > 20 for tag in drawings)
    assert "1 Left shoulder blade, top" in drawings[0]["/Alt"]


def test_tables_have_heads_and_no_level_of_headings_is_skipped():
    kinds = [tag["/S"] for tag in tags(usual())]
    assert Counter(kinds)["/THead"] == Counter(kinds)["/Table"] > 0
    assert "/TH" in kinds
    headings = [kind for kind in kinds if kind in {"/Title", "/H1", "/H2", "/H3"}]
    assert headings[:2] == ["/Title", "/H1"]
    assert set(headings) == {"/Title", "/H1", "/H2"}


def test_drawings_are_vectors_and_the_typeface_comes_along():
    reader = read(usual())
    assert sum(len(page.images) for page in reader.pages) == 0
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"}


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_asked_for(paper, size):
    box = read(usual(3, paper)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("spots", [1, 8])
def test_page_one_has_everything_from_the_body_to_the_questions(paper, spots):
    first = words(usual(spots, paper), 0)
    order = [
        "Muscle knots",
        "days logged",
        "Front",
        "Worst pain",
        "Came back after",
        "Goes with",
        "Signs",
        "Questions",
    ]
    places = [first.index(word) for word in order]
    assert places == sorted(places)
    assert all(row.name in first for row in reports.report(spots).spots)
    assert words(usual(spots, paper), 1).count("Spot by spot") == 1


def test_what_is_missing_is_said_under_its_heading():
    nothing = reports.report(1, factors=Factors("", missing="No look is stored."), signs=())
    first = words(pdf.pdf_of(nothing, "a4"), 0)
    assert (
        "Goes with worse and better days No look is stored. Signs ticked No entry with pain or a sign."
        in first
    )
    assert "Tingling, weak, stiff in one direction: ticked on 0 of 0 entries." in first


def test_every_page_says_whose_word_it_is_and_which_page():
    reader = read(usual())
    for number in range(len(reader.pages)):
        page = words(usual(), number)
        assert reports.HEAD.self_reported in page
        assert reports.HEAD.disclaimer in page
        assert f"Page {number + 1} of {len(reader.pages)}" in page


def test_a_table_longer_than_the_page_repeats_its_heads():
    name = "A name as long as a field takes, and then some more of it, so that a row is tall"
    rows = tuple(replace(row, name=name, flag=reports.FLAG) for row in reports.report(12).spots)
    data = pdf.pdf_of(replace(reports.report(12), spots=rows), "letter")
    assert words(data, 0).count("Came back after") == 1
    assert words(data, 1).index("Came back after") < words(data, 1).index("Spot by spot")


def test_a_persons_words_stand_as_typed_and_are_never_markup():
    assert MARKUP in note_in(MARKUP)
    named = reports.row(1, name=MARKUP, anatomical="#panic()")
    assert MARKUP in words(pdf.pdf_of(replace(reports.report(1), spots=(named,)), "a4"), 0)


def test_a_lines_end_in_a_note_stays_one():
    assert "first\nsecond" in read(pdf.pdf_of(with_note("first\nsecond"), "a4")).pages[1].extract_text()


def test_nothing_runs_off_the_page():
    long = "x" * 4000
    spot = reports.row(1, name="Y" * 60, flag=replace(reports.FLAG, facts=("z" * 300,)))
    data = pdf.pdf_of(replace(with_note(f"{long} {MARKUP * 9}"), spots=(spot,)), "a4")
    assert words(data).count("x") >= 4000
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        inked = [box for box in boxes if box[2] > box[0]]
        assert min(box[0] for box in inked) > pdf.MARGIN - 3
        assert max(box[2] for box in inked) < pdf.WIDTHS["a4"] - pdf.MARGIN + 3
        assert min(box[1] for box in inked) > 15


def test_other_scripts_are_set_and_signs_without_a_shape_are_said():
    text = note_in("Привет Ελληνικά é שלום 😀 👩🏽 中 \x00\x07\u202e")
    assert "Привет Ελληνικά é" in text
    assert "[grinning face] [woman] □" in text
    assert "□ stands for a letter" in text
    assert "□" not in words(usual())


def test_every_letter_that_counts_as_drawn_is_drawn():
    drawn = [chr(code) for first, last in letters._DRAWN for code in range(first, last + 1)]
    report = with_note(" ".join(drawn))
    assert pdf._typeset(pdf._sheet(report, "a4"), report.head.made, plain=False)


def test_a_letter_that_wrongly_counts_as_drawn_does_not_cost_the_report(monkeypatch):
    monkeypatch.setattr(letters, "_is_drawn", lambda _: True)
    report = with_note("kept 中 too")
    with pytest.raises(pdf.TypesettingError):
        pdf._typeset(pdf._sheet(report, "a4"), report.head.made, plain=False)
    assert "kept □ too" in words(pdf.pdf_of(report, "a4"))


def test_the_same_report_is_the_same_file_dated_as_it_says():
    assert pdf.pdf_of(reports.report(), "a4") == usual()
    assert read(usual()).metadata.creation_date.date() == reports.END


def test_an_empty_report_says_so_and_draws_nothing():
    empty = reports.report(0, empty="Nothing is recorded in these days.", details=(), signs=())
    data = pdf.pdf_of(empty, "a4")
    assert "Nothing is recorded in these days." in words(data, 0)
    assert [tag for tag in tags(data) if tag["/S"] == "/Figure"] == []


def test_the_servers_own_process_never_loads_typst():
    # Its memory is given back with the process that set the page.
    code = "import tests.report.test_pdf as t, sys; t.usual(1); sys.exit('typst' in sys.modules)"
    setup = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; django.setup(); "
    assert subprocess.run([sys.executable, "-c", setup + code], check=False).returncode == 0


def test_the_page_says_first_that_a_candidate_has_been_seen():
    seen = replace(reports.FLAG, rest="Assessed on 3 Nov 2026 by A. Weber.")
    spots = tuple(reports.row(number, flag=flag) for number, flag in ((1, seen), (2, reports.FLAG)))
    for flagged, said in ((spots, "2 candidates for assessment, 1 already seen"),
                          (spots[:1], "1 candidate for assessment, already seen"),
                          (spots[1:], "1 candidate for assessment ")):  # fmt: skip
        report = replace(reports.report(len(flagged)), spots=flagged)
        assert said in words(pdf.pdf_of(report, "a4"), 0)


def test_the_median_is_said_to_be_of_the_days_with_pain():
    row = reports.row(1, median="6", worst="9", with_pain=38, rated=79, days=90)
    said = words(pdf.pdf_of(replace(reports.report(1), spots=(row,)), "a4"), 0)
    assert "worst 9, median 6 on 38 days with pain recorded on 79 of 90 days" in said
