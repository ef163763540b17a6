"""Django settings. Every variable read here is described in docs/configuration.md."""

from pathlib import Path

from tracker import databases, dotenv, environment

BASE_DIR = Path(__file__).resolve().parent.parent
dotenv.load(BASE_DIR)
BUILD_DIR = BASE_DIR / "build"
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "data"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

VERSION = environment.version(BASE_DIR / "CHANGELOG.md")
OPERATOR = environment.text("OPERATOR")
REGISTRATION_OPEN = environment.choice("REGISTRATION", "closed", ("open", "closed")) == "open"

# --- Safety -----------------------------------------------------------------------------------------------

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(DATA_DIR)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
HTTPS = environment.flag("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# With the name of a host goes what lies below it, unless the host says that something there speaks no https. Lists of
# names that browsers carry with them (preload) bind a whole domain for months: nothing an app may decide.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS", default=True)
SILENCED_SYSTEM_CHECKS = ["security.W021", *([] if SECURE_HSTS_INCLUDE_SUBDOMAINS else ["security.W005"])]
# What browsers promise of such names: set over https, by this very host, and for "__Host-" for all of its paths.
HOST_COOKIE, PATH_COOKIE = ("__Host-", "__Secure-") if HTTPS else ("", "")
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{HOST_COOKIE}sessionid", f"{HOST_COOKIE}csrftoken"
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0, low=0, high=10)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = environment.number("SESSION_IDLE_DAYS", 14, low=1, high=365) * 86_400
SESSION_LONGEST = environment.number("SESSION_DAYS", 60, low=1, high=365) * 86_400
MESSAGE_STORAGE = "tracker.gate.messages.Storage"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tracker.views.errors.csrf_failure"
# A day's form holds a few hundred fields at most; a note is refused by its field well before this. The table of an
# import has up to 1,000 rows, each with up to 16: what it is, its place, the top of its scale, whether it is turned,
# eleven levels.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 18_000
# Only the page for imports takes a file, with a handler of its own; what is sent to any other is dropped unread.
FILE_UPLOAD_HANDLERS: list[str] = []
UPLOAD_DIR = DATA_DIR / "uploads"
UPLOAD_LIMIT = environment.number("UPLOAD_LIMIT_MB", 1000, low=1, high=100_000) * 1_000_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
    }
}

# --- Parts ------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "tracker",
    "tracker.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "tracker.operating.requests.named",
    "csp.middleware.CSPMiddleware",  # so early that files and probes carry it as well
    "tracker.middleware.guarded",
    "tracker.views.operating.probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.unchanged.answers_unchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tracker.accounts.account_pages",
    "tracker.middleware.private_pages",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.context.shell",
            ],
            "builtins": ["tracker.templatetags.unknot"],
        },
    },
]

# --- Database, cache --------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = databases.databases(DATA_DIR)
CACHES = databases.caches()
SESSION_ENGINE = databases.session_engine()

# Before the database is brought up to a new release, a copy is kept in DATA_DIR/backups.
BACKUP_BEFORE_UPGRADE = environment.flag("BACKUP_BEFORE_UPGRADE", default=True)

# What takes longer than a page may is done by `manage.py worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- People -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "tracker.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "tracker.passwords.KnownPasswordValidator"},
    {"NAME": "tracker.passwords.OwnWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "tracker.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_FORMS = {"signup": "tracker.forms.account.SignupForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Signing up with somebody's address must not tell that they have an account here.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = True
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_USERNAME_MIN_LENGTH = 2
MFA_ADAPTER = "tracker.accounts.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Unknot"
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers offer passkeys on plain http for localhost only; allauth wants to be told.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False  # tracker.gate.sessions does, once an hour

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 10  # by default Django waits for ever, and who asked for a new password with it
EMAIL_HOST = environment.text("EMAIL_HOST")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = environment.number("EMAIL_PORT", 587, low=1, high=65535)
    EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
    EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "unknot@localhost")

# --- Language, time, files --------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", BUILD_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tracker.static_files.ModuleManifestStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Logs: the address of a page, never what a person typed, nor the secret of a link -------------------------

LOG_LEVEL = environment.choice("LOG_LEVEL", "warning", ("debug", "info", "warning", "error")).upper()
LOG_FORMAT = environment.choice("LOG_FORMAT", "text", ("text", "json"))
ERRORS_TO = environment.words("ERRORS_TO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "()": "tracker.logs.Line",
            "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s",
        },
        "json": {"()": "tracker.logs.JsonLine"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "problems": {"class": "tracker.operating.problems.Handler", "level": "ERROR"},
    },
    # Django's own handlers would write addresses as they are.
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
    "root": {"handlers": ["console", "problems"], "level": LOG_LEVEL},
}
