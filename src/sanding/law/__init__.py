"""The law as data (法定数值): every figure with its date, unit, instrument and article.

Figures stand in TOML files beside this one, one file a subject, their titles in
`titles.toml`; a value holds from its `since`
until a later one of the same area. An overlay (省、市、县的补充规定) adds values for a narrower
area, raises or lowers a rule, and gives the approval route of its province; the narrowest area in
force wins. `Law.on(day, area)` is the law of one day in one place: a rule asks it for figures by
name and never holds a number itself. What was published about the pilots is a claim and never
stands here. A figure that is not in force, or not set for the place, raises `NotInForce`: the rule
that asked is then listed as not judged, with the reason.
"""

from sanding.law.figures import Dated, Figure, InForce, Law, NotInForce
from sanding.law.reading import law_of, national_law, read_overlay
from sanding.law.titles import title_of

__all__ = [
    "Dated",
    "Figure",
    "InForce",
    "Law",
    "NotInForce",
    "law_of",
    "national_law",
    "read_overlay",
    "title_of",
]
