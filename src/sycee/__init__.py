"""Sycee: an open digital bank. One app is one bank."""
