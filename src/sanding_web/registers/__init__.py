"""Registers (台账): revisions of a county's register, kept by content and never changed."""
