"""The workbench (工作台): the register and the plan in an officer's browser.

Django carries what the core decides: the core (`sanding`) knows no framework, and here every read
starts at `visible_to(actor)` and every write is one function in `actions.py`: atomic, checked,
audited, idempotent, with `at=` as an argument. Views translate HTTP and decide nothing.

Rooms, each an app that sees only those after it: `planning` (the plan room: drafts, review,
approval), `registers` (revisions of a county's register, kept by content), `audit` (append-only,
hash-chained events), `accounts` (officers and what they hold), `ui` (templates, the one look).
Inside an app: `models` data, `access` who sees and who may, `actions` all writes, `queries` what a
screen shows, `bridge` ORM to core; `views` and `urls` translate.
"""
