"""What is asked of the trail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sanding_web.audit.queries import VERBS, Asked


class TrailForm(forms.Form):
    """County, act, officer and day; each may stay empty."""

    county = forms.CharField(label=_("县"), required=False, max_length=6)
    verb = forms.ChoiceField(
        label=_("行为"), required=False, choices=[("", _("全部")), *VERBS.items()]
    )
    officer = forms.CharField(label=_("经办人"), required=False, max_length=64)
    day = forms.DateField(
        label=_("日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def asked(self) -> Asked:
        """What is asked; what cannot be read is not asked."""
        self.is_valid()
        told = self.cleaned_data
        return Asked(
            told.get("county", ""), told.get("verb", ""), told.get("officer", ""), told.get("day")
        )
