"""The spots of a day as HTML: see `tracker.templatetags.day`."""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from tracker.localday import short_day
from tracker.templatetags.day import drawn, on, scale, whole
from tracker.today.page import DayPage
from tracker.today.spots import SpotRow

register = template.Library()

_SPOT = whole(
    """\
<li class="spot" id="spot-{key}" data-spot="{key}" data-pain="{map_pain}" data-last="{last}">
  <div class="spot__head">
    <span class="dot pain-{pain}" data-dot>{number}</span>
    <a class="spot__name" href="{story}"><strong>{label}</strong><span class="caption">{anatomical}</span></a>
    <span class="spot__value">
      <output class="figure pain-text" data-value>{value}</output>
      <span class="caption" data-state>{state}</span>
    </span>
  </div>
  <fieldset class="spot__field" {saves}>
    <legend class="visually-hidden">Pain of {label}, 0 to 10</legend>
    {was}
    <div class="segments" data-taps>
      {taps}
    </div>
    <div class="spot__extras">
      <details class="spot__more"{unfolded}>
        <summary class="spot__summary">0\N{EN DASH}10</summary>
        {scale}
      </details>
    <a class="spot__signs" href="{signs_page}" hx-get="{signs_page}" hx-target="#signs-{key}" hx-swap="innerHTML" \
hx-push-url="false">Signs{signs}</a>
    </div>
    {message}
  </fieldset>
  <div id="signs-{key}" class="spot__slot"></div>
</li>
"""
)
_TAP = (
    '<label><input type="radio" form="day" name="tap.{key}" value="{pain}" data-word="{word}" aria-label="{said}"'
    "{state}><span>{word}</span></label>"
)


@register.simple_tag
def spot_items(page: DayPage, rows: Iterable[SpotRow]) -> SafeString:
    return SafeString("".join(_spot(page, row) for row in rows))


def _spot(page: DayPage, row: SpotRow) -> SafeString:
    key, said = row.key, ", ".join(row.signs)
    unknown = row.last is None and row.value is None
    return drawn(
        _SPOT,
        row.pain,
        page.address,
        key=key,
        number=row.spot.number,
        label=row.name,
        anatomical=row.anatomical,
        pain="none" if row.value is None else row.value,
        value="\N{EN DASH}" if row.value is None else row.value,
        last="none" if row.last is None else row.last,
        map_pain="none" if row.map_pain is None else row.map_pain,
        state=_state(row),
        story=_story_address().format(key),
        signs_page=f"{page.address}spots/{key}/",
        signs=f": {said}" if said else "",
        taps=_taps(row),
        unfolded=on("open", unknown or bool(row.pain.error)),
        scale=scale(row.pain, "no pain", "worst", pain=True),
    )


def _state(row: SpotRow) -> str:
    """What there is to say of the number beside it."""
    if row.implied:
        return "quiet"
    if row.worst is not None:
        return f"{row.worst} before treatment"
    if row.value is not None:
        return ""
    if row.last is None or row.last_date is None:
        return "not recorded"
    return f"last {row.last}, {short_day(row.last_date, row.date)}"


def _taps(row: SpotRow) -> SafeString:
    """Numbers, and words of ours: nothing to escape."""
    taps = []
    for word, pain in row.choices:
        chosen = pain is not None and row.word == word and row.pain.text == str(pain)
        taps.append(
            _TAP.format(
                key=row.key,
                word=word,
                pain="" if pain is None else pain,
                said=word if pain is None else f"{word}: {pain}",
                state=" disabled" if pain is None else on("checked", chosen),
            )
        )
    return SafeString("".join(taps))


@cache
def _story_address() -> str:
    """Of the page of any spot, asked of the router once and not for every one."""
    any_spot = UUID(int=0)
    return reverse("spot", args=[any_spot]).replace(str(any_spot), "{}")
