"""What kind of device a browser says that it is, in words. The header itself goes no further than this."""

from __future__ import annotations

from functools import lru_cache

# The first that is named is it: browsers name those that they descend from as well.
_BROWSERS = (
    ("MicroMessenger/", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("HuaweiBrowser/", "Huawei Browser"), ("MiuiBrowser/", "Mi Browser"), ("UCBrowser/", "UC Browser"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ("curl/", "curl"), ("python-", "Python"), ("Python/", "Python"), ("okhttp/", "okhttp"),
)  # fmt: skip
_HANDHELD = ("iPhone", "iPad", "HarmonyOS", "Android")
_DESKS = (("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("Linux", "Linux"))
_LONGEST = 512


@lru_cache(maxsize=256)
def agent_of(header: str) -> str:
    """`Chrome · Windows`, `iPhone · Safari`; nothing for what does not say what it is."""
    said = header[:_LONGEST]
    browser = next((name for mark, name in _BROWSERS if mark in said), "")
    if "OpenHarmony" in said:
        return _joined("HarmonyOS", browser)
    for device in _HANDHELD:
        if device in said:
            return _joined(device, browser)
    return _joined(browser, next((name for mark, name in _DESKS if mark in said), ""))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
