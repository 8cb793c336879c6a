"""核验银锭银行的回单，无需联系银行 · Check a receipt of a Sycee bank, without the bank.

It needs Python 3.11 or newer and `cryptography`, and nothing of Sycee. Exit status 0: all of it holds; 1: it does not.
docs/receipts.md says what each field means.
"""

import argparse
import base64
import hashlib
import json
import sys
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SUITES = {
    "ed25519-sha256": lambda key, message, signed: Ed25519PublicKey.from_public_bytes(key).verify(signed, message),
    "es256-sha256": lambda key, message, signed: EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key).verify(
        signed, message, ECDSA(hashes.SHA256())
    ),
}
FACTORS = {"passkey": "通行密钥", "key": "设备密钥", "sms": "短信验证码", "mandate": "事先授权", "session": "登录即可"}
BAD = (OSError, KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError)
"""What comes of a file that is no receipt."""
Keys = dict[str, tuple[str, bytes]]


class Broken(Exception):
    """What does not hold, in Chinese and English."""


def need(holds: Any, what: str) -> None:
    if not holds:
        raise Broken(what)


def only(found: Any, fields: str) -> Any:
    need(set(found) == set(fields.split()), "字段缺少或多余 · a field is missing or one too many")
    return found


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    need(len(dict(pairs)) == len(pairs), "有重复的字段 · a field stands twice")
    return dict(pairs)


def read(text: str | bytes) -> Any:
    return json.loads(text, object_pairs_hook=once)


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def unhex(text: str) -> bytes:
    need(bytes.fromhex(text).hex() == text, "写法被改动 · not written as the bank writes it")
    return bytes.fromhex(text)


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unb64(text: str) -> bytes:
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(b64(raw) == text, "写法被改动 · not written as a browser writes it")
    return raw


def signed(key: tuple[str, bytes], message: bytes, signature: str, what: str) -> None:
    need(key[0] in SUITES, f"不认识的算法 · not a suite that is known here: {key[0]}")
    try:
        SUITES[key[0]](key[1], message, unhex(signature))
    except (InvalidSignature, ValueError):
        raise Broken(f"签名无效 · a signature does not hold: {what}") from None


def by_bank(keys: Keys, domain: bytes, part: Any, what: str) -> Any:
    only(part, "text signed_by signature")
    signed(keys[part["signed_by"]], domain + part["text"].encode(), part["signature"], what)
    return read(part["text"])


def check_keys(receipt: Any, trusted: Keys | None) -> Keys:
    """The bank's keys, exactly those that are used; where the bank's own list is given, as they are there."""
    listed, parts = receipt["bank_keys"], (receipt["statement"], receipt["seal"], receipt["certificate"])
    keys = {only(key, "id suite public")["id"]: (key["suite"], unhex(key["public"])) for key in listed}
    used = len(keys) == len(listed) and set(keys) == {part["signed_by"] for part in parts if part}
    need(used, "银行公钥缺少或多余 · a bank key is missing or one too many")
    known = trusted is None or all(trusted.get(name) == key for name, key in keys.items())
    need(known, "不是银行公布的公钥 · not a key that the bank has published")
    return keys


def check_seal(keys: Keys, seal: Any, said: Any) -> None:
    head = sha(unhex(only(seal, "heads before signed_by signature")["before"]), seal["heads"].encode())
    signed(keys[seal["signed_by"]], head, seal["signature"], "封存 · the seal")
    batch, link = {slot: (batch, link) for slot, batch, link in read(seal["heads"])}.get(said["slot"], (0, ""))
    covers = batch > said["batch"] or (batch, link) == (said["batch"], said["link"])
    need(covers and head.hex() == said["seal"]["head"], "封存不含这笔记录 · the seal is not over this record")


