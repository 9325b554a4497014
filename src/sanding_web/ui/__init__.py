"""Ui (界面): templates and parts every room shares, the one look, refusals as pages, help."""
