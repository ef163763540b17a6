"""Each known app, in its exact layout: what is read, what is left out and why. Worked out by hand."""

import pytest

from tests.importers.files import SAMPLES, lines, read, sample, scales, skipped
from tracker.importers import (
    any_csv,
    bearable,
    daylio,
    fitbit_sleep,
    garmin_sleep,
    loop_habits,
    oura_sleep,
    track_and_graph,
    visible,
)
from tracker.importers.reading import AnswersNeededError

KNOWN = {
    "bearable.csv": bearable,
    "bearable_2022.csv": bearable,
    "daylio.csv": daylio,
    "garmin_sleep.csv": garmin_sleep,
    "oura_sleep.csv": oura_sleep,
    "fitbit_sleep.json": fitbit_sleep,
    "visible.csv": visible,
    "track_and_graph.csv": track_and_graph,
    "loop_habits.csv": loop_habits,
}


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_each_file_is_recognised_by_its_own_importer_alone(path):
    takers = [module for module in KNOWN.values() if module.IMPORTER.recognises(sample(path.name))]
    assert set(takers) == ({KNOWN[path.name]} if path.name in KNOWN else set())


@pytest.mark.parametrize("name", [*KNOWN, "spreadsheet.csv"])
def test_any_other_table_takes_every_table_and_no_json(name):
    assert any_csv.IMPORTER.recognises(sample(name)) == name.endswith(".csv")


def test_bearable_symptoms_are_worst_of_the_day_and_ratings_the_mean():
    found = read(bearable.IMPORTER, sample("bearable.csv"))
    assert lines(found) == [
        "2021-12-08 Back (lower) pain 3",
        "2021-12-08 Nausea 0",
        "2021-12-08 Notes Long drive,/sore afterwards",
        "2021-12-08 Mood 5.5",
        "2021-12-08 Energy 2",
        "2021-12-08 Sleep 7.75",
        "2021-12-08 Sleep quality 3",
        "2021-12-08 Work 1 A lot",
        "2021-12-08 Alcohol 0 None",
        "2021-12-08 Coffee 2",
        "2021-12-08 Walk 1",
        "2021-12-08 Ibuprofen 1",
        "2021-12-08 Step count 8432",
    ]
    assert scales(found) == {
        "Back (lower) pain": ("pain", "", 0, 4),
        "Nausea": ("scale", "", 0, 4),
        "Notes": ("note", "", None, None),
        "Mood": ("scale", "", 0, 10),
        "Energy": ("scale", "", 1, 5),
        "Sleep": ("sleep_hours", "h", None, None),
        "Sleep quality": ("sleep_quality", "", 1, 5),
        "Work": ("yes_no", "", None, None),
        "Alcohol": ("yes_no", "", None, None),
        "Coffee": ("count", "", None, None),
        "Walk": ("yes_no", "", None, None),
        "Ibuprofen": ("treatment", "", None, None),
        "Step count": ("count", "steps", None, None),
    }


def test_bearable_tells_what_it_left_out_with_lines_that_count_cells_of_several_lines():
    assert skipped(read(bearable.IMPORTER, sample("bearable.csv"))) == [
        "3: Several values of one thing on one day: the highest is taken. x1",
        "7: Several values of one thing on one day: their mean is taken. x1",
        "14: The value is above 4, as “5”. x1",
        "15: The row has no value. x1",
        "16: Nothing is read from the category “Nutrition”. x1",
        "17: The date cannot be read, as “32nd Dec 2021”. x1",
    ]


def test_bearable_of_2022_has_no_iso_dates_other_capitals_and_short_rows():
    found = read(bearable.IMPORTER, sample("bearable_2022.csv"))
    assert lines(found) == ["2021-11-30 Back (lower) pain 1", "2022-01-01 Neck pain 2"]
    assert not found.skipped


def test_daylio_moods_are_1_to_5_and_activities_a_yes():
    found = read(daylio.IMPORTER, sample("daylio.csv"))
    assert lines(found) == [
        "2024-03-08 Mood 1",
        "2024-03-08 Notes headache all day",
        "2024-03-10 Mood 4",
        "2024-03-10 work 1",
        "2024-03-10 long walk 1",
        "2024-03-10 Notes Sunday: slept in",
    ]
    assert scales(found)["Mood"] == ("scale", "", 1, 5)
    assert skipped(found)[2:] == [
        "4: “so so” is not one of Daylio's own moods, so where it stands is unknown. x1",
        "4: The column “scales” is not read. x1",
    ]


