"""Forms of acts: each checks what was typed and carries the `once` of its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

CHANGE_LENGTH = 64
LARGEST_FILE = 4 * 2**20  # bytes of a plan file; Fushan's whole plan is a tenth of it


class OnceForm(forms.Form):
    """Whatever is posted names the page it was posted from, so that twice is once."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def refuse(self, faults: Iterable[tuple[str | None, str]]) -> None:
        """Put faults at the fields they name, the others over the form."""
        for column, message in faults:
            self.add_error(column if column in self.fields else None, message)


class ChangeMark(OnceForm):
    """An act on one change."""

    change = forms.CharField(max_length=CHANGE_LENGTH, widget=forms.HiddenInput)


class MoveForm(ChangeMark):
    """Where a change is to stand: a place counted from 1, or so many steps."""

    place = forms.IntegerField(label=_("移到第几项"), min_value=1, required=False)
    step = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is given."""
        given = super().clean() or self.cleaned_data
        if not given.get("step") and not given.get("place"):
            raise forms.ValidationError(_("请写移到第几项"))
        return given


class CommentForm(OnceForm):
    """A remark on the plan, or on one of its changes."""

    change = forms.CharField(max_length=CHANGE_LENGTH, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("批注"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class JudgeForm(ChangeMark):
    """A reviewer's decision on one change; who refuses says why."""

    accepted = forms.TypedChoiceField(
        label=_("意见"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("理由"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        given = super().clean() or self.cleaned_data
        if given.get("accepted") is False and not given.get("reason"):
            self.add_error("reason", _("不同意须写明理由"))
        return given


class ReasonForm(OnceForm):
    """An act that is explained."""

    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class SureForm(OnceForm):
    """An act after which the register is another: said twice."""

    sure = forms.BooleanField(
        label=_("我已看过上面的内容，确认办理"),
        error_messages={"required": _("请先勾选确认")},
    )


class BeginForm(OnceForm):
    """A new plan."""

    name = forms.CharField(
        label=_("方案编号"), max_length=64, help_text=_("简短，县内不重，例如：2025机构改革")
    )
    title = forms.CharField(
        label=_("方案名称"), max_length=200, help_text=_("写全称，例如：浮山县机构改革方案")
    )
    freeze_on = forms.DateField(
        label=_("冻结日期"), required=False,
        help_text=_("从这天起停止调整机构编制、停止进人；没有就不写"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class TakeInForm(OnceForm):
    """A plan file."""

    file = forms.FileField(
        label=_("方案文件"),
        help_text=_("后缀 .yaml 的文本文件，写法见手册“写改革方案”"),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("文件太大，方案文件不应超过 4 MB"))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("文件不是 UTF-8 编码，请另存为 UTF-8 再上传")) from None
