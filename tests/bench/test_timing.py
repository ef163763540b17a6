from bench.pages import FLOOR, POST_FLOOR, SAVE, TODAY, targets
from bench.people import User
from bench.timing import AGAIN, CHANGED, UNCHANGED, Timing
from bench.visitor import Visitor

ROUNDS = 3
DAY = "2026-11-22"


def _measure(service, server):
    wanted = [
        each
        for each in targets(User("", ["s"]), DAY)
        if each.name in {FLOOR, POST_FLOOR, SAVE, TODAY, "Spots"}
    ]
    visitor = Visitor(service.host, service.port, "session")
    rows = Timing(service, visitor, wanted, ROUNDS).measure()
    visitor.close()
    return {(row.what, row.state): row for row in rows}


def test_a_page_is_timed_in_each_way_and_asked_again_only_where_it_gave_a_tag(service, server):
    rows = _measure(service, server)
    assert rows.keys() == {
        *((name, way) for name in (FLOOR, TODAY, "Spots") for way in (UNCHANGED, CHANGED)),
        *((name, "") for name in (POST_FLOOR, SAVE)),
        (TODAY, AGAIN),
    }
    assert rows[TODAY, AGAIN].size == 0
    assert rows[TODAY, AGAIN].note == ""


def test_both_ways_are_held_against_a_floor_that_nothing_was_saved_before(service, server):
    rows = _measure(service, server)
    assert [rows[TODAY, way].budget for way in (UNCHANGED, CHANGED, AGAIN)] == [6, 6, None]
    assert rows[SAVE, ""].floor == rows[POST_FLOOR, ""].figure
    assert rows[TODAY, CHANGED].floor == rows["Spots", CHANGED].floor
    empty = ("GET", "/bench/empty/")
    twice = sum(pair == (empty, empty) for pair in zip(server.asked, server.asked[1:], strict=False))
    assert twice >= 2 * (ROUNDS + 1)


def test_after_a_change_each_single_page_comes_right_after_a_save(service, server):
    _measure(service, server)
    save, pages = ("POST", f"/day/{DAY}/"), {("GET", "/"), ("GET", "/spots/"), ("GET", "/bench/empty/")}
    after = [this for before, this in zip(server.asked, server.asked[1:], strict=False) if before == save]
    assert all(after.count(page) >= ROUNDS + 1 for page in pages)
