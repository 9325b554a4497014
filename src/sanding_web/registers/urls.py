"""The pages of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from sanding_web.registers import intake_urls, views

app_name = "registers"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("c/<county>/", views.wall, name="wall"),
    path("c/<county>/bodies/<path:body>/", views.body, name="body"),
    path("c/<county>/search/", views.search, name="search"),
    path("c/<county>/revisions/", views.revisions, name="revisions"),
    path("c/<county>/download/", views.download, name="download"),
    *intake_urls.urlpatterns,
]
