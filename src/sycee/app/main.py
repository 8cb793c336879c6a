"""The command `sycee`: what an operator, an engineer and a customer at a terminal can do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import Any

import uvloop

from sycee.app import cities, commands, eod, events, features, keeping, keys, models
from sycee.app.logs import set_up_logs
from sycee.app.scaffold import EFFECTS
from sycee.channels.cli import complain
from sycee.guard.privacy import SUITES
from sycee.guard.staff import RIGHTS
from sycee.kit.db import Outdated, Unusable
from sycee.kit.errors import Refusal

Command = Callable[[argparse.Namespace], Coroutine[Any, Any, int]]


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit status. What cannot be done is said in one sentence on stderr."""
    given = _parser().parse_args(argv)
    set_up_logs(verbose=given.verbose)
    run: Command = given.run
    try:
        status = uvloop.run(run(given))
    except (Unusable, Outdated) as no:
        complain(no)
        status = 1
    except Refusal as no:
        complain(f"{no.sentence('zh')}\n{no.sentence('en')}")
        status = 1
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:  # whoever reads us, such as `head`, has had enough
        sys.stdout = None
        status = 0
    return status


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser("sycee", description="An open digital bank: one app is one bank.")
    top.add_argument("--verbose", action="store_true", help="log every call")
    sub = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, help_: str) -> argparse.ArgumentParser:
        added = sub.add_parser(name, help=help_, description=help_)
        added.set_defaults(run=run)
        return added

    demo = command("demo", commands.demo, "a living bank: database, a city of people, the app in the browser")
    demo.add_argument("--people", type=int, default=300)
    demo.add_argument("--years", type=int, default=10)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--speed", type=_speed, default=1, metavar="N", help="run the bank's clock N times as fast")
    served = command("serve", commands.serve, "serve the app and the API")
    served.add_argument("--only", action="store_true", help="leave jobs and the readers of facts to `sycee work`")
    command("work", commands.work, "do the jobs and bring facts to their readers")
    command("migrate", commands.migrate_database, "bring the database up to this version")
    _keeping(command)
    closed = command("eod", eod.eod, "close every day that is over: interest, and the statements of a month")
    closed.add_argument("--day", type=date.fromisoformat, help="up to and with which day; else the last that is over")
    _keys(command)
    _brain(command, sub)
    command("doctor", commands.doctor, "what this bank runs on, and whether it is safe")
    _verify(command("ledger", commands.ledger_verify, "the ledger's own proofs"))
    _verify(command("audit", commands.audit_verify, "the record's own proofs"))
    listed = command("catalog", commands.catalog, "every verb of the bank")
    listed.add_argument("--json", action="store_true")
    called = command("call", commands.call_verb, "call a verb as the person who is signed in here")
    called.add_argument("name")
    called.add_argument("--json", default="{}", help="the ask")
    called.add_argument("--key", help="idempotency key; a fresh one where none is given")
    called.add_argument("--lang", choices=("zh", "en"), default="zh")
    assistant = command("mcp", commands.assistant, "serve an assistant over stdio: it reads, and proposes")
    assistant.add_argument("--lang", choices=("zh", "en"), default="zh")
    signed = command("sign-in", commands.sign_in, "sign in on this machine")
    signed.add_argument("--phone")
    signed.add_argument("--password", help="asked for where it is not given")
    command("sign-out", commands.sign_out, "end the session of this machine")
    brought = command("bring", commands.bring, "read statement files of other banks and wallets")
    brought.add_argument("files", nargs="+", metavar="FILE")
    brought.add_argument("--json", action="store_true", help="one object per file and line")
    brought.add_argument("--password", default="", help="of archives that have one")
    brought.add_argument("--as", dest="owner", metavar="CUSTOMER", help="phone number of the owner")
    _city(command("city", commands.city, "make a simulated city in an empty bank, or write one to files"))
    _for_engineers(command)
    members = sub.add_parser("staff", help="take members of staff on, and end their access").add_subparsers(
        required=True, metavar="WHAT"
    )
    added = members.add_parser("add", help="take somebody on; password and authenticator are shown once")
    added.set_defaults(run=commands.staff_add)
    added.add_argument("login")
    added.add_argument("name")
    added.add_argument("--rights", nargs="+", choices=tuple(RIGHTS), required=True)
    revoked = members.add_parser("revoke", help="end somebody's access at once")
    revoked.set_defaults(run=commands.staff_revoke)
    revoked.add_argument("login")
    return top


