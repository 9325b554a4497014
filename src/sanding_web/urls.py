"""Where each room's pages begin."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("sanding_web.registers.urls")),
    path("account/", include("sanding_web.accounts.urls")),
    path("audit/", include("sanding_web.audit.urls")),
    path("plans/", include("sanding_web.planning.urls")),
    path("help/", include("sanding_web.ui.urls")),
]
