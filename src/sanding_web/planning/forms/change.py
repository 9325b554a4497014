"""The form of a change, made from what its kind takes: names to pick, lists to tick, counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from sanding_web.planning.forms.acts import CHANGE_LENGTH, OnceForm
from sanding_web.planning.queries import FieldForm, KindForm

Names = Mapping[str, str]  # id → name


class RefField(forms.CharField):
    """A record named by its number, its name, or both as the list offers them."""

    def __init__(self, *, names: Names, table: str, **more: Any) -> None:
        """Offer the names in the list of the table."""
        widget = forms.TextInput(attrs={"list": f"list-{table}", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=300, **more)
        self.names = names

    def prepare_value(self, value: Any) -> Any:
        """As the list shows it."""
        return offered(value, self.names[value]) if value in self.names else value

    def clean(self, value: Any) -> str | None:
        """Return the number; a name that two bear is refused."""
        text = str(super().clean(value)).strip()
        if not text:
            return None
        if text in self.names:
            return text
        found = [one for one, name in self.names.items() if text in (name, offered(one, name))]
        if not found:
            raise forms.ValidationError(_("找不到“%(text)s”，请从列表中选"), params={"text": text})
        if len(found) > 1:
            raise forms.ValidationError(
                _("叫“%(text)s”的不止一个，请从列表中选带编号的"), params={"text": text}
            )
        return found[0]


def offered(one: str, name: str) -> str:
    """A record as a list offers it."""
    return f"{name}（{one}）" if name != one else one


class ChangeForm(OnceForm):
    """A change of one kind, made from what the kind takes; `plain` is as a plan file writes it.

    `names` holds, by table, what a reference may name; `given` is the change to be edited;
    `new_ids` are numbers to propose for what the change sets up, by field; `taken` are those of
    the plan's changes, none of which a new one may bear.
    """

    COMMON = ("reason", "basis", "wave", "effective_on", "id")

    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("一句话，为什么改"),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("依据"), max_length=500, help_text=_("哪个文件第几条；没有就写“待补”")
    )
    wave = forms.IntegerField(
        label=_("批次"), min_value=1, max_value=99, initial=1, help_text=_("第几批施行")
    )
    effective_on = forms.DateField(
        label=_("生效日期"), required=False, help_text=_("例如 2025-12-26；不写就是台账日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    id = forms.CharField(
        label=_("变更编号"), max_length=CHANGE_LENGTH, help_text=_("已编好，可以不改")
    )

    def __init__(
        self, kind: KindForm, *args: Any, names: Mapping[str, Names], given: Mapping[str, Any],
        new_ids: Mapping[str, str] | None = None, taken: Collection[str] = (), **more: Any,
    ) -> None:  # fmt: skip
        """Make the fields of the kind stand before the common ones."""
        super().__init__(*args, **more)
        self.kind, self.given, self.names, self.taken = kind, given, names, taken
        self.own = [one for one in kind.fields if not one.common]
        for one in self.own:
            for name, field in self._made(one):
                self.fields[name] = field
        shown = [name for name in self.fields if name not in (*self.COMMON, "once")]
        self.order_fields(["once", *shown, *self.COMMON])
        for name, value in (new_ids or {}).items():
            self.fields[name].initial = value
            self.fields[name].help_text = _("已编好，可以不改；改也要用从没用过的编号")
        self._begin_with(given)

    def _begin_with(self, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            if isinstance(value, Mapping):
                for key, number in value.items():
                    self.initial[f"{name}:{key}"] = number
            else:
                self.initial[name] = value
            if name in ORDERED.get(self.kind.kind, ()) and value:
                self.initial[f"{name}:first"] = value[0]
        if "id" in given:  # a change keeps its number while it is edited
            self.fields["id"].widget.attrs["readonly"] = True

    def clean_id(self) -> str:
        """A new change does not take the place of another."""
        name = str(self.cleaned_data["id"])
        if name in self.taken and name != self.given.get("id"):
            raise forms.ValidationError(_("方案里已有编号“%(name)s”"), params={"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        """The first of many is one of them."""
        told = super().clean() or self.cleaned_data
        for name in ORDERED.get(self.kind.kind, ()):
            first = told.get(f"{name}:first")
            if first is not None and first not in told.get(name, ()):
                self.add_error(f"{name}:first", _("要从上面勾选的里面选"))
        return told

    def _made(self, one: FieldForm) -> Iterable[tuple[str, forms.Field]]:
        told: dict[str, Any] = {"label": one.label, "required": one.required}
        if one.type == "posts":
            for value, label in one.choices:
                yield (
                    f"{one.name}:{value}",
                    forms.IntegerField(label=label, min_value=0, required=False),
                )
        elif one.type == "refs":
            names = self._names(one)
            yield (
                one.name,
                forms.MultipleChoiceField(
                    choices=[*names.items()], widget=forms.CheckboxSelectMultiple, **told
                ),
            )
            if one.name in ORDERED.get(self.kind.kind, ()):
                yield f"{one.name}:first", RefField(
                    names=names, table=one.table, required=False, label=_("以哪一个为主"),
                    help_text=_("职数、预算、经费形式先按它的；不写就按列表次序"),
                )  # fmt: skip
        elif one.type == "ref":
            yield one.name, RefField(names=self._names(one), table=one.table, **told)
        else:
            yield one.name, PLAIN[one.type](one, told)

    def _names(self, one: FieldForm) -> Names:
        """What may be named, with what the change names now, though it may be gone by the end."""
        names = self.names.get(one.table or "", {})
        now = self.given.get(one.name) or ()
        kept = [now] if isinstance(now, str) else list(now)
        return {**names, **{key: key for key in kept if key not in names}}

    def leave_unjudged(self) -> None:
        """Show what was typed so far without a word on what is missing."""
        self._errors = ErrorDict()

    @property
    def lists(self) -> list[tuple[str, list[str]]]:
        """The lists that inputs offer: table, lines."""
        tables = {one.table for one in self.own if one.type == "ref"}
        tables |= {one.table for one in self.own if one.name in ORDERED.get(self.kind.kind, ())}
        return [
            (table, [offered(one, name) for one, name in self.names.get(table, {}).items()])
            for table in sorted(tables)
        ]

    def blocks(self) -> list[Block]:
        """The form's parts in order, each told how it is shown."""
        found: list[Block] = []
        for one in self.own:
            if one.type == "posts":
                parts = [self[f"{one.name}:{value}"] for value, _label in one.choices]
                found.append(Block("posts", one.label, parts))
            elif one.type == "refs":
                found.append(self._many(one))
                if f"{one.name}:first" in self.fields:
                    found.append(Block("field", "", [self[f"{one.name}:first"]]))
            else:
                found.append(Block("field", one.label, [self[one.name]]))
        return [*found, *(Block("field", "", [self[name]]) for name in self.COMMON)]

    def _many(self, one: FieldForm) -> Block:
        """A list to tick, narrowed to what was asked for; what is ticked always stays."""
        field = self[one.name]
        chosen = set(field.value() or ())
        asked = self.data.get(f"{one.name}:ask", "").strip() if self.is_bound else ""
        names = self._names(one)
        lines = [Tick(key, name, key in chosen) for key, name in names.items()]
        shown = [x for x in lines if x.ticked]
        rest = [x for x in lines if not x.ticked and (asked in x.name or asked in x.id)]
        return Block(
            "ticks", one.label, [field], [*shown, *rest[:MOST]], asked, max(0, len(rest) - MOST)
        )

    def plain(self) -> dict[str, Any]:
        """The change as a plan file writes it; what is left empty is left out or none."""
        told = self.cleaned_data
        plain: dict[str, Any] = {"id": self.given.get("id", told["id"]), "kind": self.kind.kind}
        for one in self.own:
            if one.type == "posts":
                counts = {value: told.get(f"{one.name}:{value}") for value, _label in one.choices}
                plain[one.name] = {key: number for key, number in counts.items() if number}
            elif one.type == "refs":
                plain[one.name] = self._ordered(one.name)
            elif one.type == "ref" or told[one.name] not in ("", None):
                plain[one.name] = told[one.name]
        plain |= {name: told[name] for name in ("reason", "basis", "wave") if told[name]}
        if told["effective_on"]:
            plain["effective_on"] = told["effective_on"]
        return plain | {name: self.given[name] for name in KEPT if name in self.given}

    def _ordered(self, name: str) -> list[str]:
        """As they stood, then as the list has them; the first one first."""
        ticked = list(self.cleaned_data[name])
        stood = [one for one in self.given.get(name) or () if one in ticked]
        known = [one for one in self.names_of(name) if one in ticked and one not in stood]
        first = self.cleaned_data.get(f"{name}:first")
        in_order = [*stood, *known]
        if first is None:
            return in_order
        return [first, *(one for one in in_order if one != first)]

    def names_of(self, name: str) -> list[str]:
        """What a field of many may name, in the order of its list."""
        return [str(value) for value, _label in self.fields[name].choices]  # type: ignore[attr-defined]

    def refuse(self, faults: Iterable[tuple[str | None, str]]) -> None:
        """A fault of counts stands at the first of them."""
        for column, message in faults:
            near = [name for name in self.fields if name.partition(":")[0] == column]
            self.add_error(near[0] if near else None, message)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of a list to tick."""

    id: str
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a form: one field, counts under one heading, or a list to tick."""

    shown_as: str  # field, posts, ticks
    label: str
    fields: list[forms.BoundField]
    ticks: list[Tick] = dataclasses.field(default_factory=list)
    asked: str = ""
    left: int = 0


MOST = 120  # lines of a list to tick shown at once; the rest by asking
KEPT = ("certainty", "source")  # of a change taken in from a file
ORDERED: Mapping[str, tuple[str, ...]] = {  # where the first named gives what cannot be added up
    "merge_bodies": ("bodies",),
    "unify_windows": ("windows",),
}
Told = dict[str, Any]
PLAIN: Mapping[str, Callable[[FieldForm, Told], forms.Field]] = {
    "text": lambda one, told: forms.CharField(max_length=200, **told),
    "new": lambda one, told: forms.CharField(max_length=64, **told),
    "int": lambda one, told: forms.IntegerField(min_value=0, **told),
    "bool": lambda one, told: forms.BooleanField(**{**told, "required": False}),
    "date": lambda one, told: forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **told
    ),
    "choice": lambda one, told: forms.ChoiceField(
        choices=[*([] if one.required and len(one.choices) == 1 else [("", _("请选择"))]),
                 *one.choices], **told
    ),
}  # fmt: skip
