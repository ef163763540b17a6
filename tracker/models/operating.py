"""What is kept for whoever runs the app. It belongs to no person and names none."""

from django.db import models


class Problem(models.Model):
    """An error by its kind and place, however often it was met. `trace` and `reference` are of the last time."""

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=200)
    place = models.CharField(max_length=300)
    trace = models.TextField()
    reference = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-last_at"]

    def __str__(self) -> str:
        return f"{self.kind} at {self.place}"
