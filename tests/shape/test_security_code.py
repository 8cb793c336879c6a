"""What can be seen in the code itself: its primitives, where secrets come from, what it never asks or calls."""

from __future__ import annotations

import ast
import json
import math
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sycee.app.wiring import declare
from sycee.guard.privacy import open_vault

ROOT = Path(__file__).parents[2]
PRODUCT = sorted((ROOT / "src").rglob("*.py"))
CATALOG = declare()

PRIMITIVES = {
    "hashlib": {"sha256", "file_digest", "blake2b"},
    "AEAD": {"AESGCM"}, "ciphers": {"Cipher", "algorithms", "modes", "aead"}, "algorithms": {"SM4"}, "modes": {"GCM"},
    "asymmetric": {"ed25519", "ec", "Ed25519PrivateKey", "Ed25519PublicKey", "EllipticCurvePublicKey", "ECDSA",
                   "SECP256R1"},
    "hashes": {"SHA256"},
}  # fmt: skip
NOT_FOR_SECURITY = {
    "insight/book/_statement/_fingerprint.py": "tells equal rows of a statement apart, and keeps nothing"
}
"""Where a hash is used that is not on the list, and why that is no matter of security."""
SEEDED = ("sycee/city/", "sycee/brain/recommend/")
"""Where chance is drawn from a seed: in the simulated city, and where what is learned and shown must come out alike
when it is gone through again; nothing that is learned makes a secret."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in PRODUCT:
        yield path.relative_to(ROOT / "src").as_posix(), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Module and name of each import, the module alone where no name is taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", name.name) for name in node.names)
        elif isinstance(node, ast.Import):
            yield from ((name.name, "") for name in node.names)


def used(tree: ast.Module, of: str) -> set[str]:
    """What is used of an imported name: `algorithms.SM4` → SM4."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == of
    }


def test_no_other_primitive_than_those_on_the_list_is_used() -> None:
    for path, tree in trees():
        for module, name in imports(tree):
            if module == "hashlib" and name:
                assert name in PRIMITIVES["hashlib"], path
                assert name != "blake2b" or path.removeprefix("sycee/") in NOT_FOR_SECURITY, path
            if module.startswith("cryptography.hazmat"):
                allowed = {
                    "hashes",
                    "serialization",
                    *PRIMITIVES["AEAD"],
                    *PRIMITIVES["ciphers"],
                    *PRIMITIVES["asymmetric"],
                }
                assert name in allowed | PRIMITIVES["hashes"] | {"Encoding", "PublicFormat"}, f"{path}: {name}"
        assert used(tree, "hashlib") <= PRIMITIVES["hashlib"], path
        assert used(tree, "algorithms") <= PRIMITIVES["algorithms"], path
        assert used(tree, "modes") <= PRIMITIVES["modes"], path
        assert used(tree, "hashes") <= PRIMITIVES["hashes"] | {"HashAlgorithm"}, path
    text = "".join(path.read_text("utf-8") for path in PRODUCT).lower()
    for bad in ("md5", "sha1(", "modes.ecb", "modes.cbc", "arc4", "tripledes", "verify=false", "cert_none"):
        assert bad not in text, bad


def test_secrets_come_from_the_systems_own_chance() -> None:
    for path, tree in trees():
        if path.startswith(SEEDED):
            continue
        for module, _ in imports(tree):
            assert module != "random", path
            assert not module.startswith("numpy.random"), path
        assert "random" not in used(tree, "np"), path


def test_the_bank_calls_nobody_outside() -> None:
    """Third parties are ports whose simulators are in this house: there is no address to be led astray to (SSRF)."""
    clients = (
        "urllib.request",
        "http.client",
        "httpx",
        "requests",
        "aiohttp",
        "urllib3",
        "ftplib",
        "smtplib",
        "telnetlib",
    )
    found = {(path, module) for path, tree in trees() for module, _ in imports(tree) if module.startswith(clients)}

    assert found == set()


