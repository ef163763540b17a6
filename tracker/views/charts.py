"""The figures of each chart as JSON for Chart.js. The only module that touches django-chartjs."""

import json
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from chartjs.views.lines import BaseLineChartView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from tracker.http import UNPROCESSABLE, PersonRequest, signed_in
from tracker.trends.charting import Chart, Trace, measures_chart, pain_chart, worst_chart
from tracker.trends.choice import TrendChoice, read_choice
from tracker.trends.words import mark_words


class ChartView(BaseLineChartView):
    """Fences django-chartjs: signed-in people only, their own diary only, never cached, and clean JSON.

    The package's answer carries the view itself, writes NaN, which is not JSON, and turns unknown number types into
    text. Its colours are not used: the page knows the theme. A subclass only says which chart it is.
    """

    http_method_names = ["get", "head"]
    chart: Chart

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return signed_in(self._answer)(request)

    def _answer(self, request: PersonRequest) -> HttpResponseBase:
        choice = read_choice(request)
        if choice.form.errors:
            return JsonResponse({"errors": choice.form.errors}, status=UNPROCESSABLE)
        self.chart = self.get_chart(choice)
        return super().dispatch(request)

    def get_chart(self, choice: TrendChoice) -> Chart:
        raise NotImplementedError

    def get_labels(self) -> list[str]:
        return self.chart.labels

    def get_providers(self) -> list[str]:
        return [trace.measure.name for trace in self.chart.traces]

    def get_data(self) -> list[list[float | None]]:
        return [numbers([point.mean for point in trace.points]) for trace in self.chart.traces]

    def get_colors(self) -> Iterator[tuple[int, ...]]:
        while True:
            yield ()

    def get_dataset_options(self, index: int, color: tuple[int, ...]) -> dict[str, Any]:
        trace = self.chart.traces[index]
        return {
            "key": trace.measure.key,
            "kind": trace.measure.kind,
            "style": trace.style,
            "side": trace.side,
            "top": _number(trace.top),
            "words": trace.cells(),
            "summary": trace.sentence,
            **(_band(trace) if self.chart.is_weekly else {}),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[no-untyped-call]
        context["weekly"] = self.chart.is_weekly
        context["treatments"] = {
            panel.key: {mark.index: mark_words(mark) for mark in panel.marks} for panel in self.chart.panels
        }
        return context

    def convert_context_to_json(self, context: dict[str, Any]) -> str:
        context.pop("view", None)
        return json.dumps(context, allow_nan=False, separators=(",", ":"))

    def get_json_response(self, content: str, **options: Any) -> HttpResponse:
        response = HttpResponse(content, content_type="application/json", **options)
        response["Cache-Control"] = "no-store, private"
        return response


class PainChart(ChartView):
    def get_chart(self, choice: TrendChoice) -> Chart:
        return pain_chart(choice.reader, choice.spots)


class WorstChart(ChartView):
    def get_chart(self, choice: TrendChoice) -> Chart:
        return worst_chart(choice.reader)


class SleepChart(ChartView):
    def get_chart(self, choice: TrendChoice) -> Chart:
        return measures_chart("sleep", choice.reader, "sleep_hours", "sleep_quality")


class StressChart(ChartView):
    def get_chart(self, choice: TrendChoice) -> Chart:
        return measures_chart("stress", choice.reader, "stress")


class PairChart(ChartView):
    def get_chart(self, choice: TrendChoice) -> Chart:
        return measures_chart("pair", choice.reader, *choice.pair)


def numbers(values: Sequence[float | None]) -> list[float | None]:
    """As plain JSON says them: to two decimals, whole ones without any, and null for what is no number."""
    # A long history says the same few over and over.
    said = {value: _number(value) for value in set(values)}
    return [said[value] for value in values]


def _number(value: float | None) -> float | None:
    if value is None or not isfinite(value):
        return None
    rounded = round(float(value), 2)
    return int(rounded) if rounded.is_integer() else rounded


def _band(trace: Trace) -> dict[str, list[float | None]]:
    return {
        "low": numbers([point.lowest for point in trace.points]),
        "high": numbers([point.highest for point in trace.points]),
    }
