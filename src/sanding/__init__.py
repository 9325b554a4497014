"""Sanding (三定): a county's institutional reform as data, typed plan and proof."""
