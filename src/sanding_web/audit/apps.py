"""The app's name."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only events."""

    name = "sanding_web.audit"
    verbose_name = "审计"
