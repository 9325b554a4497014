"""All writes of the plan room: atomic, checked, audited, done once.

Each takes `by` (who), `at` (when) and `once` (the mark of the act: a repeat does nothing) and
returns the draft. Raises `DoesNotExist` for what is not seen, `PermissionDenied`, what `states`
says (`IllegalTransition`, `Drifted`), and `BadInput` with a line for the officer in each fault.
`drafting` edits plans, `remarks` are comments, `procedure` is submission, review and approval,
`applying` carries out, reverts and rebases.
"""

from sanding.base import BadInput
from sanding_web.planning.actions.applying import carry_out, rebase, revert
from sanding_web.planning.actions.drafting import (
    begin,
    drop,
    edit,
    move,
    park,
    redo,
    remove,
    take_in,
    undo,
    unpark,
)
from sanding_web.planning.actions.procedure import approve, judge, send_back, submit
from sanding_web.planning.actions.remarks import comment, resolve
from sanding_web.planning.states import Drifted, IllegalTransition

__all__ = [
    "BadInput",
    "Drifted",
    "IllegalTransition",
    "approve",
    "begin",
    "carry_out",
    "comment",
    "drop",
    "edit",
    "judge",
    "move",
    "park",
    "rebase",
    "redo",
    "remove",
    "resolve",
    "revert",
    "send_back",
    "submit",
    "take_in",
    "undo",
    "unpark",
]
