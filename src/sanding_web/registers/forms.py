"""What officers send in: a file, a confirmation, and what a sheet is asked for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sanding_web.registers.intake_queries import Asked

LARGEST = 64 * 2**20  # bytes of a file
LARGEST_MAPPING = 2**20
UNNAMED = {"id": False}  # a page may hold several forms


class OnceForm(forms.Form):
    """An act: its mark was made when the page was, and a repeated mark acts once."""

    once = forms.UUIDField(widget=forms.HiddenInput(attrs=UNNAMED))

    def __init__(self, *args: Any, **named: Any) -> None:
        """Give an empty form a fresh mark."""
        super().__init__(*args, **named)
        self.fields["once"].initial = uuid4


class UploadForm(OnceForm):
    """A file with a county's register, or with its people alone."""

    class Kind(TextChoices):
        """What is in the file."""

        REGISTER = "register", _("整份台账（工作簿或台账包）")
        PEOPLE = "people", _("实名制名单（只更新人员）")

    file = forms.FileField(
        label=_("台账文件"),
        help_text=_("按模板填写或从本系统导出的工作簿（.xlsx），或台账文件夹的压缩包（.zip）"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip"}),
    )
    day = forms.DateField(
        label=_("台账日期"), required=False,
        help_text=_("工作簿“说明”表里没有写台账日期时才填；名单不填时沿用现行台账的日期"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    kind = forms.ChoiceField(
        label=_("内容"), choices=Kind.choices, initial=Kind.REGISTER, required=False,
    )  # fmt: skip
    mapping = forms.FileField(
        label=_("表头映射"), required=False,
        help_text=_("名单的表头与常用写法不同时，附上保存的映射文件（.yaml）"),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )  # fmt: skip

    def clean_mapping(self) -> bytes | None:
        """The text of the mapping, if one was sent."""
        file: UploadedFile[Any] | None = self.cleaned_data["mapping"]
        if file is None:
            return None
        if (file.size or 0) > LARGEST_MAPPING:
            raise forms.ValidationError(_("映射文件超过 1 MB；请核对"))
        return bytes(file.read())

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large to be a county's register."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("文件超过 64 MB，不会是一个县的台账；请核对"))
        return file


class ReasonForm(OnceForm):
    """An act that says why."""

    reason = forms.CharField(label=_("事由"), max_length=200)


class ConfirmForm(ReasonForm):
    """Taking an upload over."""

    remove = forms.BooleanField(
        label=_("删去文件里没有的记录"), required=False,
        help_text=_("不勾选时，台账里有而文件里没有的记录原样保留"),
    )  # fmt: skip


class EditForm(ReasonForm):
    """One column of the ticked rows set to a value."""

    column = forms.CharField(label=_("列"), max_length=64)
    value = forms.CharField(label=_("改为"), max_length=2_000, required=False)
    expected = forms.CharField(max_length=64, widget=forms.HiddenInput(attrs=UNNAMED))


class PutBackForm(ReasonForm):
    """A former revision put back in place of the one expected in force."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput(attrs=UNNAMED))
    expected = forms.CharField(max_length=64, widget=forms.HiddenInput(attrs=UNNAMED))


def asked(query: QueryDict) -> Asked:
    """Return what the address asks of a sheet; what makes no sense is left aside."""
    page = query.get("page", "")
    return Asked(
        text=query.get("q", "").strip()[:200], column=query.get("by", ""),
        value=query.get("is", ""), sort=query.get("sort", ""),
        columns=tuple(query.getlist("col")),
        page=int(page) if page.isdecimal() and len(page) < 9 else 1,
    )  # fmt: skip
