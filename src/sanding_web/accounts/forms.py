"""What is typed on the account pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import PasswordChangeForm
from django.core.validators import RegexValidator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sanding_web.accounts.models import Officer, Role
from sanding_web.audit import actions as audit

AREA = RegexValidator(r"^(\d{2}|\d{4}|\d{6})?$", _("地区填六位县代码，或其前二位、四位；全国留空"))
ACCOUNT = RegexValidator(r"^[a-z][a-z0-9._-]{1,63}$", _("账号用小写字母开头，可含数字和 . _ -"))


class OnceForm(forms.Form):
    """The mark of an act, so that repeated it is done once."""

    once = forms.UUIDField(widget=forms.HiddenInput)


class LoginForm(forms.Form):
    """Account and password."""

    username = forms.CharField(
        label=_("账号"), max_length=64, error_messages={"required": _("请输入账号")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("密码"), strip=False, max_length=256, error_messages={"required": _("请输入密码")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class PasswordForm(PasswordChangeForm):
    """The old password and twice the new one."""

    once = forms.UUIDField(widget=forms.HiddenInput)


class NewPasswordForm(OnceForm):
    """A password an administrator gives."""

    password = forms.CharField(
        label=_("初始密码"), strip=False, max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_password(self) -> str:
        """One that is not easily guessed."""
        typed: str = self.cleaned_data["password"]
        password_validation.validate_password(typed)
        return typed


class OfficerForm(NewPasswordForm):
    """A new account."""

    username = forms.CharField(label=_("账号"), max_length=64, validators=[ACCOUNT])
    name = forms.CharField(label=_("姓名"), max_length=64)
    field_order = ("once", "username", "name", "password")  # the order in which they are read

    def clean_username(self) -> str:
        """One that is not taken, but by this same request."""
        typed: str = self.cleaned_data["username"]
        taken = Officer.objects.filter(username=typed).exists()
        if taken and not audit.has(self.cleaned_data.get("once")):
            raise forms.ValidationError(_("这个账号已经有了，请换一个"))
        return typed

    def clean_password(self) -> str:
        """One that does not resemble the account either."""
        typed: str = self.cleaned_data["password"]
        officer = Officer(username=self.cleaned_data.get("username", ""))
        password_validation.validate_password(typed, officer)
        return typed


class HoldingForm(OnceForm):
    """A role for an area from a day on."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    area = forms.CharField(label=_("地区"), required=False, max_length=6, validators=[AREA])
    since = forms.DateField(label=_("自"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_since(self) -> Any:
        """No day gone by: rights are not given for the past."""
        if self.cleaned_data["since"] < localdate():
            raise forms.ValidationError(_("不能从过去的日期起算"))
        return self.cleaned_data["since"]
