"""Drafts of plans, the versions they went through, and what was said of each change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanding_web.accounts.models import Officer
from sanding_web.planning.access import DraftQuerySet
from sanding_web.registers.models import County, Revision


class State(models.TextChoices):
    """Where a plan stands (方案状态)."""

    DRAFT = "draft", _("起草中")
    SUBMITTED = "submitted", _("审核中")
    RETURNED = "returned", _("已退回")
    APPROVED = "approved", _("已批准")
    APPLIED = "applied", _("已施行")
    REVERTED = "reverted", _("已撤回")
    DROPPED = "dropped", _("已放弃")


TRANSITIONS: dict[str, set[str]] = {
    State.DRAFT: {State.SUBMITTED, State.DROPPED},
    State.SUBMITTED: {State.RETURNED, State.APPROVED},
    State.RETURNED: {State.SUBMITTED, State.DROPPED},
    State.APPROVED: {State.APPLIED, State.RETURNED},
    State.APPLIED: {State.REVERTED},
    State.REVERTED: set(),
    State.DROPPED: set(),
}
OPEN = (State.DRAFT, State.RETURNED)  # in these its changes may be edited


class Draft(models.Model):
    """A plan being drawn up on a revision (方案); `current` is the version that counts."""

    county = models.ForeignKey(County, models.PROTECT, related_name="drafts")
    name = models.CharField(_("编号"), max_length=64)
    title = models.CharField(_("名称"), max_length=200)
    base = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.DRAFT)
    current = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    fixed = models.CharField(_("锁定摘要"), max_length=64, blank=True, default="")
    approved = models.CharField(_("批准摘要"), max_length=64, blank=True, default="")
    submitted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    applied_as = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("创建时间"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        """A name once in a county; what is submitted bears the hash it was fixed to."""

        ordering: ClassVar[list[str]] = ["county", "-at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("county", "name", name="plan_named_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="plan_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned", "dropped"]) | ~Q(fixed=""),
                name="plan_fixed_when_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "applied", "reverted"]) | ~Q(approved=""),
                name="plan_fixed_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="plan_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        """Its title."""
        return self.title


class Version(models.Model):
    """A plan as it was after an edit (方案版本), and the changes parked beside it.

    Both are kept as the plan file writes them, days as text; the plan is not bound to a baseline.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="versions")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    plan = models.JSONField()
    parked = models.JSONField(default=list)
    said = models.CharField(_("改了什么"), max_length=200)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        """In the order they came."""

        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        """What was edited."""
        return self.said


class Verdict(models.Model):
    """What a reviewer decided on one change (逐项审核意见)."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="verdicts")
    fixed = models.CharField(max_length=64)  # the submission it is about
    change = models.CharField(_("变更"), max_length=64)
    accepted = models.BooleanField(_("同意"))
    reason = models.CharField(_("理由"), max_length=500, blank=True, default="")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        """One per change and submission; who refuses says why."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("draft", "fixed", "change", name="verdict_once"),
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(reason=""), name="refusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        """On what."""
        return f"{self.draft_id} {self.change}"


class Comment(models.Model):
    """A remark on a plan or one of its changes (批注), open until it is resolved."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="comments")
    change = models.CharField(_("变更"), max_length=64, blank=True, default="")
    text = models.TextField(_("内容"))
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    resolved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        """Who resolved it and when stand together."""

        ordering: ClassVar[list[str]] = ["at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_resolved_by_whom_and_when",
            )
        ]

    def __str__(self) -> str:
        """Its beginning."""
        return self.text[:40]
