"""Remarks on a plan and its changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanding.base import _
from sanding_web.accounts.access import Actor
from sanding_web.planning import bridge
from sanding_web.planning.access import may_comment
from sanding_web.planning.actions.act import Act, current
from sanding_web.planning.bridge import refused
from sanding_web.planning.models import Comment, Draft


@transaction.atomic
def comment(*, draft_id: int, change: str, text: str, by: Actor, at: datetime, once: UUID) -> Draft:
    """Remark on a change, or with an empty `change` on the whole plan (批注); in any state.

    Raises `BadInput` for an empty remark, or a change the plan has not.
    """
    act = Act(by, at, once)
    draft = act.opened(draft_id)
    if act.done:
        return draft
    act.allowed(may_comment, draft.county_id)
    if not text.strip():
        raise refused(_("批注不能为空"))
    if change and change not in bridge.sheet_of(current(draft)).taken:
        raise refused(_("方案里没有变更 {change}").format(change=change), change=change)
    made = Comment.objects.create(draft=draft, change=change, text=text.strip(), by_id=by.pk, at=at)
    act.record("commented", draft, comment=made.pk, change=change)
    return draft


@transaction.atomic
def resolve(*, comment_id: int, by: Actor, at: datetime, once: UUID) -> Draft:
    """Tick a remark off (批注已处理); once it is resolved it stays as it is.

    Raises `Comment.DoesNotExist` unless its plan is seen.
    """
    act = Act(by, at, once)
    seen = Draft.objects.visible_to(by)
    remark = Comment.objects.select_for_update().get(pk=comment_id, draft__in=seen)
    draft = act.opened(remark.draft_id)
    if act.done or remark.resolved_by_id is not None:
        return draft
    act.allowed(may_comment, draft.county_id)
    remark.resolved_by_id, remark.resolved_at = by.pk, at
    remark.save(update_fields=["resolved_by", "resolved_at"])
    act.record("resolved", draft, comment=remark.pk, change=remark.change)
    return draft
