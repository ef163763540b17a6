"""The controls of a day as HTML: some dozens a page, of a thousand parts, over which a template takes long."""

from functools import cache

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from tracker.templatetags.unknot import filled_in, icon
from tracker.today.controls import Control, FactorRow
from tracker.today.page import DayPage

register = template.Library()

# When a control is saved: at once, after the last of some taps, or while something longer is typed.
AT_ONCE = "change"
_AFTER_TAPS = "change delay:350ms"
_WHILE_TYPED = "change, input changed delay:1200ms"

# --- What every control carries ---------------------------------------------------------------------------

_WAS = '<input type="hidden" form="day" name="was:{name}" id="was-{slug}" value="{was}">'
_MESSAGE = '<p class="field__error" id="error-{slug}" role="alert">{error}</p>'
_FIELD = 'id="field-{slug}" data-field="{name}"'
_SAVES = (
    _FIELD + ' hx-post="{address}" hx-trigger="{trigger}" hx-include="#field-{slug}, #day-token"'
    ' hx-target="#saved" hx-sync="this:queue last"'
)


@register.simple_tag
def was_value(control: Control) -> SafeString:
    """What the page had shown, to be sent along with what is typed."""
    return filled_in(_WAS, **_said(control))


@register.simple_tag
def field_message(control: Control) -> SafeString:
    return filled_in(_MESSAGE, **_said(control))


@register.simple_tag(takes_context=True)
def field_saves(context: Context, control: Control, trigger: str = AT_ONCE) -> SafeString:
    """Attributes of what holds one control: with htmx it saves itself, unless the page is `plain`."""
    if context.get("plain"):
        return filled_in(_FIELD, **_said(control))
    return filled_in(_SAVES, address=context["page"].address, trigger=trigger, **_said(control))


def _said(control: Control) -> dict[str, str]:
    return {
        "name": control.name,
        "slug": control.slug,
        "text": control.text,
        "was": control.was,
        "error": control.error,
    }


def whole(pattern: str, trigger: str = AT_ONCE) -> str:
    """The pattern of a control with all of this written into it, where it says `saves`, `was` and `message`."""
    carried = {"{saves}": _SAVES.replace("{trigger}", trigger), "{was}": _WAS, "{message}": _MESSAGE}
    for word, text in carried.items():
        pattern = pattern.replace(word, text)
    return pattern


def drawn(pattern: str, control: Control, address: str, **rest: object) -> SafeString:
    """A control drawn as a whole; `address`: where it is saved."""
    return filled_in(pattern, address=address, **_said(control), **rest)


def on(attribute: str, is_on: bool) -> SafeString:
    """An attribute that stands by itself, or nothing."""
    return SafeString(f" {attribute}" if is_on else "")


# --- Scales and steppers ----------------------------------------------------------------------------------

_STEPS = tuple(str(step) for step in range(11))
_STEP = (
    '<label class="scale__step{shade}"><input type="radio" form="day" name="{{name}}" id="{{slug}}-{step}"'
    ' value="{step}"{checked}><span>{step}</span></label>'
)
_SCALE = """\
<div class="scale" data-scale>
  {steps}
</div>
<div class="scale__ends"><span>{low}</span><label class="scale__clear"><input type="radio" form="day" \
name="{name}" value=""{clear}><span>clear</span></label><span>{high}</span></div>
"""


@register.simple_tag
def scale(control: Control, low: str, high: str, pain: bool = False) -> SafeString:
    """Eleven targets, 0-10, with a word at both ends and a way back to nothing."""
    chosen = control.text if control.text in _STEPS else ""
    return filled_in(
        _SCALE,
        steps=filled_in(_steps(chosen, pain), name=control.name, slug=control.slug),
        name=control.name,
        low=low,
        high=high,
        clear=on("checked", not control.text),
    )


