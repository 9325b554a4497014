"""Plans (方案): typed changes, carried out on a register, with succession and ledger.

`change` says what a change is; each kind has a file of its own and stands in `catalogue`. `edit`
holds the edits they are made of: what refers to a body is asked of the schema, never listed.
`apply` carries a plan out and reverts it, `succession` says who takes over from whom, `ledger`
proves that no post was lost, `diff` compares two registers cell by cell. A change refuses only
what is impossible; whether it may be is said by the rules.
"""

from sanding.plan.apply import Outcome, apply, revert
from sanding.plan.catalogue import CATALOGUE, KINDS
from sanding.plan.change import Applied, Change
from sanding.plan.diff import diff, reversed_diff, with_diff, without_sensitive_cells
from sanding.plan.ledger import Entry, Movement, Scope, ledger
from sanding.plan.plan import Plan
from sanding.plan.succession import Succession

__all__ = [
    "CATALOGUE",
    "KINDS",
    "Applied",
    "Change",
    "Entry",
    "Movement",
    "Outcome",
    "Plan",
    "Scope",
    "Succession",
    "apply",
    "diff",
    "ledger",
    "reversed_diff",
    "revert",
    "with_diff",
    "without_sensitive_cells",
]
