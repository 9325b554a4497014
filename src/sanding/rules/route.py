"""The approval route (审批路径): who proposes, reviews, approves and files each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sanding.base import _
from sanding.law import Law
from sanding.plan import Change, Plan
from sanding.register import Frames, engine_for
from sanding.register.kinds import BodyKind

UNKNOWN = _("没有适用的审批路径，请按省的规定补充")
STEPS = ("proposes", "reviews", "approves", "files")


@dataclass(frozen=True, slots=True)
class Leg:
    """One route a change has to go; `sure` is false where the kind of body is not known.

    `route` has id, title, proposes, reviews, approves, files, instrument, article, certainty, note.
    """

    change: Change
    route: Mapping[str, Any]
    sure: bool = True

    @property
    def plain(self) -> dict[str, Any]:
        """The leg as plain values."""
        kept = ("id", "title", *STEPS, "instrument", "article", "certainty", "note")
        told = {name: self.route.get(name, "") for name in kept}
        told["route"] = told.pop("id")
        return {"change": self.change.id, "kind": self.change.kind, **told, "sure": self.sure}


def route(plan: Plan, law: Law, frames: Frames | None = None) -> list[Leg]:
    """Return the legs of every change in the plan's order, by the routes of the plan's county.

    Without the register the kind of a body is known only if the plan creates it; every route that
    may apply is then listed, not sure. A change without any has the route `unknown`.
    """
    routes = _in_area(law.routes, plan.county)
    kinds = _kinds(frames)
    legs: list[Leg] = []
    for change in plan.changes:
        bodies = set(_bodies(change))
        kinds |= _created(change, kinds)
        of = {kinds.get(one) for one in bodies}
        found = [
            Leg(change, one, sure=None not in of or "bodies" not in one)
            for one in routes
            if _applies(one, change, of)
        ]
        legs += found or [Leg(change, {"id": "unknown", "title": UNKNOWN}, sure=False)]
    return legs


def _in_area(routes: Iterable[Mapping[str, Any]], county: str) -> list[Mapping[str, Any]]:
    """The routes of a county: of one id, that of the narrowest area."""
    best: dict[str, Mapping[str, Any]] = {}
    for one in routes:
        area = str(one.get("area", ""))
        held = best.get(one["id"])
        if county.startswith(area) and (
            held is None or len(str(held.get("area", ""))) <= len(area)
        ):
            best[one["id"]] = one
    return list(best.values())


def _applies(one: Mapping[str, Any], change: Change, of: set[str | None]) -> bool:
    if change.kind not in one["changes"]:
        return False
    posts = getattr(change, "posts", None) or getattr(change, "approved", None)
    if "posts" in one:
        given = posts if isinstance(posts, Mapping) else [getattr(change, "post_kind", None)]
        if not {str(kind) for kind in given} & set(one["posts"]):
            return False
    return "bodies" not in one or None in of or bool(of & set(one["bodies"]))


def _bodies(change: Change) -> Iterable[str]:
    """Ids of the bodies a change is about, and of the plaques it takes down."""
    for name, value in _arguments(change):
        declared = change.__dataclass_fields__[name].metadata
        of_plaque = declared.get("ref") == "plaques" and not declared.get("new")
        if declared.get("ref") == "bodies" or of_plaque:
            yield from value if isinstance(value, tuple) else (value,)


def _arguments(change: Change) -> Iterable[tuple[str, Any]]:
    for name in change.__dataclass_fields__:
        value = getattr(change, name)
        if value is not None:
            yield name, value


def _created(change: Change, kinds: Mapping[str, str]) -> dict[str, str]:
    """Kinds of the bodies a change sets up."""
    told = getattr(change, "body_kind", None)
    fresh = [
        value
        for name, value in _arguments(change)
        if change.__dataclass_fields__[name].metadata.get("new") and isinstance(value, str)
        and change.__dataclass_fields__[name].metadata.get("ref") == "bodies"
    ]  # fmt: skip
    if isinstance(told, BodyKind):
        return {one: str(told) for one in fresh}
    heirs = {kinds[one] for one in _bodies(change) if one in kinds}
    return {one: heirs.copy().pop() for one in fresh} if len(heirs) == 1 else {}


def _kinds(frames: Frames | None) -> dict[str, str]:
    if frames is None:
        return {}
    bodies = frames["bodies"].select("id", pl.col("kind").cast(pl.String))
    hosts = bodies.rename({"id": "body"})
    plaques = frames["plaques"].join(hosts, on="body", suffix="_host").select("id", "kind_host")
    kinds = pl.concat([bodies, plaques.rename({"kind_host": "kind"})]).collect(
        engine=engine_for(frames)
    )
    return dict(kinds.iter_rows())
