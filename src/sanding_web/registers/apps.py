"""The app's name."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Revisions of registers."""

    name = "sanding_web.registers"
    verbose_name = "台账"
