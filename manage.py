#!/usr/bin/env python3
"""Django's commands, with the embedded PostgreSQL under them, and `serve`, which is what `make run` runs."""

import os
import signal
import sys

WITHOUT_DATABASE = {"help", "version", "check", "collectstatic", "diffsettings", "spectacular", "startapp"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reeapi.settings")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that exit handlers run
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, execute_from_command_line
    from django.db import OperationalError

    from reeapi import embedded
    from reeapi.serve import ServeError, serve

    try:
        if command == "serve":
            return serve()
        needed = command not in WITHOUT_DATABASE or "--database" in sys.argv or "--deploy" in sys.argv
        if needed and not {"-h", "--help"} & set(sys.argv) and not os.environ.get("DATABASE_URL"):
            embedded.use()
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        sys.exit(f"Error: the database does not answer as it should: {error}")
    except (embedded.EmbeddedError, ServeError, ImproperlyConfigured, CommandError) as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
