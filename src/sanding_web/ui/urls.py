"""The pages of this room."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.i18n import set_language

from sanding_web.ui import views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("", views.glossary, name="help"),
    path("health/", views.health, name="health"),
    path("language/", set_language, name="language"),
]
