"""Every setting, read top to bottom, from the environment. Without any, a private copy on this machine:
PostgreSQL is embedded, the secret is made once, only this machine may call. With DATABASE_URL it is a
deployment, and refuses to start until what a deployment needs is said.
"""

import contextlib
import importlib.util
import logging
import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from reeapi import embedded, log_format
from reeapi.environment import Environment

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- What kind of place this is -----------------------------------------------------------------------------

LOCAL = not env("DATABASE_URL", default="")  # the embedded database, hence this machine alone
DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=not LOCAL)  # False only where no browser's password crosses a network
PROXY_COUNT = env.int("PROXY_COUNT", default=0)  # proxies that set X-Forwarded-For and X-Forwarded-Proto
PUBLIC_URL = env.address(
    "PUBLIC_URL", default=""
)  # what links begin with, where it is not the address called

CONTACT_EMAIL = env(
    "CONTACT_EMAIL", default="corrections@example.org" if LOCAL else ""
)  # corrections and takedowns


def _required(name: str, hint: str) -> str:
    found = env(name, default="")
    if not found:
        raise ImproperlyConfigured(
            f"DATABASE_URL is set, so this is a deployment, and {name} is missing: {hint}"
        )
    return found


def _local_secret() -> str:
    """A secret of this machine's own, made once; whole or not there, also for two processes at once."""
    folder = embedded.data_dir()
    embedded.make_data_dir(folder)
    file, mine = folder / "secret_key", folder / f"secret_key.{os.getpid()}"
    if not file.exists():
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(mine, file)
        mine.unlink()
    return file.read_text()


if LOCAL:
    SECRET_KEY = _local_secret()
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
else:
    SECRET_KEY = _required(
        "SECRET_KEY", "50 random characters, the same in every process, that nobody else knows."
    )
    ALLOWED_HOSTS = _required("ALLOWED_HOSTS", "the host names of this site, separated by commas.").split(",")
    _required("CONTACT_EMAIL", "the address to write to for a correction or a takedown.")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
        raise ImproperlyConfigured("SECRET_KEY is too easy to guess: use at least 50 random characters.")
    if DEBUG and HTTPS:
        raise ImproperlyConfigured(
            "DEBUG shows the program's insides to whoever meets an error; with it, HTTPS must be false (one's own machine)."
        )
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must name the hosts of this site; `*` lets a caller choose the links."
        )
SECRET_KEY_FALLBACKS = env.list(
    "SECRET_KEY_FALLBACKS", default=[]
)  # the previous one, while it is being replaced
ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]  # health checks come from the machine itself

# --- What it does -------------------------------------------------------------------------------------------

DATA_LICENSE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
DATA_CITATION = (
    "REE API: who claimed what about rare earths and critical minerals, where, in which words, and what counters it. "
    "CC BY 4.0."
)
FOUR_EYES = env.bool("FOUR_EYES", default=True)  # nobody publishes what they drafted or reworded
# For how many days a token of the changes feed leads on; `manage.py prune_changes` deletes what is older.
CHANGES_KEPT_DAYS = env.int("CHANGES_KEPT_DAYS", default=90, least=1)
RATE_LIMITS = env.bool("RATE_LIMITS", default=not LOCAL)  # whether the rates in the admin are applied
RATE_MODEL = "sources.Rate"
INGEST_FETCH = env.bool("INGEST_FETCH", default=False)  # whether `ingest` may get pages from the net
# Per statement of a public read, and of staff at work; commands have no limit (reeapi/timeouts.py).
PUBLIC_STATEMENT_TIMEOUT = env.duration("PUBLIC_STATEMENT_TIMEOUT", default="1s")
STAFF_STATEMENT_TIMEOUT = env.duration("STAFF_STATEMENT_TIMEOUT", default="30s")
ROWS_KEPT = env.int("ROWS_KEPT", default=16)  # megabytes of rows that a process keeps until something changes

# --- Apps and requests --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "reeapi",
    "claims",
    "sources",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "csp",
    "axes",
    "pgtrigger",
    "pghistory",
    "import_export",
    "django_structlog",
]
if importlib.util.find_spec("django_migration_linter"):  # a development requirement, and a command
    INSTALLED_APPS.append("django_migration_linter")

# Sessions, messages and accounts are read lazily, and only the admin reads them: answers of the API set no
# cookie and do not vary by one.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "reeapi.log.RequestLog",
    "reeapi.reads.PublicReads",  # a public read of the API goes no further down
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "reeapi.slashes.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reeapi.timeouts.PatientMiddleware",
    "reeapi.history.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]
METRICS_PORT = env.int("METRICS_PORT", default=0)  # of `manage.py serve`; 0 for no figures
if METRICS_PORT:
    MIDDLEWARE.insert(0, "reeapi.metrics.MetricsMiddleware")
ROOT_URLCONF = "reeapi.urls"
WSGI_APPLICATION = "reeapi.wsgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Database -----------------------------------------------------------------------------------------------


# Behind PgBouncer in transaction mode a session is nobody's own: nothing is prepared or set beyond a transaction.
PGBOUNCER = env.bool("DATABASE_PGBOUNCER", default=False)


