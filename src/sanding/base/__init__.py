"""Ground everything stands on: words, errors, codes.

Nothing here knows of registers or plans. Errors are facts with the values that explain them; the
text an officer reads is Chinese source text marked with `_`, translated only where it is shown.
"""

from sanding.base.errors import BadInput, Fault, ImpossibleChange, SandingError, UnknownId
from sanding.base.words import _

__all__ = ["BadInput", "Fault", "ImpossibleChange", "SandingError", "UnknownId", "_"]
