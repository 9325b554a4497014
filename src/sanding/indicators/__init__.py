"""Indicators (指标): figures computed from the rows of a register, one file each.

`indicator` says what one is: the rows it counts, so that its value and what it rests on come from
the same rows. `scopes` and `staff` say which bodies and which people a figure is about. Published
figures are claims and stay outside; `study` sets them beside.
"""