def _database(url: str) -> dict:
    """Django's settings for a PostgreSQL at that address, through psycopg 3."""
    found = env.db_url_config(url)
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://; no other database will do.")
    pool = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL_SIZE", default=8, least=1),  # per process
        "timeout": 3,  # the default of 30 s would hang every caller while the database is away
        "reconnect_timeout": 2,  # later attempts begin with the next caller, not after minutes of growing pauses
    }
    options = {"pool": pool, "server_side_binding": True, "connect_timeout": 3}
    found["HOST"] = unquote(found["HOST"])  # the folder of a socket
    if PGBOUNCER:
        options["prepare_threshold"] = None
        found["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        options["prepare_threshold"] = 2
        # Unset, it makes every call of every trigger raise and catch an error inside PostgreSQL: half the time of a write.
        options["options"] = "-c pgtrigger.ignore={}"
    found["OPTIONS"] = options | {"application_name": "reeapi"} | found.get("OPTIONS", {})
    return found | {"CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}


DATABASES = {"default": _database(embedded.Server(embedded.data_dir()).url if LOCAL else env("DATABASE_URL"))}
# Streaming replicas, which answer public reads (reeapi/replicas.py). A failed read is asked again of the primary, so no
# connection is tried out first.
REPLICAS: list[str] = []
for _url in env.list("DATABASE_REPLICA_URLS", default=[]):
    REPLICAS.append(f"replica-{len(REPLICAS) + 1}")
    DATABASES[REPLICAS[-1]] = _database(_url) | {"CONN_HEALTH_CHECKS": False, "TEST": {"MIRROR": "default"}}
REPLICA_MAX_LAG = env.float("DATABASE_REPLICA_MAX_LAG", default=5.0)  # seconds behind the primary at the most
if REPLICAS:
    MIDDLEWARE.insert(
        MIDDLEWARE.index("reeapi.log.RequestLog") + 1,
        "reeapi.replicas.ReplicaMiddleware",
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The history outlives the rows it is about, hence no foreign key to them in the database.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(
    related_name="events",
    related_query_name="events",
    on_delete=models.DO_NOTHING,
    db_constraint=False,
    db_index=False,  # `recorded` gives each history an index of the states of a row, in their order
)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# --- Accounts -----------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Tokens of the API. The library's own table is not made: ours takes its place.
KNOX_TOKEN_MODEL = "sources.Token"  # noqa: S105 (the name of a model)
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"TOKEN_PREFIX": "ree_"}  # so that whoever finds one, or scans for leaks, knows what it is
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # not the name alone: anybody could lock a curator out
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "sources.lockout.name_given"
AXES_HANDLER = "sources.lockout.LockoutHandler"  # counts before it looks, so that none slip through together
AXES_CLIENT_IP_CALLABLE = "reeapi.api.throttling.client_address"

# --- What browsers are told ---------------------------------------------------------------------------------

SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"  # nothing else has a use for them
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SILENCED_SYSTEM_CHECKS = [
    "security.W005",
    "security.W021",
]  # HSTS for sub-domains is for the domain's owner to say
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]  # writing is for programs, not for other sites' pages
CORS_ALLOW_HEADERS = ["accept", "authorization", "if-none-match", "consistency-token"]
CORS_EXPOSE_HEADERS = [
    "Link", "ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "Deprecation", "Sunset", "Consistency-Token",
]  # fmt: skip
CORS_PREFLIGHT_MAX_AGE = 86_400

# --- Static files -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
COLLECTED = not (LOCAL or DEBUG)  # by `manage.py collectstatic`; else they are served from where they lie
STATIC_ROOT = env("STATIC_ROOT", default=str(BASE_DIR / ".static")) if COLLECTED else None
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- API ----------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "reeapi.api.errors.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "reeapi.api.schema.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "REE API",
    "DESCRIPTION": (
        "Who claimed what, where, in which words, and what counters it, in reporting and commentary on rare "
        "earths and critical minerals."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "LICENSE": DATA_LICENSE,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token from the admin's page *API tokens*. `Authorization: Token …` does as well.",
            }
        }
    },
    "CONTACT": {"name": "Corrections and takedowns", "email": CONTACT_EMAIL},
    "ENUM_NAME_OVERRIDES": {  # where two fields share a name, or two names a set of values
        "SpeakerKind": "sources.models.Speaker.Kind",
        "ArticleKind": "sources.models.Article.Kind",
        "CitationRelation": "sources.models.Citation.Relation",
        "RebuttalRelation": "claims.models.Rebuttal.Relation",
        "SupportRelation": "claims.models.Support.Relation",
        "Precision": "claims.models.claims.Precision",
        "ChangeType": ["created", "updated", "withdrawn"],
        "Resource": ["speakers", "articles", "topics", "claims", "statements", "rebuttals", "supports"],
        "ReviewStatus": "sources.models.Status",
        "AnchorStatus": "claims.models.Statement.AnchorStatus",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True  # a cell that begins with = is a program to a spreadsheet
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

# --- Words and times ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

# --- Log: to stderr, a line of JSON for each request in a deployment, only what went wrong on one's own
# machine

LOG_LEVEL = env.level("LOG_LEVEL", default="WARNING" if LOCAL else "INFO")
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO  # a caller's mistake is no news to the operator
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # who reads what is nobody's business
LOGGING = log_format.configured(LOG_LEVEL, for_people=LOCAL)
