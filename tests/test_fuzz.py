"""Requests that nobody thought of, at a real server: each answer is as the OpenAPI file says."""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contextlib

import serving
from serving import ROOT, WEBHOOK, Answer, Server

FEW = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
BODIES = st.fixed_dictionaries(
    {}, optional={"sender": ANYTHING, "message": ANYTHING | st.text(), "metadata": ANYTHING}
)
METHODS = st.sampled_from(
    ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "X"]
)
PATHS = st.sampled_from(
    [
        "/",
        "/health",
        "/metrics",
        WEBHOOK,
        "/webhooks/rest/",
        "/webhooks/rest",
        "/webhooks",
        "//",
        "/*",
    ]
) | st.text("abc/.%?&=;~\\", max_size=20).map(lambda text: "/" + text)


@lru_cache(maxsize=1)
def described() -> dict[str, Any]:
    """The OpenAPI file."""
    text = (ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the file, or what it refers to."""
    if "$ref" not in part:
        return part
    found: Any = described()
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return resolved(found)


def assert_described(answer: Answer, path: str, method: str) -> None:
    """The answer's status is one of the file's, and its body fits the schema."""
    responses = described()["paths"][path][method]["responses"]
    assert str(answer.status) in responses, (answer.status, answer.text)
    content = resolved(responses[str(answer.status)])["content"]
    [(kind, media)] = content.items()
    assert answer.headers["content-type"].startswith(kind)
    if kind == "application/json":
        schema = {**media["schema"], "components": described()["components"]}
        jsonschema.validate(answer.json, schema)


@pytest.fixture(scope="module")
def server() -> Server:
    """The server that all tests share."""
    return serving.shared()


@pytest.mark.parametrize("path", ["/", "/health", "/metrics"])
def test_pages_are_as_they_are_described(server: Server, path: str) -> None:
    """What the file says of the pages is so."""
    assert_described(server.get(path), path, "get")


@FEW
@given(body=BODIES)
def test_any_object_gets_a_described_answer(server: Server, body: dict[str, Any]) -> None:
    """Whatever values stand in a request, the answer is one of the file's, with a number in it."""
    answer = server.post(json.dumps(body).encode())
    assert_described(answer, WEBHOOK, "post")
    assert "999" in answer.text


@FEW
@given(body=st.binary(max_size=300))
def test_any_bytes_get_a_described_answer(server: Server, body: bytes) -> None:
    """Whatever bytes a request is, the answer is one of the file's, with a number in it."""
    answer = server.post(body)
    assert_described(answer, WEBHOOK, "post")
    assert "999" in answer.text


@FEW
@given(method=METHODS, path=PATHS)
def test_any_address_gets_an_answer(server: Server, method: str, path: str) -> None:
    """Whatever is asked for in whatever way, it is no failure of the server."""
    answer = server.request(method, path)
    assert answer.status < 500
    if answer.status >= 400 and method != "HEAD":
        assert "999" in answer.text


@FEW
@given(sent=st.binary(max_size=200))
def test_what_is_no_http_harms_nobody(server: Server, sent: bytes) -> None:
    """Bytes that are no request are turned away, and the next request is answered."""
    with contextlib.suppress(ConnectionError):
        server.raw(sent + b"\r\n\r\n")
    assert server.get("/health").status == 200


def test_the_file_describes_what_is_there() -> None:
    """Every operation of the OpenAPI file has responses, and every reference leads somewhere."""
    text = json.dumps(described())
    for path, operations in described()["paths"].items():
        for method, operation in operations.items():
            assert operation["responses"], (path, method)
            for response in operation["responses"].values():
                assert resolved(response)["description"]
    assert text.count("#/components/") == sum(
        text.count(f'"#/components/{kind}/{name}"')
        for kind, parts in described()["components"].items()
        for name in parts
    )
