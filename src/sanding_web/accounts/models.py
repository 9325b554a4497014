"""Officers and what each holds, where and from when to when."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanding_web.accounts.access import Actor, OfficerQuerySet


class Role(models.TextChoices):
    """What an officer may be for a county (岗位角色)."""

    OFFICER = "officer", _("编办经办")
    REVIEWER = "reviewer", _("审核")
    APPROVER = "approver", _("审批")
    VIEWER = "viewer", _("查阅")
    AUDITOR = "auditor", _("审计")
    ADMINISTRATOR = "administrator", _("系统管理")


class OfficerManager(BaseUserManager["Officer"]):
    """Makes officers; the name of an account is kept as it was typed."""

    def get_queryset(self) -> OfficerQuerySet:
        """All officers, behind the one door."""
        return OfficerQuerySet(self.model, using=self._db)

    def visible_to(self, actor: Actor) -> OfficerQuerySet:
        """The officers an actor sees."""
        return self.get_queryset().visible_to(actor)

    def make(self, username: str, *, name: str, password: str | None = None) -> Officer:
        """Create an officer; without a password nobody can log in as them."""
        officer = self.model(username=username, name=name)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """A person who works here (工作人员); what they may do follows from their holdings."""

    username = models.CharField(_("账号"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=64)
    is_active = models.BooleanField(_("启用"), default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[OfficerManager] = OfficerManager()

    def __str__(self) -> str:
        """The name, as others read it."""
        return self.name


class HoldingQuerySet(models.QuerySet["Holding"]):
    """Holdings of some day."""

    def on(self, day: Any) -> Self:
        """Holdings in force on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class Holding(models.Model):
    """A role held for an area (任职角色): a county's code, or the beginning of one."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="holdings")
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)
    area = models.CharField(_("地区"), max_length=6, blank=True, default="")
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        """A holding ends no earlier than it began; of a kind one is open at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="holding_ends_no_earlier",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="holding_of_a_known_role"
            ),
            models.UniqueConstraint(
                fields=["officer", "role", "area"],
                condition=Q(until__isnull=True),
                name="holding_open_once",
            ),
        ]

    def __str__(self) -> str:
        """Who holds what."""
        return f"{self.officer} {self.get_role_display()} {self.area}"
