"""Everything that belongs to a diary goes along, or is left behind for a reason that is written down."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from tracker.exchange.archive_values import reader
from tracker.exchange.constraints import Seen, checks_of
from tracker.models import Person
from tracker.models.owned import Owned
from tracker.models.portable import LEFT_OUT, NOT_SETTINGS, SETTINGS, fields_of, name_of, tables


def test_every_table_of_a_diary_is_in_the_archive_or_left_out_with_its_reason():
    owned = {
        model.__name__ for model in apps.get_app_config("tracker").get_models() if issubclass(model, Owned)
    }
    assert {model.__name__ for model in tables()} == owned - LEFT_OUT.keys()
    assert len({name_of(model) for model in tables()}) == len(tables())


def test_every_setting_of_the_account_goes_along_or_stays_with_its_reason():
    fields = {field.name for field in [*Person._meta.concrete_fields, *Person._meta.many_to_many]}
    assert fields - set(SETTINGS) - NOT_SETTINGS.keys() == set()
    assert set(SETTINGS) <= fields


@pytest.mark.parametrize("model", tables(), ids=name_of)
def test_of_every_table_each_field_and_constraint_can_be_checked(model):
    for field in fields_of(model):
        reader(field)
    assert checks_of(model) is not None
    Seen(model)
    left_behind = {field.name for field in model._meta.concrete_fields} - {
        field.name for field in fields_of(model)
    }
    for name in left_behind - {"id", "person"}:
        field = model._meta.get_field(name)
        assert isinstance(field, ForeignKey)
        assert field.remote_field.model.__name__ in LEFT_OUT
