"""Headers that every response carries, errors as well. Plain ASGI: nothing is buffered."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

REPORTS = "/csp"
"""Where browsers tell what the content policy has stopped."""

# No page of ours has a script or a style in itself, so none needs a nonce: whatever stands in a page does not run.
# Trusted Types: no text becomes code but through the one policy of the app, which knows the app's own worker alone.
_POLICY = (
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types sycee",
    f"report-uri {REPORTS}",
)
# The camera reads codes, the clipboard takes what one copies; whatever else a page may ask a browser for, ours do not.
_NEVER = (
    "accelerometer", "ambient-light-sensor", "autoplay", "bluetooth", "browsing-topics", "clipboard-read",
    "display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
_OURS = ("camera", "clipboard-write", "publickey-credentials-create", "publickey-credentials-get", "web-share")

_SAFE = {
    "strict-transport-security": "max-age=31536000; includeSubDomains",  # browsers skip it on plain http
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "content-security-policy": "; ".join(_POLICY),
    "permissions-policy": ", ".join([f"{name}=()" for name in _NEVER] + [f"{name}=(self)" for name in _OURS]),
}


_RAW = [(name.encode(), value.encode()) for name, value in _SAFE.items()]
_PRIVATE = (b"cache-control", b"no-store")


class SafeHeaders:
    """Adds them to whatever the inner application answers; one that it has set itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        private = scope["path"].startswith("/v1/")

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [h for h in message["headers"] if not (private and h[0] == b"cache-control")]
                named = {name for name, _ in headers}
                headers += [h for h in _RAW if h[0] not in named]
                if private:
                    headers.append(_PRIVATE)
                message["headers"] = headers
            await send(message)

        return await self._app(scope, receive, safely)