def check_proof(proof: Any, held: Any, said: Any, subject: int) -> None:
    """The customer's own signature, under a certificate that stood at that moment."""
    at, revoked = datetime.fromisoformat(said["confirmed_at"]), said["certificate"]["revoked_at"]
    mine = (held["serial"], held["subject"], held["suite"]) == (said["certificate"]["serial"], subject, proof["suite"])
    need(mine, "证书不是这次签名的 · the certificate is not this signature's")
    good = datetime.fromisoformat(held["not_before"]) <= at < datetime.fromisoformat(held["not_after"])
    need(good, "签名时证书不在有效期 · the certificate was not good at that time")
    stood = revoked is None or at < datetime.fromisoformat(revoked)
    need(stood, "签名时证书已吊销 · the certificate had been revoked by then")
    message = b"sycee:proposal:v1\0" + unhex(said["digest"])
    if held["rp"]:  # a passkey, which signs what its browser says that it was asked
        client, data = unb64(proof["client_data"]), unb64(proof["authenticator_data"])
        asked = (read(client)["type"], read(client)["challenge"])
        need(asked == ("webauthn.get", b64(sha(message))), "签的是另一笔 · what was signed is something else")
        need(data[:32] == sha(held["rp"].encode()) and data[32] & 5 == 5, "未验证本人 · nobody was verified")
        message = data + sha(client)
    else:
        need(proof["client_data"] is None and proof["authenticator_data"] is None, "字段多余 · a field is one too many")
    signed((held["suite"], unhex(held["public"])), message, proof["signature"], "客户签名 · the customer's")


def check(text: str, trusted: Keys | None = None) -> list[str]:
    """What the receipt says, line by line, once all of it holds; raises Broken, or one of BAD, where it does not."""
    receipt = only(read(text), "format document proof certificate statement seal bank_keys")
    issued, proof, keys = receipt["certificate"], receipt["proof"], check_keys(receipt, trusted)
    said = by_bank(keys, b"sycee:statement:v1\0", receipt["statement"], "银行证明 · the bank's statement")
    known = (receipt["format"], said["format"]) == ("sycee-receipt-1", "sycee-statement-1")
    document, hashed = read(receipt["document"]), sha(receipt["document"].encode())
    need(known and hashed.hex() == said["document"], "内容与银行证明不符 · the document is not the one that was booked")
    bound = sha(b"sycee:intent:v2\0", hashed, unhex(said["rest"])).hex() == said["digest"]
    need(bound or not said["rest"], "摘要不符 · the digest is of something else")
    check_seal(keys, receipt["seal"], said)
    need((proof is None) == (issued is None) == (said["certificate"] is None), "缺少客户签名 · a signature is missing")
    if issued:
        need(bound, "摘要不符 · the digest is of something else")
        held = by_bank(keys, b"sycee:certificate:v1\0", issued, "证书 · the certificate")
        check_proof(only(proof, "suite signature client_data authenticator_data"), held, said, document["subject"])
    own = said["certificate"] and said["certificate"]["serial"]
    return [
        *(f"  {zh} · {en}: {value}" for zh, en, value in document["shown"]),
        f"  付款人 · Paid by: {said['payer']} ({document['subject']})",
        f"  确认 · Confirmed by: {FACTORS.get(said['factor'], '')} {said['factor']}, {said['confirmed_at'] or '-'}",
        f"  客户证书 · Signed under certificate: {own or '无，由银行证明 · none: the bank says so'}",
        f"  入账 · Booked: {said['booked_at']} ({said['stage']}); 记录 · record {said['slot']}/{said['batch']}",
        f"  封存 · Seal {said['seal']['number']}: {said['seal']['made_at']}",
        *(f"  银行公钥 · Bank key {name}, SHA-256: {sha(key[1]).hex(' ', 2)}" for name, key in keys.items()),
    ]


def main() -> int:
    options = argparse.ArgumentParser(prog="sycee_verify", description=__doc__)
    options.add_argument("receipt", help="the exported file")
    options.add_argument("--bank-key", metavar="FILE", help="what the bank publishes: /.well-known/sycee-keys.json")
    given, trusted = options.parse_args(), None
    try:
        if given.bank_key:
            with open(given.bank_key, encoding="utf-8") as file:
                trusted = {key["id"]: (key["suite"], unhex(key["public"])) for key in json.load(file)["keys"]}
        with open(given.receipt, encoding="utf-8") as file:
            lines = check(file.read(), trusted)
    except (Broken, *BAD) as why:
        print("✗ 回单无效 · This receipt does not hold:", why if isinstance(why, Broken) else f"读不懂 · {why!r}")
        return 1
    print("✓ 回单有效 · This receipt holds", *lines, sep="\n")
    if trusted is None:
        print(
            "请核对指纹 · The key comes from the receipt itself: compare its fingerprint with what the bank publishes."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
