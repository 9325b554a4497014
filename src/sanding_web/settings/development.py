"""One machine, loopback only: what `make run` serves."""

from __future__ import annotations

import secrets

from sanding_web.settings.base import *  # noqa: F403
from sanding_web.settings.base import HOME

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]


def _kept_secret() -> str:
    """A secret made once on this machine, readable by its owner alone."""
    place = HOME / "secret"
    if not place.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return place.read_text(encoding="ascii")


SECRET_KEY = _kept_secret()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
