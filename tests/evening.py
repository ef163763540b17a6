"""One evening at which the pages of a day are tested: 20:14 in Berlin."""

import datetime

TODAY = datetime.date(2026, 11, 22)
NOW = datetime.datetime(2026, 11, 22, 19, 14, tzinfo=datetime.UTC)
ADDRESS = f"/day/{TODAY}/"