def _city(made: argparse.ArgumentParser) -> None:
    made.add_argument("--people", type=int, default=300)
    made.add_argument("--years", type=int, default=10)
    made.add_argument("--seed", type=int, default=1)
    more = made.add_subparsers(metavar="WHAT")
    exported = more.add_parser("export", help="write a city to a folder as Parquet, its truth beside it; needs no bank")
    exported.set_defaults(run=cities.export)
    exported.add_argument("--to", required=True, metavar="DIR")
    exported.add_argument("--people", type=int, help="that of this SYCEE_HOME where it is not given")
    exported.add_argument("--years", type=int, default=10)
    exported.add_argument("--seed", type=int, default=1)
    exported.add_argument("--until", type=date.fromisoformat, help="the last day; else yesterday")
    exported.add_argument("--processes", type=cities.processes, default=1, metavar="N")
    _load(more)


def _load(more: Any) -> None:
    loaded = more.add_parser("load", help="have the city's people call this home's running server, at a rate")
    loaded.set_defaults(run=cities.load)
    loaded.add_argument("--rate", type=cities.rate, required=True, metavar="R", help="calls a second, by chance")
    loaded.add_argument("--seconds", type=cities.rate, default=10, metavar="S")
    loaded.add_argument("--callers", type=int, default=60, metavar="N", help="how many people come")
    loaded.add_argument("--seed", type=int, default=1)


def _speed(written: str) -> float:
    speed = float(written)
    if not 1 <= speed <= 10_000:
        raise argparse.ArgumentTypeError("from 1 to 10000")
    return speed


def _keeping(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    kept = command("backup", keeping.backup, "copy the bank while it works, and keep its log from then on")
    kept.add_argument("folder", metavar="DIR", help="outside SYCEE_HOME, best on another disk")
    back = command("restore", keeping.restore, "bring a bank back from a backup, into a SYCEE_HOME where none is")
    back.add_argument("folder", metavar="DIR", help="what `sycee backup` was given")
    back.add_argument("--at", metavar="INSTANT", help="as it was then, such as 2026-10-05T12:00:00+08:00")
    back.add_argument("--keys", metavar="FILE", help="your copy of the bank's keys/vault.json")


def _keys(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    held = command("keys", keys.keys, "the keys that seal personal data, and making a new one")
    held.add_argument("what", nargs="?", choices=("list", "rotate", "bind", "sign"), default="list")
    held.add_argument("--suite", choices=tuple(SUITES), default="aes-256-gcm", help="what the new key seals with")


def _brain(command: Callable[[str, Command, str], argparse.ArgumentParser], sub: Any) -> None:
    _models(command)
    _events(command)
    _features(sub)


def _models(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    learned = command("model", models.models, "what was learned: its versions, learning anew, and the way back")
    learned.add_argument("what", nargs="?", choices=("list", "train", "roll-back", "card"), default="list")
    learned.add_argument("kind", nargs="?", default="recommend.home", help="which of the things that are learned")
    learned.add_argument("--number", type=int, help="of which version the card is")


def _events(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    past = command("events", events.events, "the history of events: its days, and reading them back")
    past.add_argument("what", nargs="?", choices=("list", "replay"), default="list")
    past.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="the first day to read back")
    past.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="the last")


def _features(sub: Any) -> None:
    made = sub.add_parser("features", help="what is computed of customers from events, and a table of it to learn from")
    what = made.add_subparsers(required=True, metavar="WHAT")
    what.add_parser("list", help="every feature: over which days, by what").set_defaults(run=features.listed)
    written = what.add_parser("write", help="customers' features as they were known at instants, as a Parquet file")
    written.set_defaults(run=features.written)
    written.add_argument("--at", type=features.instant, nargs="+", required=True, metavar="INSTANT")
    written.add_argument("--to", type=Path, required=True, metavar="FILE")


def _for_engineers(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    new = command("new", commands.new, "begin a new verb with its test, in a checkout: sycee new core.transfer.NAME")
    new.add_argument("verb", metavar="FLOOR.MODULE.NAME")
    new.add_argument("--effect", choices=EFFECTS, help="money in core.transfer and read elsewhere, unless given")
    new.add_argument("--zh", default="", help="its title in Chinese")
    new.add_argument("--en", default="", help="its title in English")
    client = command("client", commands.client, "generate the TypeScript client from the catalog")
    client.add_argument("file", nargs="?", help="where to write it; stdout where none is given")
    client.add_argument("--site", choices=("http", "staff"), default="http", help="whose verbs: customers' or staff's")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("verify",))


if __name__ == "__main__":
    sys.exit(main())
