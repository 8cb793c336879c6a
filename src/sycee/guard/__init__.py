"""The guard: in the path of every call, not beside it."""
