"""Counties, revisions of their registers, and the tables these share by content."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanding_web.accounts.models import Officer
from sanding_web.registers.access import CountyQuerySet, RevisionQuerySet, UploadQuerySet


class Content(models.Model):
    """A table's rows as Parquet (表内容), by the digest of its bytes; kept once."""

    digest = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    def __str__(self) -> str:
        """Its digest."""
        return self.digest[:12]


class County(models.Model):
    """A county whose register is kept here (县); `head` is the revision in force."""

    code = models.CharField(_("代码"), max_length=6, primary_key=True)
    name = models.CharField(_("名称"), max_length=64)
    head = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")

    objects = CountyQuerySet.as_manager()

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Revision(models.Model):
    """A register as it stood (台账版本): its content hash, who put it in and why."""

    county = models.ForeignKey(County, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("版次"))
    hash = models.CharField(_("内容摘要"), max_length=64)
    day = models.DateField(_("台账日期"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    at = models.DateTimeField(_("入库时间"))
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("事由"), max_length=200)
    tables = models.JSONField(default=dict)  # digest of a `Content` by table name

    objects = RevisionQuerySet.as_manager()

    class Meta:
        """Numbers count up within a county."""

        ordering: ClassVar[list[str]] = ["county", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("county", "number", name="revision_numbers_count_up"),
        ]

    def __str__(self) -> str:
        """County and number."""
        return f"{self.county_id} #{self.number}"


class Upload(models.Model):
    """A register read from a file and not yet taken over (待确认导入)."""

    class State(models.TextChoices):
        """Where an upload stands."""

        WAITING = "waiting", _("待确认")
        TAKEN = "taken", _("已入库")
        DROPPED = "dropped", _("已放弃")

    county = models.ForeignKey(County, models.PROTECT, related_name="uploads")
    base = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.WAITING)
    hash = models.CharField(_("内容摘要"), max_length=64)
    day = models.DateField(_("台账日期"))
    tables = models.JSONField(default=dict)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("上传时间"))

    objects = UploadQuerySet.as_manager()

    class Meta:
        """The newest first; of a known state."""

        ordering: ClassVar[list[str]] = ["-at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "taken", "dropped"]), name="upload_state_known"
            )
        ]

    def __str__(self) -> str:
        """The file's name."""
        return self.name
