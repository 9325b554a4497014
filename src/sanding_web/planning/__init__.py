"""Planning (方案): drafts of plans, their versions, review change by change, approval, applying."""
