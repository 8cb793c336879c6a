"""Where weights lie: one file per version in a folder of the bank's home, written whole or not at all."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


class Damaged(Exception):
    """A version's file is missing, is not what was written, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Models:
    """The folder, and what of it this process has read: a version never changes, so it is read once."""

    folder: Path
    read: dict[tuple[str, int], Arrays] = field(default_factory=dict)
    told: set[tuple[str, int]] = field(default_factory=set)

    def write(self, kind: str, number: int, arrays: Arrays) -> bytes:
        """Keep a version's weights; returns the digest by which they are known again."""
        written = io.BytesIO()
        np.savez(written, allow_pickle=False, **dict(arrays))
        path = self._path(kind, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.write(written.getvalue())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        return hashlib.sha256(written.getvalue()).digest()

    def tell(self, kind: str, number: int, document: str) -> None:
        """Keep a version's card, to be read by people, beside its weights."""
        path = self._path(kind, number).with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document, encoding="utf-8")

    def document(self, kind: str, number: int) -> str | None:
        """A version's card as people read it; None where it was kept without one."""
        path = self._path(kind, number).with_suffix(".md")
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def load(self, kind: str, number: int, digest: bytes) -> Arrays:
        """A version's weights; raises Damaged where they are not those that were written."""
        known = self.read.get((kind, number))
        if known is not None:
            return known
        try:
            held = self._path(kind, number).read_bytes()
            if hashlib.sha256(held).digest() != digest:
                raise Damaged(f"{kind} {number} is not what was written")
            with np.load(io.BytesIO(held), allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
        except (OSError, ValueError) as wrong:
            raise Damaged(f"{kind} {number} cannot be read") from wrong
        self.read[kind, number] = arrays
        return arrays

    def _path(self, kind: str, number: int) -> Path:
        return self.folder / kind / f"{number}.npz"
