"""The least that answers such a call: one Starlette route that reads a struct and writes one."""

from __future__ import annotations

import sys

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class Amount(msgspec.Struct, frozen=True):
    amount: str
    asset: str


class Send(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of a transfer's ask."""

    source: int
    payee: int
    amount: Amount
    memo: str = ""


class Receipt(msgspec.Struct, frozen=True):
    """As much as a transfer answers."""

    transfer: str
    amount: Amount
    fee: Amount
    to: str
    to_tail: str
    from_tail: str
    memo: str
    made_at: str


_ASK, _ANSWER = msgspec.json.Decoder(Send), msgspec.json.Encoder()


async def send(request: Request) -> Response:
    """Read the ask and answer it at once."""
    ask = _ASK.decode(await request.body())
    said = Receipt(
        transfer="01a2b3c4-d5e6-7f80-9a0b-1c2d3e4f5a6b", amount=ask.amount, fee=Amount("0.00", ask.amount.asset),
        to="周文澜", to_tail="1234", from_tail="5678", memo=ask.memo, made_at="2026-01-01T08:00:00.000000Z",
    )  # fmt: skip
    return Response(_ANSWER.encode(said), media_type="application/json")


if __name__ == "__main__":
    uvicorn.run(
        Starlette(routes=[Route("/v1/transfer/send", send, methods=["POST"])]),
        host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False, server_header=False,
    )  # fmt: skip
