"""What makes an entry the same entry in another file, so that a second import adds nothing."""

from collections import Counter
from hashlib import blake2b


class Fingerprints:
    """Hands out fingerprints for one file; rows that are alike in everything are numbered in their order."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[object, ...]] = Counter()

    def __call__(self, *identity: object) -> str:
        self._seen[identity] += 1
        said = "\x1f".join(str(part) for part in (*identity, self._seen[identity]))
        return blake2b(said.encode(), digest_size=16).hexdigest()
