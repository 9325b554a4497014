"""The pages of this room."""

from __future__ import annotations

from django.urls import path

from sanding_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
    path("officers/", views.officers, name="officers"),
    path("officers/new/", views.make, name="make"),
    path("officers/<int:officer_id>/give/", views.give, name="give"),
    path("officers/<int:officer_id>/reset/", views.reset, name="reset"),
    path("officers/<int:officer_id>/deactivate/", views.deactivate, name="deactivate"),
    path("holdings/<int:holding_id>/end/", views.end, name="end"),
]
