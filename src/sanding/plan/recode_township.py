"""Give a township a new code or name (乡镇更名改码)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sanding.base import ImpossibleChange, _
from sanding.plan.change import Applied, Change, ref
from sanding.plan.edit import less_sure, value, with_row
from sanding.register import Register
from sanding.register.kinds import BodyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RecodeTownship(Change):
    """Set `division` code and, if given, `name` of a township; its id stays."""

    kind: ClassVar[str] = "recode_township"
    label: ClassVar[str] = _("乡镇更名改码")

    township: str = ref("bodies")
    division: str
    name: str | None = None

    def carry_out(self, register: Register) -> Applied:
        """Raise `ImpossibleChange` if the body is no township or another has the code."""
        register.require("bodies", self.township)
        if value(register, "bodies", self.township, "kind") != BodyKind.TOWNSHIP:
            raise ImpossibleChange(
                _("{township} 不是乡镇，没有乡镇区划代码").format(township=self.township)
            )
        refuse_taken(register, self.division, self.township)
        sure = less_sure(register, "bodies", self.township, self.certainty)
        values: dict[str, Any] = {"division": self.division, "certainty": sure}
        if self.name:
            values["name"] = self.name
        return Applied(with_row(register, "bodies", self.township, **values))


def refuse_taken(register: Register, division: str, *mine: str) -> None:
    """Raise `ImpossibleChange` if a township beside `mine` has this code."""
    bodies = register.loose("bodies")
    having = bodies.get_column("id").filter(bodies.get_column("division") == division)
    others = sorted(set(having) - set(mine))
    if others:
        raise ImpossibleChange(
            _("区划代码 {division} 已由 {names} 使用").format(
                division=division, names="、".join(others)
            )
        )
