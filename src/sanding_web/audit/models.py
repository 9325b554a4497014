"""Events in a chain: each bears the digest of the one before it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanding_web.audit.access import EventQuerySet


class Event(models.Model):
    """One act (审计记录): written once in the act's own transaction, never changed."""

    number = models.PositiveBigIntegerField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("经办人"), max_length=64)
    verb = models.CharField(_("行为"), max_length=64)
    county = models.CharField(_("县"), max_length=6, blank=True, default="")
    kind = models.CharField(_("对象类别"), max_length=64)
    about = models.CharField(_("对象"), max_length=128)
    detail = models.JSONField(_("内容"), default=dict)
    once = models.UUIDField(null=True, unique=True)
    before = models.CharField(_("前一条摘要"), max_length=64, blank=True, default="")
    digest = models.CharField(_("摘要"), max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        """In the order of the chain."""

        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        """What was done to what."""
        return f"{self.number} {self.verb} {self.about}"


class Head(models.Model):
    """Where the chain ends: one row, locked by whoever appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """There is one."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(id=1), name="audit_has_one_head")
        ]

    def __str__(self) -> str:
        """Where it ends."""
        return f"{self.number} {self.digest[:12]}"
