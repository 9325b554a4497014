"""Tests: a database in memory (or the one of SANDING_DB), swift passwords."""

from __future__ import annotations

import os

from sanding_web.settings.base import *  # noqa: F403
from sanding_web.settings.base import DATABASES

SECRET_KEY = "a secret for tests alone"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = True
if not os.environ.get("SANDING_DB"):
    DATABASES["default"]["NAME"] = "file:sanding?mode=memory&cache=shared"
