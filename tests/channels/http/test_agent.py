"""What a browser says of itself becomes words, and nothing else of it is kept."""

from __future__ import annotations

import pytest

from sycee.channels.http._agent import agent_of

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.5 "
    "Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (WINDOWS, "Chrome · Windows"), (IPHONE, "iPhone · Safari"), (WINDOWS + " Edg/141.0", "Edge · Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", "Safari · macOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox · Linux"),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/141.0 Safari/537.36", "Chrome · Linux"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/141.0 Mobile Safari/537.36", "Android · Chrome"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1 HuaweiBrowser/5.0", "HarmonyOS · Huawei Browser"),
        (IPHONE + " MicroMessenger/8.0.60", "iPhone · WeChat"), ("curl/8.5.0", "curl"), ("", ""), ("x" * 9000, ""),
        ("<script>alert(1)</script>", ""),
    ],
)  # fmt: skip
def test_a_device_is_told_in_words(header: str, words: str) -> None:
    assert agent_of(header) == words
