"""Signed HTTP: the guard in front of it, shapes of headers and bodies, and the port it listens on."""

import asyncio
import json
import socket

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from bot.errors import TerminalError
from bot.transports import http, is_readable, looks_signed

SIGNATURE = "v0=" + "0a" * 32


def request(timestamp: str | None, signature: str | None) -> Request:
    given = {b"x-slack-request-timestamp": timestamp, b"x-slack-signature": signature}
    headers = [(name, value.encode("latin-1")) for name, value in given.items() if value is not None]
    return Request({"type": "http", "headers": headers})


def test_ten_digits_and_a_version_zero_signature_look_signed() -> None:
    assert looks_signed(request("1795172000", SIGNATURE))


@pytest.mark.parametrize(
    "timestamp", [None, "", "179517200", "17951720000", "abcdefghij", "-179517200", " 1795172000", "1" * 5000]
)
def test_another_timestamp_does_not(timestamp: str | None) -> None:
    assert not looks_signed(request(timestamp, SIGNATURE))


@pytest.mark.parametrize(
    "signature",
    [None, "", "v0=", SIGNATURE[:-1], SIGNATURE + "0", SIGNATURE.upper(), "v1=" + "0a" * 32, "v0=" + "é" * 64],
)
def test_another_signature_does_not(signature: str | None) -> None:
    assert not looks_signed(request("1795172000", signature))


FORM, JSON = "application/x-www-form-urlencoded", "application/json; charset=utf-8"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"command=%2Fkpi&text=", FORM),
        (b"payload=%7B%22type%22%3A%22block_actions%22%7D", FORM),
        (json.dumps({"type": "event_callback"}).encode(), JSON),
        (b"ssl_check=1&token=x", FORM),
    ],
)
def test_what_slack_sends_can_be_read(body: bytes, kind: str) -> None:
    assert is_readable(body, kind)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", FORM),
        (b"", JSON),
        (b"{", JSON),
        (b"[1]", JSON),
        (b"null", JSON),
        (b"payload=", FORM),
        (b"payload=%5B%5D", FORM),
        (b"payload=%7B", FORM),
        (b"\xff\xfe=1", FORM),
        (b"\xff", JSON),
    ],
)
def test_nonsense_cannot(body: bytes, kind: str) -> None:
    assert not is_readable(body, kind)


async def listens(port: int) -> int:
    async with http(Starlette(), "127.0.0.1", port) as found:
        with socket.create_connection(("127.0.0.1", found), timeout=5):
            return found


def test_a_port_that_is_taken_is_said_in_a_sentence_that_tells_how_to_mend_it_and_a_free_one_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(
            TerminalError, match=f"^cannot listen on port {taken} of 127.0.0.1: address already in use; set"
        ):
            asyncio.run(listens(taken))
    assert asyncio.run(listens(taken)) == taken
    assert asyncio.run(listens(0)) > 0