@cache
def _steps(chosen: str, pain: bool) -> str:
    """The targets of any control that shows `chosen`, its name still to be filled in: they differ in no more."""
    return "".join(
        _STEP.format(step=step, shade=f" pain-{step}" if pain else "", checked=on("checked", step == chosen))
        for step in _STEPS
    )


_STEPPER = """\
<div class="stepper" data-stepper data-step="{step}" data-high="{high}" data-start="{start}">
  <button class="stepper__button" type="button" data-by="-1" aria-label="{label}, less">{minus}</button>
  <input class="input stepper__input" form="day" name="{name}" id="{slug}" value="{text}" inputmode="decimal" \
autocomplete="off" placeholder="\N{EN DASH}" maxlength="12" aria-label="{label}{of_unit}" \
aria-describedby="error-{slug}"{invalid}>
  <span class="stepper__unit" aria-hidden="true">{unit}</span>
  <button class="stepper__button" type="button" data-by="1" aria-label="{label}, more">{plus}</button>
</div>
"""


@register.simple_tag
def stepper(control: Control, label: str, unit: str, step: str, high: int, start: str = "0") -> SafeString:
    """A number with a button to either side of it; `start`: from where they count while it is empty."""
    return filled_in(
        _STEPPER,
        name=control.name,
        slug=control.slug,
        text=control.text,
        label=label,
        unit=unit,
        of_unit=f", {unit}" if unit else "",
        step=step,
        high=high,
        start=start,
        minus=icon("minus"),
        plus=icon("plus"),
        invalid=on('aria-invalid="true"', bool(control.error)),
    )


# --- Factors ----------------------------------------------------------------------------------------------

_SCALED = whole(
    """\
<fieldset class="control" {saves}>
  <legend class="control__label">{label}</legend>
  {was}
  {scale}
  {message}
</fieldset>
"""
)
_YES_NO = whole(
    """\
<fieldset class="control control--inline" {saves}>
  <legend class="visually-hidden">{label}</legend>
  <span class="control__label" aria-hidden="true">{label}</span>
  {was}
  <span class="yes-no">
    <label class="scale__clear"><input type="radio" form="day" name="{name}" value=""{clear}><span>clear</span></label>
    <span class="segments">
      <label><input type="radio" form="day" name="{name}" value="0"{no}><span>no</span></label>
      <label><input type="radio" form="day" name="{name}" value="1"{yes}><span>yes</span></label>
    </span>
  </span>
  {message}
</fieldset>
"""
)
_COUNTED = whole(
    """\
<div class="control control--inline" {saves}>
  <span class="control__label">{label}</span>
  {was}
  {stepper}
  {message}
</div>
""",
    _AFTER_TAPS,
)
_NOTED = whole(
    """\
<div class="control" {saves}>
  {was}
  <label class="visually-hidden" for="{slug}">What happened ({label})</label>
  <input class="input" form="day" name="{name}" id="{slug}" value="{text}" placeholder="What happened" \
autocomplete="off" data-implies-yes="{of}">
  {message}
</div>
""",
    _WHILE_TYPED,
)
_ANSWERS = (("clear", ""), ("no", "0"), ("yes", "1"))


@register.simple_tag
def factor_items(page: DayPage) -> SafeString:
    return SafeString("".join(_factor(page.address, row) for row in page.factors))


def _factor(address: str, row: FactorRow) -> SafeString:
    c, label = row.control, row.factor.name
    if row.factor.kind == "scale":
        steps = scale(c, "none", "most")
        item = drawn(_SCALED, c, address, label=label, scale=steps)
    elif row.factor.kind == "yes_no":
        chosen = {word: on("checked", c.text == text) for word, text in _ANSWERS}
        item = drawn(_YES_NO, c, address, label=label, **chosen)
    else:
        steps = stepper(c, label, row.factor.unit, row.step, row.highest)
        item = drawn(_COUNTED, c, address, label=label, stepper=steps)
    if row.note is None:
        return item
    return item + drawn(_NOTED, row.note, address, label=label, of=c.slug)
