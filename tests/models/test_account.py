import datetime

from tracker.changes.recurrence import set_rules
from tracker.insights.news import note_shown
from tracker.models import Person


def test_an_account_loaded_before_a_change_and_saved_after_it_takes_nothing_back(alice):
    """Else the next change would get a revision for which an older diary may still be known."""
    loaded = Person.objects.get(pk=alice.pk)
    set_rules(alice, {"rapid_days": 10})
    note_shown(Person.objects.get(pk=alice.pk), ["a return 1"])
    loaded.theme, loaded.last_login = "dark", datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    loaded.save()
    stored = Person.objects.get(pk=alice.pk)
    assert (stored.theme, stored.last_login) == ("dark", loaded.last_login)
    assert (stored.revision, stored.seen_flags) == (1, ["a return 1"])
