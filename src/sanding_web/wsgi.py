"""The application a server loads (gunicorn in production)."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanding_web.settings.production")
application = get_wsgi_application()
