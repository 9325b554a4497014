"""Every rule, listed by hand."""

from __future__ import annotations

from sanding.rules.plan import pln_006_collective_decision
from sanding.rules.register import reg_001_approval_document, reg_002_people_within_posts
from sanding.rules.rule import Rule

CATALOGUE: tuple[Rule, ...] = (
    reg_001_approval_document.RULE,
    reg_002_people_within_posts.RULE,
    pln_006_collective_decision.RULE,
)
RULES: dict[str, Rule] = {rule.code: rule for rule in CATALOGUE}