def test_no_verb_asks_a_question_whose_answer_others_know() -> None:
    words = re.compile(r"question|hint|maiden|mother|pet_name|birthplace|first_school|密保|提示问题")
    for verb in CATALOG:
        fields = " ".join(field for field in verb.ask.__struct_fields__)
        assert not words.search(fields), verb.name
        assert not words.search(verb.title.zh + verb.title.en.lower()), verb.name


PUBLIC = {
    "city.clerks": "the demo alone has it",
    "city.people": "the demo alone has it",
    "city.phone": "the demo alone has it",
    "join.code": "sends a code to a phone",
    "join.prove": "says whether that was the code",
    "join.document": "reads a document, for who has the phone",
    "join.finish": "makes a customer of who has the phone and a document",
    "password.forgot": "sends a code to a phone",
    "password.reset": "a phone's code, the document's number, and a passkey or a face",
    "session.start": "password",
    "session.start_passkey": "passkey",
    "session.ask_passkey": "what a passkey is to sign",
    "staff.start": "password and authenticator",
    "statement.verify": "nobody in: it says what stands on a document, to whoever holds its code",
}
"""Every verb that needs no session, and by what it lets in. A way round the second factor would stand here."""


def test_every_verb_without_a_session_is_known_by_name() -> None:
    public = {verb.name for verb in CATALOG if verb.access == "public"}

    assert public <= set(PUBLIC), (
        "say here what it lets in, and by which proof: recovery never goes round a second factor"
    )
    signing_in = {verb.name for verb in CATALOG if verb.signs == "in"}
    assert signing_in <= set(PUBLIC)


def test_no_verb_of_staff_moves_money_raises_a_limit_or_sets_a_secret() -> None:
    # The preview changes nothing: it is a write so that the reason is kept before anything is shown.
    may = {"customer.reveal", "customer.reset", "model.preview", "staff.start", "staff.end"}
    acting = {verb.name for verb in CATALOG if "staff" in verb.channels and verb.effect != "read"}

    assert acting == may, "what staff do to customers' money, limits or data needs a second member who agrees"
    assert not {verb.name for verb in CATALOG if "staff" in verb.channels and verb.effect == "money"}


def test_every_key_in_the_key_file_is_in_the_inventory(tmp_path: Path) -> None:
    inventory = tomllib.loads((ROOT / "docs/security/keys.toml").read_text("utf-8"))["key"]
    open_vault(tmp_path / "vault.json")
    made = json.loads((tmp_path / "vault.json").read_text())
    secret = {
        name for name, value in made.items() if isinstance(value, dict) or re.fullmatch(r"[0-9a-f]{64}", str(value))
    }
    in_the_file = {key["name"] for key in inventory if key["where"].startswith("keys/vault.json")}

    assert secret - {"signed_before"} == in_the_file
    assert all(key[part] for key in inventory for part in ("name", "where", "what", "change"))


SECRET = (
    re.compile(r"-----BEGIN (RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{20}"),
    re.compile(r"AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9A-Za-z-]{10,}|sk-[A-Za-z0-9]{32,}"),
    re.compile(r"(?<![0-9a-zA-Z/_+-])[0-9a-f]{64}(?![0-9a-zA-Z])"),
)


def entropy(text: str) -> float:
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def test_no_secret_lies_in_the_repository() -> None:
    listed = subprocess.run(("/usr/bin/env", "git", "ls-files", "-z"), cwd=ROOT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file() or path.suffix in (".png", ".woff2", ".ico", ".wasm", ".zip", ".gz"):
            continue
        text = path.read_text("utf-8", "replace")
        for kind in SECRET:
            found = [match[0] for match in kind.finditer(text) if entropy(match[0]) > 3]
            assert not found, f"{name}: {found[0][:12]}…"


@pytest.mark.parametrize(
    "planted",
    [
        "-----BEGIN PRIVATE KEY-----\n" + "Zm9vYmFyYmF6cXV4" * 3,
        "ghp_" + "aB3xY7kQ9mT2wZ5rL8pN4vC6jH1dF0sGeUiO",
        " " + "9f86d081884c7d65" * 4 + " ",
    ],
)
def test_a_planted_secret_is_found(planted: str) -> None:
    assert any(entropy(match[0]) > 3 for kind in SECRET for match in kind.finditer(planted))
