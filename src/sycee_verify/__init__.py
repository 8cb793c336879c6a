"""Checks a receipt of a Sycee bank without the bank. All of it is in `__main__.py`, which may be taken along alone."""
