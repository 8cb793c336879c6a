"""What goes wrong without anybody's ill will: charged twice, sent to the wrong person, sent ten times as much."""

from __future__ import annotations

import numpy as np

from sycee.city._calendar import DAY_US, SECOND_US, Ints
from sycee.city._purposes import PURPOSE
from sycee.city._scene import Scene, Transfers

_TWICE, _ASTRAY, _TENFOLD = 0.0008, 0.004, 0.0015
"""Part of purchases charged twice; of transfers among people sent to another, or with a nought too many."""
_GIVEN_BACK = 0.8
_SENT = [PURPOSE[name] for name in ("share", "household", "support", "lent", "repaid")]


def go_wrong(scene: Scene, lived: Transfers, rng: np.random.Generator) -> None:
    """Add mishaps to what a quarter has lived."""
    people = len(scene.people)
    bought = (lived.source < people) & (lived.target >= scene.firm_base) & (lived.source_text >= 0)
    _charged_twice(scene, lived.only(bought & (rng.random(len(bought)) < _TWICE)), rng)
    sent = (lived.source < people) & (lived.target < people) & np.isin(lived.purpose, _SENT)
    chance = rng.random(len(sent))
    if people > 2:
        _sent_astray(scene, lived.only(sent & (chance < _ASTRAY)), rng)
    _sent_tenfold(scene, lived.only(sent & (chance > 1 - _TENFOLD)), rng)


def _day(scene: Scene, at: int) -> int:
    return scene.calendar.when(at)[0]


def _charged_twice(scene: Scene, paid: Transfers, rng: np.random.Generator) -> None:
    """The same again within seconds. Most of it is noticed, and comes back."""
    texts = scene.texts.all()
    for n in range(len(paid.at)):
        seat, firm = int(paid.source[n]), int(paid.target[n])
        at = int(paid.at[n]) + int(rng.integers(2, 90)) * SECOND_US
        back = at + int(rng.uniform(0.05, 9) * DAY_US)
        noticed = bool(rng.random() < _GIVEN_BACK) and back < scene.calendar.end
        if at >= scene.calendar.end:
            continue
        known = _day(scene, back) if noticed else None
        case = scene.goes_wrong("duplicate", seat, _day(scene, at), known, firm - scene.firm_base)
        text, amount = int(paid.source_text[n]), int(paid.amount[n])
        meant = np.asarray(paid.purpose[n])
        scene.flows.add(seat, firm, np.array([at]), amount, source_text=text, purpose=meant, case=case)
        if noticed:
            text = scene.texts.number("refund", texts[text][1], str(rng.choice(("重复扣款退回", "交易冲正", "退款"))))
            scene.flows.add(firm, seat, np.array([back]), amount, target_text=text, purpose="refund", case=case)


def _sent_astray(scene: Scene, meant: Transfers, rng: np.random.Generator) -> None:
    """It goes to somebody else first; whoever gets it by mistake mostly sends it back."""
    for n in range(len(meant.at)):
        payer, at = scene.people[int(meant.source[n])], int(meant.at[n]) - int(rng.integers(60, 900)) * SECOND_US
        told = (payer.seat, int(meant.target[n]))
        others = [p for p in scene.people if p.opened < at and p.seat not in told and not p.sketch.loyal]
        if not others or at <= payer.opened or payer.sketch.loyal:
            continue
        alike = [p for p in others if p.name[0] == scene.people[int(meant.target[n])].name[0]] or others
        _sent_wrong(scene, "wrong_payee", (payer.seat, alike[int(rng.integers(len(alike)))].seat), at,
                    int(meant.amount[n]), int(meant.amount[n]), rng)  # fmt: skip


def _sent_tenfold(scene: Scene, meant: Transfers, rng: np.random.Generator) -> None:
    """The same again with a nought too many; the difference comes back."""
    for n in range(len(meant.at)):
        fen, at = int(meant.amount[n]), int(meant.at[n]) + int(rng.integers(60, 900)) * SECOND_US
        if fen * 10 <= 2_000_000 and at < scene.calendar.end:
            seats = int(meant.source[n]), int(meant.target[n])
            _sent_wrong(scene, "wrong_amount", seats, at, fen * 10, fen * 9, rng)


def _sent_wrong(
    scene: Scene, what: str, seats: tuple[int, int], at: int, fen: int, owed: int, rng: np.random.Generator
) -> None:
    payer, payee = (scene.people[seat] for seat in seats)
    back = at + int(rng.uniform(0.01, 4) * DAY_US)
    returned = bool(rng.random() < _GIVEN_BACK) and back < scene.calendar.end
    # The payer knows on the same day, whether it comes back or not.
    case = scene.goes_wrong(what, payer.seat, _day(scene, at), _day(scene, at))
    out, got = (scene.texts.number("transfer", p.name, "") for p in (payee, payer))
    scene.flows.add(payer.seat, payee.seat, _one(at), fen, out, got, purpose="astray", case=case)
    if returned:
        memo = str(rng.choice(("转错了，退你", "退回", "多转了")))
        out, got = (scene.texts.number("transfer", p.name, memo) for p in (payer, payee))
        scene.flows.add(payee.seat, payer.seat, _one(back), owed, out, got, purpose="returned", case=case)


def _one(at: int) -> Ints:
    return np.array([at])
