"""Where the city is like a real bank, and where it is not: beside the Czech bank of 1993 to 1998 (PKDD'99, "Berka").

`--berka DIR` is the folder with account.asc, card.asc, client.asc, disp.asc, district.asc, loan.asc and order.asc.
Incomes in that bank are not known: what is paid is compared with the average pay of the account's district; in the city
with the payer's own. Prints a table, and one JSON object as its last line. Nothing is judged: who reads it does.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks._bench import arguments, machine, report, versions
from sycee.city import PURPOSES, City, Quarter, plan_city

_AT = date(1999, 1, 1)
_UNTIL = date(2026, 11, 20)
_WOMEN_FROM_MONTH = 51
_HOUSEHOLD = ("rent", "power", "water", "gas", "estate", "mobile")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """A table of the real bank."""
    with (folder / f"{name}.asc").open(encoding="latin-1", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def of_ages(ages: Sequence[float]) -> dict[str, float]:
    """How old people are."""
    ranked = np.array(ages)
    low, middle, high = np.quantile(ranked, (0.1, 0.5, 0.9))
    return {"age_p10": low, "age_p50": middle, "age_p90": high, "share_60_and_more": float((ranked >= 60).mean())}


def _middle(values: Iterable[float]) -> float:
    known = list(values)
    return float(np.median(known)) if known else float("nan")


# The real bank.


def real(folder: Path) -> dict[str, float]:
    """Its figures."""
    clients, accounts, held = rows(folder, "client"), rows(folder, "account"), rows(folder, "disp")
    orders, loans, cards = rows(folder, "order"), rows(folder, "loan"), rows(folder, "card")
    pay = {d["A1"]: float(d["A11"]) for d in rows(folder, "district")}
    district = {a["account_id"]: a["district_id"] for a in accounts}
    months = [int(c["birth_number"][2:4]) for c in clients]
    ages = [_age(c["birth_number"]) for c in clients]
    of = {d["disp_id"]: d["account_id"] for d in held}
    n = len(accounts)
    return {
        "people": len(clients), "share_women": sum(m >= _WOMEN_FROM_MONTH for m in months) / len(clients),
        **of_ages(ages),
        "accounts_with_a_second_person": sum(d["type"] == "DISPONENT" for d in held) / n,
        "share_with_a_card": len({of[c["disp_id"]] for c in cards}) / n,
        "share_with_a_loan": len({loan["account_id"] for loan in loans}) / n,
        "loan_payment_of_pay": _middle(float(x["payments"]) / pay[district[x["account_id"]]] for x in loans),
        "loan_in_months_of_pay": _middle(float(x["amount"]) / pay[district[x["account_id"]]] for x in loans),
        "loans_gone_bad": sum(x["status"] in "BD" for x in loans) / len(loans),
        **_orders(orders, n, pay, district), **_growth([f"19{a['date'][:2]}" for a in accounts]),
    }  # fmt: skip


def _age(birth: str) -> float:
    year, month, day = 1900 + int(birth[:2]), int(birth[2:4]) % 50, int(birth[4:6])
    return (_AT - date(year, month, day)).days / 365.25


def _orders(
    orders: list[dict[str, str]], accounts: int, pay: dict[str, float], district: dict[str, str]
) -> dict[str, float]:
    kinds: dict[str, set[str]] = defaultdict(set)
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for order in orders:
        kind = {"SIPO": "household", "UVER": "loan", "POJISTNE": "insurance"}.get(order["k_symbol"].strip(), "other")
        kinds[kind].add(order["account_id"])
        sums[kind][order["account_id"]] += float(order["amount"])
    figures = {f"share_paying_{kind}": len(kinds[kind]) / accounts for kind in ("household", "loan", "insurance")}
    for kind in ("household", "insurance"):
        figures[f"{kind}_of_pay"] = _middle(total / pay[district[a]] for a, total in sums[kind].items())
    return figures


def _growth(years: list[str]) -> dict[str, float]:
    """Part of the accounts that were opened in the busiest year, and in the first."""
    opened = Counter(years)
    return {
        "opened_in_first_year": opened[min(opened)] / len(years),
        "opened_in_busiest_year": max(opened.values()) / len(years),
    }


# The city.


def ours(plan: City) -> dict[str, float]:
    """The same figures of the city."""
    ages, women, second = list[float](), 0, 0
    joined, shares, parts = list[str](), Counter[str](), defaultdict[str, list[float]](list)
    for quarter in plan.built():
        ages += [(plan.until - p.born).days / 365.25 for p in quarter.people]
        women += sum(p.sketch.female for p in quarter.people)
        joined += [str(plan.ground.calendar.day(p.joined).year) for p in quarter.people]
        _last_year(quarter, shares, parts)
    n = len(ages)
    return {
        "people": n, "share_women": women / n, **of_ages(ages), "accounts_with_a_second_person": second / n,
        "share_with_a_card": shares["card"] / n, "share_with_a_loan": shares["loan"] / n,
        "loan_payment_of_pay": _middle(parts["loan"]), "loan_in_months_of_pay": float("nan"), "loans_gone_bad": 0.0,
        **{f"share_paying_{kind}": shares[kind] / n for kind in ("household", "loan", "insurance")},
        **{f"{kind}_of_pay": _middle(parts[kind]) for kind in ("household", "insurance")}, **_growth(joined),
    }  # fmt: skip


def _last_year(quarter: Quarter, shares: Counter[str], parts: dict[str, list[float]]) -> None:
    """Who paid what in the last twelve months, and how much of their monthly pay a month of it was."""
    entries, people = quarter.entries, len(quarter.people)
    late = (entries.account < people) & (entries.amount < 0) & (entries.at > entries.at.max() - 365 * 86_400_000_000)
    account, amount, purpose = entries.account[late], -entries.amount[late], quarter.truth.purpose[late]
    pay = np.array([p.pay[-1] for p in quarter.people])
    kinds = {"household": _HOUSEHOLD, "loan": ("mortgage",), "insurance": ("insurance",)}
    for kind, names in kinds.items():
        meant = np.isin(purpose, [PURPOSES.index(name) for name in names])
        total = np.bincount(account[meant], amount[meant], people) / 12
        shares[kind] += int((total > 0).sum())
        parts[kind] += (total[(total > 0) & (pay > 0)] / pay[(total > 0) & (pay > 0)]).tolist()
    by_card = np.array([text[1].startswith(("银联", "(特约)")) or "POS" in text[2] for text in quarter.texts])
    shares["card"] += len(np.unique(account[by_card[entries.text[late]]]))


def main(given: argparse.Namespace) -> None:
    """Both, side by side."""
    bank, city = real(Path(given.berka)), ours(plan_city(given.people, given.years, given.seed, _UNTIL))
    for name in bank:
        print(f"{name:32} {bank[name]:10.3f} {city[name]:10.3f}", file=sys.stderr)
    figures = {f"berka_{k}": v for k, v in bank.items()} | {f"city_{k}": v for k, v in city.items() if v == v}
    report(
        figures, benchmark="city_likeness", people=given.people, years=given.years, seed=given.seed, machine=machine(),
        versions=versions("numpy"),
    )  # fmt: skip


if __name__ == "__main__":
    options = arguments(__doc__)
    options.add_argument("--berka", required=True, metavar="DIR")
    options.add_argument("--people", type=int, default=1_000)
    options.add_argument("--years", type=int, default=6)
    main(options.parse_args())
