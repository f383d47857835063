"""Changes of rules: kept for ever, decided once, and by another person than the one who proposed them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database import restrict_application

GUARD = """
CREATE FUNCTION organisation_guard_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a change of rules is kept: % refused', TG_OP USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'proposed' THEN
            RAISE EXCEPTION 'a change of rules begins as a proposal' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' THEN
        RAISE EXCEPTION 'change % is decided', OLD.number USING ERRCODE = '42501';
    END IF;
    IF (NEW.number, NEW.kind, NEW.subject, NEW.title, NEW.proposal, NEW.before, NEW.effective_on, NEW.reason,
        NEW.proposed_by_id, NEW.unit_id, NEW.created_at)
       IS DISTINCT FROM
       (OLD.number, OLD.kind, OLD.subject, OLD.title, OLD.proposal, OLD.before, OLD.effective_on, OLD.reason,
        OLD.proposed_by_id, OLD.unit_id, OLD.created_at)
    THEN
        RAISE EXCEPTION 'what change % proposes cannot be altered', OLD.number USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0004_people_and_same_city'),
    ]

    operations = [
        migrations.CreateModel(
            name='ControlChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=32, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('updated_at', models.DateTimeField(verbose_name='changed at')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('proposal', models.JSONField(verbose_name='new values')),
                ('before', models.JSONField(verbose_name='old values')),
                ('effective_on', models.DateField(null=True, verbose_name='effective from')),
                ('reason', models.TextField(verbose_name='reason')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('answer', models.TextField(blank=True, verbose_name='remark of the decision')),
                ('branch', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('province', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('sub_branch', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'change of rules',
                'verbose_name_plural': 'changes of rules',
                'indexes': [models.Index(fields=['branch', '-id'], name='controlchange_branch'), models.Index(fields=['kind', 'subject', '-id'], name='controlchange_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('kind', 'subject'), name='controlchange_one_open'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='controlchange_four_eyes'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ('approved', 'rejected'))), models.Q(models.Q(('state__in', ('approved', 'rejected')), _negated=True), ('decided_at', None), ('decided_by', None)), _connector='OR'), name='controlchange_decided'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='controlchange_reasoned')],
            },
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION organisation_guard_change()"),
        migrations.RunSQL(
            "CREATE TRIGGER controlchange_guard BEFORE INSERT OR UPDATE OR DELETE ON organisation_controlchange "
            "FOR EACH ROW EXECUTE FUNCTION organisation_guard_change()",
            "DROP TRIGGER controlchange_guard ON organisation_controlchange",
        ),
        restrict_application("organisation_controlchange", "DELETE", "TRUNCATE"),
    ]
