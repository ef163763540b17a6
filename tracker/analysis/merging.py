"""What becomes of the days of two spots that turn out to be one."""

from tracker.analysis.records import Day, Diary, SpotRecord
from tracker.analysis.series import pain_by_spot

# Worst pain of a day up to which it was a quiet day.
QUIET_MAX = 1


def days_in_doubt(diary: Diary, one: SpotRecord, other: SpotRecord) -> frozenset[Day]:
    """Days that two spots, once merged, know nothing of although one of them had a value.

    After a merge a day is the worst of both, and quiet only if both are known to be quiet. So a day is in doubt when
    one spot was quiet, nothing is known of the other, and the other was there to be asked about:

    - On a completed day that mentions one at 0 and not the other, the other is implied 0: both quiet, no doubt.
    - On a day that is not completed, one at 0 and the other not mentioned: in doubt.
    - With more pain than quiet on one, the worst of both is at least that: the value stands.
    - Before the other's first day, or while it was archived, there was one spot only, and its word stands. (Else a
      spot made by mistake today would take every quiet day of the past with it.)
    - Signs without a pain, or a treatment without the pain before, are a mention without a value, archived or not:
      in doubt.
    """
    series = pain_by_spot(diary, [one, other])
    mentioned = {(each.spot, each.day) for each in diary.treatments}
    mentioned.update((each.spot, each.day) for each in diary.ratings if each.pain is None)
    return frozenset(
        day
        for known, unknown in ((one, other), (other, one))
        for day, pain in series[known.key].items()
        if pain <= QUIET_MAX
        and day not in series[unknown.key]
        and (unknown.asked_on(day) or (unknown.key, day) in mentioned)
    )
