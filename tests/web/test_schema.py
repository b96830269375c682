"""The interface against its own description, with made-up requests."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from compare.web.contract import OPERATIONS, openapi

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schemathesis = pytest.importorskip("schemathesis")
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        negative_data_rejection,
        response_schema_conformance,
        status_code_conformance,
        unsupported_method,
    )

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
EXAMPLES, FEW = 30, {"compare": 12}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.timeout(120)
@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
def test_answers_are_as_described(live: str, row: Any) -> None:
    """No answer is a server's error, and each has a status, type and form that the description tells."""
    schema = schemathesis.openapi.from_dict(openapi())
    operation = schema[row.path][row.method]
    seen: list[int] = []

    def ask(case: Any) -> None:
        answer = case.call(base_url=live)
        seen.append(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
        limits = settings(
            max_examples=FEW.get(row.name, EXAMPLES),
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        seed(7)(limits(given(operation.as_strategy(generation_mode=mode))(ask)))()
    assert seen
    assert max(seen) < 500
