"""The file that somebody brings along, and the answers to what only they know of it."""

from collections.abc import Sequence
from typing import Any

from django import forms

REQUIRED = "Choose a file first."


class UploadForm(forms.Form):
    file = forms.FileField(
        label="The file",
        error_messages={
            "required": REQUIRED,
            "missing": REQUIRED,
            "invalid": REQUIRED,
            "empty": "This file is empty.",
            "max_length": "The name of this file is too long.",
        },
    )


class AnswersForm(forms.Form):
    """`questions` as an import keeps them: name, label, choices by value, and whether several may be chosen."""

    def __init__(self, data: Any = None, *, questions: Sequence[Any], answers: dict[str, list[str]]) -> None:
        super().__init__(data)
        for name, label, choices, several in questions:
            field: forms.ChoiceField
            if several:
                field = forms.MultipleChoiceField(
                    choices=list(choices.items()), widget=forms.CheckboxSelectMultiple
                )
            elif len(choices) <= 3:
                field = forms.ChoiceField(choices=list(choices.items()), widget=forms.RadioSelect)
            else:
                field = forms.ChoiceField(choices=[("", "Choose ..."), *choices.items()])
            known = answers.get(name, []) or (list(choices) if len(choices) == 1 else [])
            field.label, field.initial = label, known if several else next(iter(known), None)
            field.error_messages["required"] = "Choose at least one." if several else "Choose one."
            self.fields[name] = field

    def answers(self) -> dict[str, list[str]]:
        return {
            name: value if isinstance(value, list) else [value] for name, value in self.cleaned_data.items()
        }
