"""The pages of intake: sheets and uploads."""

from __future__ import annotations

from django.urls import URLPattern, path

from sanding_web.registers import intake_views as views

urlpatterns: list[URLPattern] = [
    path("c/<county>/sheets/<table>/", views.sheet, name="sheet"),
    path("c/<county>/sheets/<table>/csv/", views.sheet_csv, name="sheet-csv"),
    path("c/<county>/sheets/<table>/edit/", views.sheet_edit, name="sheet-edit"),
    path("c/<county>/put-back/", views.put_back, name="put-back"),
    path("c/<county>/uploads/new/", views.upload_new, name="upload-new"),
    path("c/<county>/uploads/template.xlsx", views.upload_template, name="upload-template"),
    path("c/<county>/uploads/<int:upload_id>/", views.upload, name="upload"),
    path("c/<county>/uploads/<int:upload_id>/drop/", views.upload_drop, name="upload-drop"),
]
