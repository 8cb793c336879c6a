"""Two kinds of error: a `Refusal` is an answer in the customer's words, a `Fault` is our bug, and alone pages."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from sycee.kit.words import Locale, Words, words


class Refusal(Exception):
    """A no that is an answer: a code for machines, a sentence for people, facts for both.

    Declared in the file that raises it. `field` names the part of the ask that is at fault, if one is. Facts carry
    what a screen needs to help (a limit, what is left), never anyone else's data.
    """

    code: ClassVar[str]
    http: ClassVar[int] = 409
    say: ClassVar[Words]
    retry_after_s: ClassVar[int | None] = None
    given_by: ClassVar[Literal["verb", "judge", "till"]] = "verb"
    """Who says it: a verb's own noes are declared with it; the judge's may come to any plan, the till's to a confirmed
    one as well."""
    tells: ClassVar[Any] = None
    """Type of the facts on the wire, for the clients that are generated; None when there are none to rely on."""
    _by_code: ClassVar[dict[str, type[Refusal]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        known = Refusal._by_code.setdefault(cls.code, cls)
        if known.__qualname__ != cls.__qualname__ or known.__module__ != cls.__module__:
            raise TypeError(f"two refusals say {cls.code!r}: {known.__qualname__} and {cls.__qualname__}")

    def __init__(self, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(self.code)
        self.field = field
        self.facts = facts

    def sentence(self, locale: Locale = "zh") -> str:
        """What a person reads."""
        return self.say.say(locale, **self.facts)

    @staticmethod
    def codes() -> dict[str, type[Refusal]]:
        """Every refusal that the bank can give, by code."""
        return dict(Refusal._by_code)


class Fault(Exception):
    """A bug of ours. The caller is told that it is our fault and that nothing was done."""


class NotFound(Refusal):
    code, http = "not_found", 404
    say = words(zh="没有找到", en="There is nothing like that here")


class BadInput(Refusal):
    code, http = "bad_input", 422
    say = words(zh="填写的内容有误", en="Something in what you sent is not right")


class NotSignedIn(Refusal):
    """Nobody's session, or one that is over; `why="stopped"`: another device of its customer's has ended it."""

    code, http = "not_signed_in", 401
    say = words(zh="请先登录", en="Please sign in first")
    _stopped = words(
        zh="您已在另一台设备上退出了这里的登录，请重新登录",
        en="You signed this device out from another one. Please sign in again",
    )

    def sentence(self, locale: Locale = "zh") -> str:
        """What a person reads; one who was signed out from elsewhere is told so."""
        return self._stopped.say(locale) if self.facts.get("why") == "stopped" else super().sentence(locale)


class NotAllowed(Refusal):
    code, http = "not_allowed", 403
    say = words(zh="您没有这项权限", en="You may not do that")


class Busy(Refusal):
    code, http, retry_after_s = "busy", 503, 1
    say = words(zh="现在办理的人较多，请稍后再试；没有扣款", en="We are busy; please try again. Nothing was debited")


class TooMany(Refusal):
    code, http, retry_after_s = "too_many", 429, 60
    say = words(zh="操作太频繁，请稍后再试", en="Too many tries; please wait a while")
