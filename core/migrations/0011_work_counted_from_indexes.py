"""What waits and what is late is counted from the indexes of open work alone."""

from __future__ import annotations

from django.db import migrations, models

SCOPES = (("branch", "branch"), ("sub_branch", "sub"), ("province", "province"), ("unit", "unit"))


class Migration(migrations.Migration):
    dependencies = [("core", "0010_work_in_place")]

    operations = [
        operation
        for scope, place in SCOPES
        for operation in (
            migrations.RemoveIndex(model_name="workitem", name=f"workitem_open_{place}"),
            migrations.AddIndex(
                model_name="workitem",
                index=models.Index(
                    fields=[f"{scope}_id", "queue", "due_at", "id"],
                    include=["paused_at"],
                    condition=models.Q(done_at=None),
                    name=f"workitem_open_{place}",
                ),
            ),
        )
    ]
