"""The API against its own description: schemathesis makes requests from it, right and wrong."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from web_client import serving

OPERATIONS = [
    ("/api/ask", "POST"), ("/api/search", "POST"), ("/api/documents", "GET"), ("/metrics", "GET"),
    ("/healthz", "GET"),
]  # fmt: skip


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("api"), questions_per_minute=1_000_000) as address:
        yield schemathesis.openapi.from_url(f"{address}/api/openapi.json")


_TOO_LARGE = 413


def test_every_operation_is_tried(api):
    described = {
        (path, method.upper()) for path, methods in api.raw_schema["paths"].items()
        for method in methods
    }  # fmt: skip
    assert described == set(OPERATIONS)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_response_is_as_described(api, path, method, mode):
    if mode is GenerationMode.NEGATIVE and method == "GET":
        return  # nothing to get wrong: these take no input

    @settings(max_examples=60, deadline=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    def check(case):
        response = case.call()
        if response.status_code != _TOO_LARGE:  # turned away before anything is read of it
            case.validate_response(response)

    check()
