"""The app's name."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates and the one look."""

    name = "sanding_web.ui"
    verbose_name = "界面"
