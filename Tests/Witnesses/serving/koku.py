"""The shape of Koku's answers, as JSON Schema in our own words: written from reading its code (api/report/queries.py,
api/common/pagination.py, forecast/forecast.py), since its OpenAPI document is under the AGPL and says less: reports'
items are any objects there.

BILLOW_KOKU_OPENAPI=FILE checks against that document too: Koku's docs/specs/openapi.json.
"""

import json
import os
import urllib.parse

import jsonschema_rs

VALUE = {
    "type": "object", "required": ["value", "units"], "additionalProperties": False,
    "properties": {"value": {"type": "number"}, "units": {"type": "string"}},
}
PARTS = {
    "type": "object", "required": ["raw", "markup", "usage", "total"], "additionalProperties": False,
    "properties": {name: VALUE for name in ["raw", "markup", "usage", "total"]},
}
COSTS = {name: PARTS for name in ["infrastructure", "supplementary", "cost"]}
ADDRESS = {"type": ["string", "null"]}
LINKS = {
    "type": "object", "required": ["first", "next", "previous", "last"],
    "properties": {name: ADDRESS for name in ["first", "next", "previous", "last"]},
}
COUNTED = {"type": "object", "required": ["count"], "properties": {"count": {"type": "integer", "minimum": 0}}}


def listed(item):
    return {
        "type": "object", "required": ["meta", "links", "data"],
        "properties": {"meta": COUNTED, "links": LINKS, "data": {"type": "array", "items": item}},
    }


def report(groups, has_usage):
    """`groups` are pairs: what a group's member is called, and the list of them."""
    more = {"usage": VALUE} if has_usage else {}
    keys = [key for key, _ in groups]
    level = {
        "type": "array", "items": {
            "type": "object", "required": ["date", *COSTS, *more, *keys],
            "properties": {**COSTS, **more, "date": {"type": "string"}, **{key: {"type": "string"} for key in keys}},
        },
    }
    name = "values"
    for key, plural in reversed(groups):
        level = {
            "type": "array", "items": {
                "type": "object", "required": [key, name], "additionalProperties": False,
                "properties": {key: {"type": "string"}, name: level},
            },
        }
        name = plural
    answer = listed({
        "type": "object", "required": ["date", name], "additionalProperties": False,
        "properties": {"date": {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}, name: level},
    })
    total = {"type": "object", "required": [*COSTS, *more], "properties": {**COSTS, **more}}
    delta = {
        "type": "object", "required": ["value", "percent"],
        "properties": {"value": {"type": ["number", "null"]}, "percent": {"type": ["number", "null"]}},
    }
    answer["properties"]["meta"] = {
        "type": "object", "required": ["count", "total"],
        "properties": {"count": {"type": "integer"}, "total": total, "delta": delta},
    }
    return answer


TAGS = listed({
    "type": "object", "required": ["key", "values", "enabled"],
    "properties": {
        "key": {"type": "string"}, "values": {"type": "array", "items": {"type": "string"}},
        "enabled": {"type": "boolean"},
    },
})
KEYS = listed({"type": "string"})
RESOURCES = listed({"type": "object", "required": ["value"], "properties": {"value": {"type": "string"}}})
BOUNDS = {
    "type": "object", "required": ["total", "confidence_max", "confidence_min"],
    "properties": {name: VALUE for name in ["total", "confidence_max", "confidence_min"]},
}
FORECAST = {
    "type": "object", "required": ["meta", "data"],
    "properties": {"meta": COUNTED, "data": {"type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["date", "values"],
        "properties": {"date": {"type": "string"}, "values": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["date", "infrastructure", "cost"],
            "properties": {"infrastructure": BOUNDS, "cost": BOUNDS},
        }}},
    }}},
}

ROOT = "/api/cost-management/v1"
BY_SERVICE, BY_ACCOUNT, BY_TEAM = ("service", "services"), ("account", "accounts"), ("team", "teams")
# What is asked, and the shape of the answer.
ASKED = [
    ("reports/aws/costs/", {"filter[resolution]": "daily"}, report([], False)),
    ("reports/aws/costs/", {"group_by[service]": "*", "delta": "cost"}, report([BY_SERVICE], False)),
    ("reports/aws/costs/", {"group_by[account]": "*", "group_by[service]": "*", "filter[limit]": "2"},
     report([BY_ACCOUNT, BY_SERVICE], False)),
    ("reports/aws/costs/", {"group_by[tag:team]": "*"}, report([BY_TEAM], False)),
    ("reports/azure/costs/", {"group_by[service_name]": "*", "currency": "GBP"},
     report([("service_name", "service_names")], False)),
    ("reports/aws/instance-types/", {"group_by[instance_type]": "*"},
     report([("instance_type", "instance_types")], True)),
    ("tags/aws/", {}, TAGS), ("tags/aws/", {"key_only": "true"}, KEYS),
    ("resource-types/aws-services/", {}, RESOURCES), ("resource-types/azure-regions/", {}, RESOURCES),
]
# Of a lake whose month goes on.
ASKED_EARLY = [("forecasts/aws/costs/", {}, FORECAST), ("reports/aws/storage/", {}, report([], True))]


def contradicts_koku(error):
    """Where Koku's document is not what its own code answers: links are paths or null, and a day of a forecast has
    `values`, not `data`."""
    path = list(error.instance_path)
    return path[:1] == ["links"] or (path[:1] == ["data"] and error.message == '"data" is a required property')


def koku_answers_have_kokus_shape(server, asked_of_it, check):
    path = os.environ.get("BILLOW_KOKU_OPENAPI")
    document = json.load(open(path, encoding="utf-8")) if path else None
    for address, asked, shape in asked_of_it:
        needs_currency = address.startswith("reports/aws")
        query = urllib.parse.urlencode({**({"currency": "USD"} if needs_currency else {}), **asked})
        status, _, body = server.get(f"{ROOT}/{address}?{query}")
        name = f"Koku's {address}?{query}"
        check(f"{name} is answered", status == 200, body[:300])
        if status != 200:
            continue
        answer = json.loads(body)
        wrong = [f"{list(e.instance_path)}: {e.message[:200]}" for e in jsonschema_rs.iter_errors(shape, answer)]
        check(name, not wrong, wrong[:3])
        check(f"{name} says something", "reports" not in address or answer["data"], answer["meta"])
        if document:
            told = document["paths"][f"/{address}"]["get"]["responses"]["200"]["content"]["application/json"]
            schema = {**told["schema"], "components": document["components"]}
            wrong = [f"{list(e.instance_path)}: {e.message[:200]}"
                     for e in jsonschema_rs.Draft4Validator(schema).iter_errors(answer) if not contradicts_koku(e)]
            check(f"{name}, by Koku's document", not wrong, wrong[:3])
