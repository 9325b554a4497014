"""What the screens of plans show: figures as plain frozen dataclasses, no core type among them.

`plans` lists drafts and the page of one; `results` are ledger and figures, `findings` the rules';
`kinds` are the forms of the 33 kinds of change, `walls` the bodies after the plan.
"""

from sanding_web.planning.queries.findings import FindingGroup, FindingLine, Findings, findings
from sanding_web.planning.queries.kinds import Choice, FieldForm, KindForm, change_kinds, choices
from sanding_web.planning.queries.plans import (
    ChangeLine,
    CommentLine,
    PlanLine,
    PlanPage,
    StepLine,
    change_given,
    plan_file,
    plan_page,
    plans,
)
from sanding_web.planning.queries.results import (
    ClaimLine,
    FigureLine,
    LedgerLine,
    LossLine,
    Results,
    results,
)
from sanding_web.planning.queries.walls import BodyAfter, WallAfter, wall_after

__all__ = [
    "BodyAfter",
    "ChangeLine",
    "Choice",
    "ClaimLine",
    "CommentLine",
    "FieldForm",
    "FigureLine",
    "FindingGroup",
    "FindingLine",
    "Findings",
    "KindForm",
    "LedgerLine",
    "LossLine",
    "PlanLine",
    "PlanPage",
    "Results",
    "StepLine",
    "WallAfter",
    "change_given",
    "change_kinds",
    "choices",
    "findings",
    "plan_file",
    "plan_page",
    "plans",
    "results",
    "wall_after",
]
