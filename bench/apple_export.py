"""An Apple Health export as large as they come, the same each time: `python -m bench.apple_export export.zip`.

Laid out as iOS writes it, its faults included: kind by kind, a DTD that breaks the rules of XML, a U+000B in a name.
"""

import argparse
import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

RECORDS = 5_400_000
DAYS = 3_650
FIRST_DAY = datetime.date(2016, 1, 1)
PATTERNS = 5
SLEEP_RECORDS = 24
MEMBER = "apple_health_export/export.xml"
DAY, NEXT_DAY = "@DAY@", "@NEXT@"

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
<!ATTLIST Record
  type          CDATA #REQUIRED
  unit          CDATA #IMPLIED
  value         CDATA #IMPLIED
  sourceName    CDATA #REQUIRED
  startDate     CDATA #REQUIRED
  endDate       CDATA #REQUIRED
<!ELEMENT MetadataEntry EMPTY>
]>
<HealthData locale="en_US">
 <ExportDate value="2026-01-02 08:00:00 -0500"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="" HKCharacteristicTypeIdentifierBloodType="HKBloodTypeNotSet"/>
"""
TAIL = "</HealthData>\n"
WATCH = (
    'sourceName="Ann\u2019s Apple\xa0Watch" sourceVersion="9.1" device="&lt;&lt;HKDevice: 0x281f3a2b0&gt;, '
    "name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:9.1&gt;"
)
PHONE = 'sourceName="Ann\u2019s\x0b iPhone" sourceVersion="16.1.1" device="iPhone'
CONTEXT = '>\n  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>\n </Record>\n'
STAGES = ("AsleepCore", "AsleepDeep", "AsleepCore", "AsleepREM", "Awake")
KINDS = {
    "HKQuantityTypeIdentifierHeartRate": ("count/min", 0.60),
    "HKQuantityTypeIdentifierActiveEnergyBurned": ("kcal", 0.15),
    "HKQuantityTypeIdentifierDistanceWalkingRunning": ("km", 0.10),
    "HKQuantityTypeIdentifierStepCount": ("count", 0.10),
    "HKQuantityTypeIdentifierBasalEnergyBurned": ("kcal", 0.05),
}
"""The unit and the share of all records. Sleep and water come on top of them."""


def pieces(records: int = RECORDS, days: int = DAYS, seed: int = 1) -> Iterator[str]:
    """The whole document, day by day within each kind."""
    random = Random(seed)
    yield HEAD
    for kind, (unit, share) in KINDS.items():
        a_day = max(1, round(records * share / days))
        yield from _by_day([_measured(random, kind, unit, a_day) for _ in range(PATTERNS)], days)
    yield from _by_day([_night(random) for _ in range(PATTERNS)], days)
    yield from _by_day([_water(random) for _ in range(PATTERNS)], days)
    yield TAIL


def write(path: Path, records: int = RECORDS, days: int = DAYS) -> int:
    """Writes a zip, or plain XML where `path` ends so, and gives the bytes of the XML."""
    size = 0
    if path.suffix == ".xml":
        with path.open("wb") as plain:
            for piece in pieces(records, days):
                size += plain.write(piece.encode())
        return size
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(MEMBER, "w", force_zip64=True) as member,
    ):
        for piece in pieces(records, days):
            size += member.write(piece.encode())
    return size


def _by_day(patterns: list[str], days: int) -> Iterator[str]:
    for number in range(days):
        day = FIRST_DAY + datetime.timedelta(days=number)
        text = patterns[number % len(patterns)].replace(DAY, day.isoformat())
        yield text.replace(NEXT_DAY, (day + datetime.timedelta(days=1)).isoformat())


def _measured(random: Random, kind: str, unit: str, times: int) -> str:
    """One day of one kind: three of four records by the watch, the rest by the phone."""
    lines = []
    for number in range(times):
        second = number * 86_000 // times
        source = PHONE if number % 4 == 3 else WATCH
        dates = _dates(second, second + random.randint(1, 99))
        end = CONTEXT if number % 8 == 0 else "/>\n"
        lines.append(
            f' <Record type="{kind}" {source}" unit="{unit}" {dates} value="{random.randint(40, 160)}"{end}'
        )
    return "".join(lines)


def _night(random: Random) -> str:
    lines, second = [], 22 * 3600 + random.randint(0, 5400)
    for number in range(SLEEP_RECORDS):
        end = second + random.randint(600, 1800)
        stage = STAGES[number % len(STAGES)]
        lines.append(
            f' <Record type="HKCategoryTypeIdentifierSleepAnalysis" {WATCH}" {_dates(second, end)} '
            f'value="HKCategoryValueSleepAnalysis{stage}"/>\n'
        )
        second = end
    return "".join(lines)


def _water(random: Random) -> str:
    return "".join(
        f' <Record type="HKQuantityTypeIdentifierDietaryWater" {PHONE}" unit="mL" '
        f'{_dates(hour * 3600, hour * 3600)} value="{random.randint(10, 50) * 10}"/>\n'
        for hour in (8, 12, 18)
    )


def _dates(start: int, end: int) -> str:
    return f'creationDate="{_moment(end)}" startDate="{_moment(start)}" endDate="{_moment(end)}"'


def _moment(second: int) -> str:
    day, rest = (NEXT_DAY, second - 86_400) if second >= 86_400 else (DAY, second)
    return f"{day} {rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02} -0500"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--records", type=int, default=RECORDS)
    chosen = parser.parse_args()
    print(f"{write(chosen.path, chosen.records):,} bytes of XML")


if __name__ == "__main__":
    main()
