"""What this app tells others about, which it does not know."""

from django.dispatch import Signal

# Sent inside the transaction after a new text of an article that had one: `snapshot` is the new one, `previous` the one before.
snapshot_captured = Signal()