def test_garmin_has_its_date_under_a_name_that_says_something_else():
    found = read(garmin_sleep.IMPORTER, sample("garmin_sleep.csv"))
    assert lines(found) == [
        "2025-11-06 Sleep 5.133",
        "2025-11-06 Sleep score 76",
        "2025-11-07 Sleep 7.917",
        "2025-11-07 Sleep score 88",
    ]
    assert scales(found)["Sleep score"] == ("sleep_quality", "", 0, 100)
    assert skipped(found) == [
        "4: The night was not measured. x1",
        "5: The date cannot be read, as “Nov 4”. x1",
    ]


def test_oura_counts_the_longest_sleep_and_none_that_was_deleted():
    found = read(oura_sleep.IMPORTER, sample("oura_sleep.csv"))
    assert lines(found) == ["2025-10-05 Sleep 7"]
    assert skipped(found) == [
        "3: Several values of one thing on one day: the highest is taken. x1",
        "4: The sleep was deleted in the app. x1",
        "5: No sleep was measured. x1",
    ]


def test_fitbit_counts_the_main_sleep_on_the_day_it_ended():
    found = read(fitbit_sleep.IMPORTER, sample("fitbit_sleep.json"))
    assert lines(found) == ["2024-01-11 Sleep 7.95"]
    assert skipped(found) == [
        "0: A nap: only the main sleep counts. x1",
        "0: The minutes asleep cannot be read, as “long”. x1",
    ]


def test_visible_takes_small_whole_numbers_as_ratings_and_others_as_amounts():
    found = read(visible.IMPORTER, sample("visible.csv"))
    assert lines(found) == [
        "2024-05-22 Sleep 2",
        "2024-05-22 Muscle aches 1",
        "2024-05-22 HRV 41.5",
        "2024-05-22 Notes Slept badly",
        "2024-05-23 Muscle aches 3",
    ]
    assert scales(found)["Muscle aches"] == ("pain", "", 0, 3)
    assert scales(found)["Sleep"] == ("sleep_quality", "", 0, 3)
    assert scales(found)["HRV"] == ("amount", "", None, None)
    assert skipped(found) == ["7: The row has no value. x1"]


def test_track_and_graph_asks_what_several_points_a_day_come_to():
    with pytest.raises(AnswersNeededError) as needed:
        read(track_and_graph.IMPORTER, sample("track_and_graph.csv"))
    assert [question.name for question in needed.value.questions] == ["repeats"]
    found = read(track_and_graph.IMPORTER, sample("track_and_graph.csv"), {"repeats": ["sum"]})
    assert lines(found) == [
        "2021-02-09 Stretching 10.5",
        "2022-09-14 Coffee 3",
        "2022-09-14 Notes Coffee: after lunch",
        "2022-09-14 Weight 72.5",
        "2022-09-16 Mood 0.0 Low",
        "2022-09-17 Mood 2.0 High",
    ]
    assert scales(found)["Mood"] == ("scale", "", 0, 2)
    assert scales(found)["Stretching"] == ("minutes", "min", None, None)


def test_in_loop_unknown_is_not_no():
    found = read(loop_habits.IMPORTER, sample("loop_habits.csv"))
    assert lines(found) == [
        "2026-05-06 Notes travel",
        "2026-05-08 loop_habits 0",
        "2026-05-09 loop_habits 1",
        "2026-05-09 Notes Morning",
    ]
    assert skipped(found) == [
        "4: The app filled the day in by itself. x1",
        "5: The day was skipped. x1",
        "6: The day was left open. x1",
    ]


def test_in_loop_a_measured_habit_is_in_thousandths_and_older_files_have_codes(upload):
    measured = upload(
        "Date,Value,Notes\n2026-05-09,2500,\n2026-05-08,NO,\n2026-05-07,UNKNOWN,\n", "Water.csv"
    )
    assert lines(read(loop_habits.IMPORTER, measured)) == ["2026-05-08 Water 0", "2026-05-09 Water 2.5"]
    codes = upload(
        "Date,Value,Notes\n2020-05-09,2,\n2020-05-08,0,\n2020-05-07,3,\n2020-05-06,1,\n", "Checkmarks.csv"
    )
    assert lines(read(loop_habits.IMPORTER, codes)) == ["2020-05-08 Habit 0", "2020-05-09 Habit 1"]
