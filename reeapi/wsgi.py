"""The WSGI application, for granian and every other server."""

import os

from django.core.wsgi import get_wsgi_application

from reeapi import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reeapi.settings")
if not os.environ.get("DATABASE_URL"):
    embedded.use().keep_running()
application = get_wsgi_application()

from reeapi.timeouts import limit_reads  # noqa: E402 (needs the settings that Django has read by now)

limit_reads()
