"""Who made a change, and in which request: written beside the history, and no more to be rewritten than that."""

import pgtrigger
from pghistory.models import Context

from sources import triggers

FIXED = ("user", "request_id", "url", "command")

# The library writes a context anew with each transaction of a request; what it says by then stays, and a reason given in
# the course of a request may follow.
ONLY_GROWS = pgtrigger.Trigger(
    name="only_grows",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
IF NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at
   OR {" OR ".join(f"(OLD.metadata->>'{key}') <> coalesce(NEW.metadata->>'{key}', '')" for key in FIXED)}
   OR (OLD.metadata->>'reason' <> coalesce(NEW.metadata->>'reason', '') AND OLD.created_at < transaction_timestamp() - interval '1 hour') THEN
    {triggers.refuse("Who made a change, and in which request, is never rewritten.", "context_only_grows")}
END IF;
RETURN NEW;
""",
)
NEVER_DELETED = pgtrigger.Trigger(
    name="never_deleted",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=triggers.refuse("Who made a change is never forgotten.", "context_is_never_deleted"),
)


class ContextGate(Context):
    """Keeps the contexts of changes as they were written."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [ONLY_GROWS, NEVER_DELETED, triggers.NEVER_TRUNCATED]
