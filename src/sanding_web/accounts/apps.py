"""The app's name."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Officers and what they hold."""

    name = "sanding_web.accounts"
    verbose_name = "账号"
