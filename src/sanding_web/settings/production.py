"""An office's server: behind HTTPS, with a secret and hosts from the environment."""

from __future__ import annotations

import os

from sanding_web.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = os.environ["SANDING_SECRET"]
AUDIT_KEY = os.environ["SANDING_AUDIT_KEY"]  # of the chain; it outlives the secret
ALLOWED_HOSTS = os.environ["SANDING_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
