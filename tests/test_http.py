import datetime

import pytest
from django.http import Http404

from tracker.http import day_or_404


def test_a_day_has_one_address(alice):
    assert day_or_404("2026-03-02", alice) == datetime.date(2026, 3, 2)
    for other in ("20260302", "2026-W10-1", "2026W101"):
        with pytest.raises(Http404):
            day_or_404(other, alice)
