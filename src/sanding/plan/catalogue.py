"""Every kind of change, listed by hand."""

from __future__ import annotations

from sanding.plan.abolish_body import AbolishBody
from sanding.plan.absorb_body import AbsorbBody
from sanding.plan.approve_leadership import ApproveLeadership
from sanding.plan.approve_posts import ApprovePosts
from sanding.plan.assign_counterpart import AssignCounterpart
from sanding.plan.assign_portfolio import AssignPortfolio
from sanding.plan.change import Change
from sanding.plan.change_level import ChangeLevel
from sanding.plan.co_locate import CoLocate
from sanding.plan.create_body import CreateBody
from sanding.plan.create_position import CreatePosition
from sanding.plan.create_section import CreateSection
from sanding.plan.cut_posts import CutPosts
from sanding.plan.end_co_location import EndCoLocation
from sanding.plan.end_position import EndPosition
from sanding.plan.hang_plaque import HangPlaque
from sanding.plan.hold_concurrently import HoldConcurrently
from sanding.plan.merge_bodies import MergeBodies
from sanding.plan.merge_budget_units import MergeBudgetUnits
from sanding.plan.merge_townships import MergeTownships
from sanding.plan.reassign_body import ReassignBody
from sanding.plan.recode_township import RecodeTownship
from sanding.plan.regroup_sections import RegroupSections
from sanding.plan.remove_plaque import RemovePlaque
from sanding.plan.rename_body import RenameBody
from sanding.plan.sink_posts import SinkPosts
from sanding.plan.split_body import SplitBody
from sanding.plan.transfer_duty import TransferDuty
from sanding.plan.transfer_item import TransferItem
from sanding.plan.transfer_posts import TransferPosts
from sanding.plan.transfer_power import TransferPower
from sanding.plan.transfer_section import TransferSection
from sanding.plan.unify_enforcement import UnifyEnforcement
from sanding.plan.unify_windows import UnifyWindows

CATALOGUE: tuple[type[Change], ...] = (
    CreateBody,
    MergeBodies,
    AbsorbBody,
    AbolishBody,
    SplitBody,
    RenameBody,
    ChangeLevel,
    ReassignBody,
    CoLocate,
    EndCoLocation,
    HangPlaque,
    RemovePlaque,
    TransferDuty,
    TransferPower,
    TransferItem,
    TransferSection,
    CreateSection,
    RegroupSections,
    CreatePosition,
    EndPosition,
    AssignPortfolio,
    HoldConcurrently,
    MergeTownships,
    RecodeTownship,
    MergeBudgetUnits,
    ApprovePosts,
    CutPosts,
    TransferPosts,
    SinkPosts,
    ApproveLeadership,
    UnifyWindows,
    UnifyEnforcement,
    AssignCounterpart,
)
KINDS: dict[str, type[Change]] = {change.kind: change for change in CATALOGUE}
