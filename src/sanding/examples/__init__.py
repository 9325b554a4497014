"""The example counties, Fushan 浮山 and Hequ 河曲, built from committed source tables.

`source` reads `examples/counties`: common rows, the county's own, published figures. `structure`
derives by rule what no source table says: positions of leaders and the division of labour.
`people` draws one synthetic person per committed place, by `chance` that is the same on every
machine. `build` puts them together. Every total is a sum of committed rows; no generator reads
a published figure.
"""

from sanding.examples.build import DAY, example, example_plan
from sanding.examples.source import COUNTIES, home

__all__ = ["COUNTIES", "DAY", "example", "example_plan", "home"]
