"""Accounts (账号): officers, what they hold and until when; rights follow from that alone."""
