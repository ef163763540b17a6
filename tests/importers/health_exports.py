"""Exports of the health apps of both phones, in their exact layouts, as small as a test needs them."""

import sqlite3
import zipfile
from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

from tracker.importers.reading import Upload

DTD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
<!ELEMENT ExportDate EMPTY>
]>
"""
ROOT = """<HealthData locale="en_US">
 <ExportDate value="2026-11-22 08:00:00 +0100"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="" HKCharacteristicTypeIdentifierBloodType="HKBloodTypeNotSet"/>
"""
STEPS = "HKQuantityTypeIdentifierStepCount"
WATER = "HKQuantityTypeIdentifierDietaryWater"
SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
MINDFUL = "HKCategoryTypeIdentifierMindfulSession"


def record(kind, start, end, value=None, unit=None, source="Watch", zone="+0100"):
    """`start` and `end` with an offset of their own, or at `zone`."""
    start, end = (each if each[-5:-4] in "+-" else f"{each} {zone}" for each in (start, end))
    told = {
        "type": kind,
        "sourceName": source,
        "sourceVersion": "9.1",
        "device": "<<HKDevice: 0x281f3a2b0>, name:Apple Watch>",
        "unit": unit,
        "creationDate": end,
        "startDate": start,
        "endDate": end,
        "value": value,
    }
    return f" <Record {' '.join(f'{name}={quoteattr(each)}' for name, each in told.items() if each is not None)}/>\n"


def steps(start, value, source="Watch", unit="count"):
    return record(STEPS, start, start, str(value), unit, source)


def water(start, value, unit="mL", source="Cup"):
    return record(WATER, start, start, str(value), unit, source)


def asleep(start, end, stage="AsleepUnspecified", source="Watch"):
    return record(SLEEP, start, end, f"HKCategoryValueSleepAnalysis{stage}", source=source)


def mindful(start, end, source="Watch"):
    return record(MINDFUL, start, end, source=source)


def document(*records, head=DTD, root=ROOT, tail="</HealthData>\n"):
    return head + root + "".join(records) + tail


def apple_zip(folder, xml, name="apple_health_export/export.xml"):
    path = folder / "upload.bin"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "apple_health_export/export_cda.xml", '<?xml version="1.0"?><ClinicalDocument/>' + " " * 9999
        )
        archive.writestr("apple_health_export/workout-routes/route_2021-12-01_5.14pm.gpx", "<gpx/>")
        archive.writestr(name, xml if isinstance(xml, bytes) else xml.encode())
    return Upload(path, "export.zip")


def plain_xml(folder, xml):
    path = folder / "upload.bin"
    path.write_bytes(xml if isinstance(xml, bytes) else xml.encode())
    return Upload(path, "export.xml")


RECORD = """row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL, last_modified_time INTEGER,
  client_record_id TEXT, client_record_version TEXT, device_info_id INTEGER, app_info_id INTEGER,
  recording_method INTEGER, dedupe_hash BLOB UNIQUE, start_time INTEGER, start_zone_offset INTEGER,
  end_time INTEGER, end_zone_offset INTEGER, local_date INTEGER,
  local_date_time_start_time INTEGER AS (start_time + 1000 * start_zone_offset),
  local_date_time_end_time INTEGER AS (end_time + 1000 * end_zone_offset)"""
LAYOUT = f"""
CREATE TABLE application_info_table (row_id INTEGER PRIMARY KEY AUTOINCREMENT, package_name TEXT NOT NULL UNIQUE,
  app_name TEXT, app_icon BLOB, record_types_used TEXT);
CREATE TABLE sleep_session_record_table ({RECORD}, notes TEXT, title TEXT);
CREATE TABLE sleep_stages_table (parent_key INTEGER, stage_start_time INTEGER, stage_end_time INTEGER,
  stage_type INTEGER);
CREATE TABLE steps_record_table ({RECORD}, count INTEGER);
CREATE TABLE hydration_record_table ({RECORD}, volume REAL);
INSERT INTO application_info_table VALUES (1, 'com.phone.health', 'Phone', NULL, '1'),
  (2, 'com.watch.sleep', 'Watch', NULL, '1');
"""


class HealthConnect:
    """`with HealthConnect(folder) as made:` writes a database, `made.zip()` packs it as the phone does."""

    def __init__(self, folder, layout=LAYOUT):
        self.path = folder / "health_connect_export.db"
        self.path.unlink(missing_ok=True)
        self.database = sqlite3.connect(self.path)
        self.database.executescript(f"PRAGMA synchronous=OFF; {layout}")
        self._count = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.database.commit()
        self.database.close()

    def add(self, table, start, end, offset=3600, app=1, uuid=None, end_offset=None, date=None, **more):
        """`start` and `end` in UTC. Gives the row's number."""
        self._count += 1
        at, until = millis(start), millis(end)
        row = {
            "uuid": (uuid or self._count).to_bytes(16, "big"),
            "app_info_id": app,
            "start_time": at,
            "start_zone_offset": offset,
            "end_time": until,
            "end_zone_offset": offset if end_offset is None else end_offset,
            "local_date": (at // 1000 + offset) // 86_400 if date is None else date,
            **more,
        }
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        insert = f"INSERT INTO {table}_record_table ({names}) VALUES ({marks})"
        return self.database.execute(insert, tuple(row.values())).lastrowid

    def sleep(self, start, end, stages=(), **more):
        number = self.add("sleep_session", start, end, **more)
        for kind, begin, finish in stages:
            values = number, millis(begin), millis(finish), kind
            self.database.execute("INSERT INTO sleep_stages_table VALUES (?, ?, ?, ?)", values)
        return number

    def zip(self, name="health_connect_export.db"):
        self.database.commit()
        path = self.path.with_name("upload.bin")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(self.path, name)
        return Upload(path, "Health Connect.zip")


def millis(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000
