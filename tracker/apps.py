from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = "Unknot"

    def ready(self) -> None:
        from tracker.models.references import keep_references, lift_references

        pre_migrate.connect(lift_references, sender=self)
        post_migrate.connect(keep_references, sender=self)
