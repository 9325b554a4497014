"""Forms of the plan room: `acts` on a plan and its changes, `change` for the changes themselves."""

from sanding_web.planning.forms.acts import (
    BeginForm,
    ChangeMark,
    CommentForm,
    JudgeForm,
    MoveForm,
    OnceForm,
    ReasonForm,
    SureForm,
    TakeInForm,
)
from sanding_web.planning.forms.change import ChangeForm

__all__ = [
    "BeginForm",
    "ChangeForm",
    "ChangeMark",
    "CommentForm",
    "JudgeForm",
    "MoveForm",
    "OnceForm",
    "ReasonForm",
    "SureForm",
    "TakeInForm",
]
