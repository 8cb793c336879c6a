"""The database, step by step: NNNN_slug/up.sql and why.md. Forward only."""
