from django.apps import AppConfig
from django.contrib.admin import apps as administration
from django.db.models.signals import post_migrate, pre_migrate


class TrackerConfig(AppConfig):
    default = True
    name = "tracker"
    verbose_name = "Unknot"

    def ready(self) -> None:
        from tracker.gate import signals
        from tracker.models.audit import keep_entries, lift_entries
        from tracker.models.references import keep_references, lift_references

        for lift in (lift_references, lift_entries):
            pre_migrate.connect(lift, sender=self)
        for keep in (keep_references, keep_entries):
            post_migrate.connect(keep, sender=self)
        signals.connect()


class AdministrationConfig(administration.AdminConfig):
    """Django's administration behind our own door."""

    default = False
    default_site = "tracker.gate.administration.Administration"
