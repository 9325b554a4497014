"""The app's name."""

from __future__ import annotations

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The plan room."""

    name = "sanding_web.planning"
    verbose_name = "方案"
