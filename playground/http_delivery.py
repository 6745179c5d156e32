"""Signed HTTP: the app's request URLs, called as Slack calls them."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp

from playground.delivery import PATIENCE, Parcel, Receipt, Sort, Status
from playground.manifest import Manifest

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """Return Slack's `v0` signature of a body: HMAC-SHA256 of `v0:timestamp:body`."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpDelivery:
    """Calls the manifest's URLs; `skew` (seconds) makes the timestamp wrong, for tests of the guard."""

    def __init__(self, manifest: Manifest, signing_secret: str) -> None:
        self._manifest = manifest
        self._secret = signing_secret
        self._client: aiohttp.ClientSession | None = None
        self.patience = PATIENCE
        self.skew = 0

    async def carry(self, parcel: Parcel) -> Receipt:
        """Post once and read the answer, as long as patience lasts."""
        url = self._url(parcel)
        if not url:
            return Receipt(Status.FAILED, reason="connection_failed")
        content_type, body = _encode(parcel)
        headers = {"Content-Type": content_type, **self._signed(body), **_retry_headers(parcel)}
        try:
            return await self._post(url, body, headers)
        except TimeoutError:
            return Receipt(Status.TIMEOUT, reason="http_timeout")
        except aiohttp.ClientSSLError:
            return Receipt(Status.FAILED, reason="ssl_error")
        except aiohttp.TooManyRedirects:
            return Receipt(Status.FAILED, reason="too_many_redirects")
        except aiohttp.ClientError:
            return Receipt(Status.FAILED, reason="connection_failed")

    async def close(self) -> None:
        """Close the client."""
        if self._client:
            await self._client.close()

    async def _post(self, url: str, body: str, headers: Mapping[str, str]) -> Receipt:
        if self._client is None:
            self._client = aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=self.patience)
        async with self._client.post(url, data=body.encode(), headers=headers, timeout=timeout) as response:
            text = await response.text()
            no_retry = response.headers.get("x-slack-no-retry") == "1"
            if response.ok:
                return Receipt(Status.ACKED, _decode(text), no_retry=no_retry)
            return Receipt(Status.FAILED, reason="http_error", no_retry=no_retry)

    def _signed(self, body: str) -> dict[str, str]:
        timestamp = str(int(time.time()) + self.skew)
        return {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }

    def _url(self, parcel: Parcel) -> str:
        if parcel.sort is Sort.EVENT:
            return self._manifest.events_url
        if parcel.sort is Sort.COMMAND:
            command = self._manifest.command(parcel.payload["command"])
            return command.url if command else ""
        if parcel.payload["type"] == "block_suggestion":
            return self._manifest.options_url
        return self._manifest.interactivity_url


def _encode(parcel: Parcel) -> tuple[str, str]:
    if parcel.sort is Sort.EVENT:
        return "application/json", json.dumps(parcel.payload)
    if parcel.sort is Sort.COMMAND:
        return FORM, urlencode(parcel.payload)
    return FORM, urlencode({"payload": json.dumps(parcel.payload)})


def _retry_headers(parcel: Parcel) -> dict[str, str]:
    if not parcel.attempt:
        return {}
    return {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason or ""}


def _decode(text: str) -> Any:
    """Read what came with an acknowledgement: nothing, JSON, or bare text for the person."""
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except ValueError:
        return {"text": text}
