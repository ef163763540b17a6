import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.health_exports import DTD, apple_zip, asleep, document, plain_xml, record
from tracker.importers.apple_health import IMPORTER
from tracker.importers.reading import UnreadableFileError


def read(upload):
    return IMPORTER.read(upload, {}, lambda *_: None)


def refusal(upload):
    with pytest.raises(UnreadableFileError) as raised:
        read(upload)
    return str(raised.value)


NIGHT = asleep("2021-12-01 23:00:00", "2021-12-02 06:30:00")
LAUGHS = """<!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
WHOLE = document(NIGHT)


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ("", "no Apple Health export"),
        ("<html></html>", "no Apple Health export"),
        ("<HealthDataset></HealthDataset>", "no Apple Health export"),
        (WHOLE.encode("utf-16"), "no Apple Health export"),
        (WHOLE.replace("Watch", "M\u00fcller").encode("latin-1"), "damaged at line "),
        (WHOLE[: len(WHOLE) // 2 + 400], "ends too early, at line "),
        (WHOLE.replace("</HealthData>", ""), "ends too early, at line 14"),
        (WHOLE + "<more/>", "junk after document element"),
        (document("<a></b>"), "mismatched tag"),
        (document("&b;", head=LAUGHS), "undefined entity"),
        (document(LAUGHS), "damaged at line 12"),
        (document("<a>" * 100_000), "too deep in one another"),
        (document("<Record>" * 100_000), "too deep in one another"),
        (document(*(f"<a{number}/>" for number in range(3_000))), "more kinds of entries"),
        (document(f"<!--{'-a' * 2_000_000}-->"), "too long to be read"),
        (document("<Record " + 'a="" ' * 2_000_000 + "/>"), "too long to be read"),
    ],
)
def test_a_broken_document_says_what_is_wrong_and_where(tmp_path, xml, why):
    assert why in refusal(plain_xml(tmp_path, xml))


def test_a_zip_without_a_health_document_is_not_ours(tmp_path):
    upload = apple_zip(tmp_path, "<other/>")
    assert not IMPORTER.recognises(upload)
    assert "3 files" in refusal(upload)


def test_a_zip_cut_short_is_refused(tmp_path):
    upload = apple_zip(tmp_path, document(NIGHT))
    upload.path.write_bytes(upload.path.read_bytes()[:-30])
    assert not IMPORTER.recognises(upload)
    assert "cut short" in refusal(upload)


texts = st.text(max_size=8) | st.sampled_from(
    ["2021-12-01 23:00:00 +0100", "2021-12-02 06:00:00 -0500", "count", "5"]
)
kinds = st.sampled_from(["StepCount", "DietaryWater", "SleepAnalysis", "MindfulSession"])
values = texts | st.sampled_from(
    ["HKCategoryValueSleepAnalysisAsleepREM", "HKCategoryValueSleepAnalysisInBed"]
)


@st.composite
def documents(draw):
    """Records of any content, and sometimes a few bytes changed or cut."""
    made = []
    for _ in range(draw(st.integers(0, 5))):
        prefix = draw(st.sampled_from(["HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier"]))
        made.append(
            record(
                prefix + draw(kinds),
                draw(texts) + " ",
                draw(texts) + " ",
                draw(values),
                draw(texts),
                draw(texts),
            )
        )
    content = bytearray(document(*made, head=draw(st.sampled_from(["", DTD]))).encode("utf-8", "replace"))
    for _ in range(draw(st.integers(0, 3))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


@settings(max_examples=200)
@given(documents(), st.booleans())
def test_whatever_it_is_given_it_reads_or_refuses(tmp_path_factory, content, zipped):
    folder = tmp_path_factory.getbasetemp()
    upload = (apple_zip if zipped else plain_xml)(folder, content)
    IMPORTER.recognises(upload)
    try:
        found = read(upload)
    except UnreadableFileError:
        return
    days = [(each.date, each.subject) for each in found.readings]
    assert len(days) == len(set(days))
    assert days == sorted(days, key=lambda each: each[0])
    assert all(
        each.value is not None and each.value.is_finite() and each.value >= 0 for each in found.readings
    )
    assert all(each.date > datetime.date(1970, 1, 1) for each in found.readings)
    assert all(each.reason.isprintable() and each.times > 0 for each in found.skipped)
