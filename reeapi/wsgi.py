"""The WSGI application, for granian and every other server."""

import os

from django.core.wsgi import get_wsgi_application

from reeapi import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reeapi.settings")
if not os.environ.get("DATABASE_URL"):
    embedded.use().keep_running()
django = get_wsgi_application()

# These need the settings that Django has read by now.
from django.conf import settings  # noqa: E402

from reeapi.revalidation import Revalidation  # noqa: E402
from reeapi.timeouts import limit_reads  # noqa: E402

limit_reads()
# Which of several replicas has replayed enough to say that nothing changed is for the middleware to know.
application = django if settings.REPLICAS else Revalidation(django)
