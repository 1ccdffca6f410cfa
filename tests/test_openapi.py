"""Holds the routes to their OpenAPI document: generated requests are answered as it says."""

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.applications import Starlette

from dashboard.api.openapi import openapi
from dashboard.api.routes import ROUTES
from tests.tables import TABLES

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
CHARTS = ("ratification_curve", "group_curves", "contamination_map", "treaty_dates")
"""Of each kind one; tests/test_api_charts.py opens all."""
TABLE = ("clearance", "events")
LOTS = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def document():
    """The OpenAPI document with a few of its charts and tables."""
    whole = openapi(TABLES, "http://testserver/")
    few = {f"/charts/{name}.{{form}}" for name in CHARTS} | {f"/tables/{name}.{{form}}" for name in TABLE}
    few |= {
        path for path, part in whole["paths"].items() if "{form}" not in path and part["get"]["parameters"]
    }
    paths = {path: part for path, part in whole["paths"].items() if path in few}
    return whole | {"paths": paths}


schema = schemathesis.openapi.from_dict(document())
schema.app = Starlette(routes=ROUTES)


@schema.parametrize()
@LOTS
def test_generated_requests_are_answered_as_the_document_says(case):
    case.call_and_validate(checks=CHECKS)
