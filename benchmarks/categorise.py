"""What entries were for, told by rules and model, against the truth of people whom training never saw.

The city of one seed trains (`--train` writes the model into the package), that of another tests: other people, shops'
branches, flats, employers and families; brands are those of one country, as brands are. Beside it, in the same run, the
rules alone and the commonest category. With `--statements DIR`, also rows of real statement files whose labels
(categorise_real.json: a hash of the row, and its category) were written before the classifier was run on them.

  accuracy, macro_f1    of rules and model; macro over every category that occurs in the truth
  rules_*, majority_*   the same without the model, and of the commonest category of each direction
  ms_p50                one entry by itself, its text never seen before
  real_accuracy         over the labelled real rows; real_rows: how many those are
"""

from __future__ import annotations

import json
import tempfile
import time
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from benchmarks._bench import arguments, machine, report, versions
from benchmarks._learn_categories import Labelled, learned
from sycee.city import export_city, plan_city
from sycee.insight.book import Unreadable, read_statement
from sycee.insight.category import CODES, MODEL_FILE, NUMBER, decided, model, rule_of
from sycee.kit.time import BANK_ZONE

UNTIL = date(2026, 11, 20)
LABELS = Path(__file__).with_name("categorise_real.json")
_TRAIN_MOST = 120_000


def labelled(people: int, years: int, seed: int, most: int) -> Labelled:
    """Entries of a city's people, of all that it has at most so many, with their true category."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as to:
        export_city(plan_city(people=people, years=years, seed=seed, until=UNTIL), Path(to))
        entries = pq.read_table(Path(to) / "entries").to_pydict()
        truth = pq.read_table(Path(to) / "truth/entries").to_pydict()
    assert entries["seq"] == truth["seq"], "the truth stands row by row beside the entries"
    rows = [n for n, code in enumerate(truth["category"]) if code]
    rng = np.random.default_rng(seed)
    rows = sorted(rng.permutation(rows)[:most].tolist())
    known: dict[tuple[str, str, str], int] = {}
    text = [known.setdefault((entries["kind"][n], entries["party"][n], entries["memo"][n]), len(known)) for n in rows]
    return Labelled(
        list(known), np.array(text), np.array([entries["amount"][n] for n in rows], np.int64),
        np.array([round(entries["at"][n].timestamp() * 1e6) for n in rows], np.int64),
        np.array([NUMBER[truth["category"][n]] for n in rows]),
    )  # fmt: skip


def rules_of(data: Labelled) -> np.ndarray:
    """What the rules say of each entry, and how sure they are."""
    both = np.array([[rule_of(*text, False), rule_of(*text, True)] for text in data.texts])
    return np.asarray(both[data.text, (data.amount > 0).astype(np.int64)])


def told(data: Labelled, rule: np.ndarray) -> np.ndarray:
    """What rules and model say together."""
    letters = np.stack([model().of_text(*text) for text in data.texts])
    return decided(letters[data.text], rule, data.amount, data.at)


def scored(said: np.ndarray, truth: np.ndarray, prefix: str = "") -> dict[str, float]:
    """Accuracy, and the mean of F1 over the categories that occur."""
    f1 = []
    for code in np.unique(truth):
        hit = int(((said == code) & (truth == code)).sum())
        f1.append(2 * hit / (int((said == code).sum()) + int((truth == code).sum())))
    return {f"{prefix}accuracy": float((said == truth).mean()), f"{prefix}macro_f1": float(np.mean(f1))}


def majority(data: Labelled, train: Labelled) -> np.ndarray:
    """The commonest category of each direction."""
    common = [np.bincount(train.code[(train.amount > 0) == inward]).argmax() for inward in (False, True)]
    return np.where(data.amount > 0, common[1], common[0])


def one_by_one(data: Labelled) -> float:
    """Milliseconds for one entry alone, at the median."""
    took = []
    for n in range(min(2000, len(data.texts))):
        kind, party, memo = data.texts[n]
        begun = time.perf_counter()
        letters, rule = model().of_text(kind, f"{party}{n % 7}", memo), rule_of(kind, f"{party}{n % 7}", memo, False)
        decided(letters[None], np.array([rule]), np.array([-2500]), np.array([0]))
        took.append((time.perf_counter() - begun) * 1000)
    return median(took)


def real(folder: Path) -> dict[str, float]:
    """Against rows of real files that were labelled by hand."""
    labels: dict[str, str] = json.loads(LABELS.read_text("utf-8"))
    right = [said == labels[key] for key, said in _of_files(folder) if key in labels]
    return {"real_accuracy": sum(right) / len(right), "real_rows": len(right)} if right else {}


def _of_files(folder: Path) -> Any:
    for file in sorted(folder.iterdir()):
        try:
            rows = read_statement(file.name, file.read_bytes()).rows
        except Unreadable:
            continue
        for row in rows:
            key = f"{row.kind}|{row.counterparty}|{row.text}|{row.amount_minor}"
            rule = rule_of(row.kind, row.counterparty, row.text, row.amount_minor > 0)
            at = round(row.at.replace(tzinfo=BANK_ZONE).timestamp() * 1e6)
            letters = model().of_text(row.kind, row.counterparty, row.text)[None]
            (code,) = decided(letters, np.array([rule]), np.array([row.amount_minor]), np.array([at]))
            yield sha256(key.encode()).hexdigest()[:12], CODES[int(code)]


def main() -> None:
    options = arguments(__doc__)
    options.add_argument("--train", action="store_true", help="learn anew and write the model into the package")
    options.add_argument("--statements", type=Path, help="a folder of real statement files")
    asked = options.parse_args()
    before, began = machine(), datetime.now(UTC)
    people, years = (120, 1) if asked.quick else (400, 3)
    train = labelled(people, years, asked.seed, _TRAIN_MOST)
    if asked.train:
        np.savez_compressed(MODEL_FILE, **learned(train, asked.seed))
        model.cache_clear()
    test = labelled(people // 2, years, asked.seed + 1, _TRAIN_MOST // 2)
    rule = rules_of(test)
    figures = scored(told(test, rule), test.code) | scored(rule // 3, test.code, "rules_")
    figures |= scored(majority(test, train), test.code, "majority_") | {"ms_p50": one_by_one(test)}
    if asked.statements:
        figures |= real(asked.statements)
    report(figures, machine=before, load_after=machine()["load"], seed=asked.seed, versions=versions("numpy"),
           entries=len(test.code), categories=len(np.unique(test.code)), model_bytes=MODEL_FILE.stat().st_size,
           took_s=round((datetime.now(UTC) - began).total_seconds(), 1))  # fmt: skip


if __name__ == "__main__":
    main()
