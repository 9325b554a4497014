"""What the screens of the register room show, as plain values.

`counties` lists what an actor reads; `walls` bands the bodies of a revision; `bodies` is one body's
page, with `history` over the revisions; `searches` finds words; `revisions` lists versions and
writes one out. All but names of officers is worked out from the register of a revision, once for
each register kept in memory: a register never changes, and of one content there is one.
"""

from sanding_web.registers.queries.bodies import BodyPage, body_page
from sanding_web.registers.queries.counties import CountyLine, counties
from sanding_web.registers.queries.revisions import RevisionLine, revision_lines, workbook
from sanding_web.registers.queries.searches import Results, search
from sanding_web.registers.queries.walls import Chosen, Wall, bands, chosen, wall_of

__all__ = [
    "BodyPage", "Chosen", "CountyLine", "Results", "RevisionLine", "Wall", "bands", "body_page",
    "chosen", "counties", "revision_lines", "search", "wall_of", "workbook",
]  # fmt: skip
