"""The trends page: every chart of a range, drawn on the server and made live by a script."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from tracker.analysis.heat import calendar_of
from tracker.analysis.period import Period
from tracker.calendars.cells import summary_of
from tracker.forms.trends import RANGES
from tracker.http import UNPROCESSABLE, PersonRequest, page_or_fragment, signed_in
from tracker.timelines.marks import in_order, shape_of
from tracker.trends.charting import Chart, measures_chart, pain_chart, worst_chart
from tracker.trends.choice import TrendChoice, read_choice
from tracker.trends.heat_calendar import LONGEST_IN_MONTHS, months_of, years_of
from tracker.trends.heat_map import frames_of, heat_map
from tracker.trends.plots import Plot, plot_of
from tracker.unchanged import told_unchanged
from tracker.vocabulary import treatment_name

PAGE = "trends/page.html"
WEEKDAYS = [(name[0], name) for name in calendar.day_name]


@dataclass(frozen=True, slots=True)
class Card:
    """A chart as the page shows it."""

    chart: Chart
    title: str
    source: str
    plots: list[Plot]
    treatments: list[tuple[str, str, int]]
    header: list[str]
    rows: SafeString


@told_unchanged
@require_safe
@signed_in
def trends(request: PersonRequest) -> HttpResponse:
    choice = read_choice(request)
    if choice.form.errors:
        return page_or_fragment(request, PAGE, "trends", form_context(choice), status=UNPROCESSABLE)
    context = {
        **form_context(choice),
        **(_charts(choice) if choice.reader.spots or choice.reader.logged else {}),
    }
    return page_or_fragment(request, PAGE, "trends", context)


@told_unchanged
@require_safe
@signed_in
def body_frames(request: PersonRequest) -> JsonResponse:
    """The heat map week by week."""
    choice = read_choice(request)
    if choice.form.errors:
        return JsonResponse({"errors": choice.form.errors}, status=UNPROCESSABLE)
    return JsonResponse(frames_of(choice.reader))


def form_context(choice: TrendChoice) -> dict[str, Any]:
    form = choice.form
    period = None if form.errors else choice.period
    return {
        "choice": choice,
        "form": form,
        "ranges": [(name, "All" if name == "everything" else label) for name, label in RANGES.items()],
        "chosen": form.chosen,
        "start": form.data.get("start", "") if period is None else _date(period.first).isoformat(),
        "end": form.data.get("end", "") if period is None else _date(period.last).isoformat(),
        "today": form.today,
    }


def _charts(choice: TrendChoice) -> dict[str, Any]:
    reader = choice.reader
    days = calendar_of(reader.worst.series, reader.period, reader.logged)
    by_months = len(days) <= LONGEST_IN_MONTHS
    return {
        "has_charts": True,
        "pain_stops": range(11),
        "weekdays": WEEKDAYS,
        "span": span_words(reader.period),
        "summary": summary_of(days),
        "is_weekly": reader.period.is_weekly,
        "spot_choices": [(label, label.key in choice.spots) for label in reader.spots.values()],
        "measure_choices": reader.choices(),
        "pain": _card(choice, pain_chart(reader, choice.spots), "Pain by spot"),
        "worst": _card(choice, worst_chart(reader), "Worst pain of the day"),
        "sleep": _card(choice, measures_chart("sleep", reader, "sleep_hours", "sleep_quality"), "Sleep"),
        "stress": _card(choice, measures_chart("stress", reader, "stress"), "Stress"),
        "pair": _card(choice, measures_chart("pair", reader, *choice.pair), "Side by side"),
        "heat": heat_map(reader, choice.person.figure),
        "body_source": f"{reverse('trends-body')}?{choice.query('body')}",
        "months": months_of(days) if by_months else [],
        "years": [] if by_months else years_of(days),
    }


def _card(choice: TrendChoice, chart: Chart, title: str) -> Card:
    return Card(
        chart=chart,
        title=title,
        source=f"{reverse(f'trends-{chart.name}')}?{choice.query(chart.name)}",
        plots=[plot_of(panel, chart.steps, is_weekly=chart.is_weekly) for panel in chart.panels],
        treatments=[
            (shape_of(kind), treatment_name(kind), chart.treated[kind]) for kind in in_order(chart.treated)
        ],
        header=["Week" if chart.is_weekly else "Day", *(trace.measure.name for trace in chart.traces)],
        rows=_rows(chart.labels, [trace.cells() for trace in chart.traces]),
    )


def _rows(labels: list[str], columns: list[Sequence[str]]) -> SafeString:
    """The latest first. Joined here, each text escaped: a template takes many times as long over so many cells."""
    rows = (
        f'<tr><th scope="row">{escape(label)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for label, *cells in zip(labels, *columns, strict=True)
    )
    return SafeString("".join(list(rows)[::-1]))


def span_words(period: Period) -> str:
    first, last = _date(period.first), _date(period.last)
    opening = format_date(first, "j M" if first.year == last.year else "j M Y")
    return format_date(last, "j M Y") if period.days == 1 else f"{opening} to {format_date(last, 'j M Y')}"


def _date(day: int) -> datetime.date:
    return datetime.date.fromordinal(day)
