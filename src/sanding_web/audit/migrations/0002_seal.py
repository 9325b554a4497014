"""Events are never changed nor removed, and the head only moves on: the database refuses."""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'audit: events are never changed'); END""",
    """CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'audit: events are never removed'); END""",
    # INSERT OR REPLACE removes rows without asking the trigger above
    """CREATE TRIGGER audit_event_appended BEFORE INSERT ON audit_event
    WHEN EXISTS (SELECT 1 FROM audit_event WHERE number >= NEW.number
                 OR digest = NEW.digest OR once = NEW.once)
    BEGIN SELECT RAISE(ABORT, 'audit: events are appended once'); END""",
    """CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
    WHEN NEW.number <= OLD.number OR NEW.id <> OLD.id
    BEGIN SELECT RAISE(ABORT, 'audit: the head only moves on'); END""",
    """CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'audit: the head is never removed'); END""",
    """CREATE TRIGGER audit_head_is_one BEFORE INSERT ON audit_head
    WHEN EXISTS (SELECT 1 FROM audit_head)
    BEGIN SELECT RAISE(ABORT, 'audit: there is one head'); END""",
)
SQLITE_BACK = tuple(f"DROP TRIGGER IF EXISTS {sql.split()[2]}" for sql in SQLITE)

POSTGRESQL = (
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE FUNCTION audit_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE filled boolean;
    BEGIN EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO filled;
        IF filled THEN RAISE EXCEPTION 'audit: TRUNCATE on % is refused', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$""",
    """CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_event_not_emptied BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_truncate()""",
    """CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head FOR EACH ROW
    WHEN (NEW.number <= OLD.number OR NEW.id <> OLD.id) EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_head_not_emptied BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_truncate()""",
)
POSTGRESQL_BACK = (
    "DROP FUNCTION IF EXISTS audit_refuse() CASCADE",
    "DROP FUNCTION IF EXISTS audit_refuse_truncate() CASCADE",
)


def _run(schema_editor, choices):
    for sql in choices[schema_editor.connection.vendor]:
        schema_editor.execute(sql, params=None)


def seal(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unseal(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(seal, unseal)]
