"""What a day's page sends, read field by field."""

from dataclasses import dataclass, field

from django.http import QueryDict

from tracker.changes.fields import BadValueError, DayFields, FieldChange

WAS = "was:"


@dataclass
class ReadFields:
    """Clean changes, and messages by the name of the field that was sent (prefix included)."""

    changes: list[FieldChange] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)


def read_fields(data: QueryDict, fields: DayFields, prefix: str = "") -> ReadFields:
    """The fields in `data` that differ from what the page had shown.

    A field is there when it was sent, or when what it had shown was: a control with nothing chosen sends nothing,
    and then the value is not recorded. Names outside `prefix`, and names with no family of ours, are passed over.
    Raises UnknownFieldError for a spot or factor that is not the person's.
    """
    result = ReadFields()
    for name in _names(data, prefix):
        reader = fields[name]
        sent = f"{prefix}{name}"
        shown = data.get(f"{WAS}{sent}")
        texts = _tapped(data, prefix, name, shown) or data.getlist(sent)
        try:
            value = reader(texts)
        except BadValueError as error:
            result.errors[sent] = str(error)
            result.typed[sent] = ",".join(texts)
            continue
        if shown is None:
            result.changes.append(FieldChange(name, value))
            continue
        try:
            was = reader([shown])
        except BadValueError:
            was = None
        if value != was:
            result.changes.append(FieldChange(name, value, was, knows_was=True))
    return result


def _tapped(data: QueryDict, prefix: str, name: str, shown: str | None) -> list[str]:
    """Without JavaScript, better/same/worse send their number as `tap.<spot>`; the scale 0-10 goes first."""
    family, _, key = name.partition(".")
    if family != "pain" or data.get(f"{prefix}{name}", "") != (shown or ""):
        return []
    return data.getlist(f"{prefix}tap.{key}")


def _names(data: QueryDict, prefix: str) -> list[str]:
    """Names of day fields in `data`, without prefix, each once, in the order sent."""
    sent = (name.removeprefix(WAS) for name in data)
    mine = (name.removeprefix(prefix) for name in sent if name.startswith(prefix))
    return [name for name in dict.fromkeys(mine) if _is_day_field(name)]


def _is_day_field(name: str) -> bool:
    family, dot, _ = name.partition(".")
    if dot:
        return family in {"pain", "signs", "zones", "factor", "factor_note"}
    return family in {"sleep_hours", "sleep_quality", "stress", "note", "completed"}
