"""Asks `billow serve` whatever its OpenAPI document allows and forbids; exit code 0 when every answer is as it says,
and none is a failure of the server's own.

    schema_witness.py BILLOW [SEED]
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from serving import lake
from serving.koku import ASKED, ASKED_EARLY, koku_answers_have_kokus_shape
from serving.server import Server

billow = sys.argv[1]
seed = sys.argv[2] if len(sys.argv) > 2 else "20251231"
EXAMPLES = 5
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method",
]
# Each cloud's compatible routes are the same code: one cloud's stand for all.
LEFT_OUT = "/(azure|gcp|oci)[/-]"
failures = []


def check(name, holds, told=""):
    if not holds:
        failures.append(f"{name}: {told}")


def schemathesis(server, folder, name, document):
    """Its exit code and what it says; `document` as the server tells it, or spoilt."""
    path = pathlib.Path(folder) / f"{name}.json"
    path.write_text(json.dumps(document))
    told = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "run", str(path), "--url", server.address, "--seed", seed,
            "--max-examples", str(EXAMPLES), "--phases", "examples,coverage,fuzzing", "--checks", ",".join(CHECKS),
            "--exclude-path-regex", LEFT_OUT, "--generation-database", "none", "--warnings", "off", "--no-color",
        ],
        cwd=folder, capture_output=True, text=True, env=dict(os.environ, PYTHONHASHSEED="0"))
    return told.returncode, told.stdout + told.stderr


def the_document_holds(server, folder):
    document = server.json("/api/v1/openapi.json")
    code, told = schemathesis(server, folder, "document", document)
    print(told[-600:])
    check(f"schemathesis, seed {seed}", code == 0, told)
    # A document that promises what the server does not do must be seen, else the above says nothing.
    schema = document["paths"]["/api/v1/freshness"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema["properties"]["exports"]["items"]["properties"]["days_behind"] = {"type": "string"}
    document["paths"] = {"/api/v1/freshness": document["paths"]["/api/v1/freshness"]}
    code, told = schemathesis(server, folder, "spoilt", document)
    check("a wrong schema is seen", code != 0 and "days_behind" in told, told)


def recipes_run(server, lake):
    """What docs/reading.md has in Python, on this lake and this server; pandas is not among the tests' packages."""
    page = (pathlib.Path(__file__).resolve().parents[2] / "docs/reading.md").read_text(encoding="utf-8")
    recipes = [r for r in re.findall(r"```python\n(.*?)```", page, re.S) if "pandas" not in r]
    check("recipes", len(recipes) == 4, len(recipes))
    for number, recipe in enumerate(recipes):
        recipe = recipe.replace('"lake/', f'"{lake}/').replace("http://127.0.0.1:8428", server.address)
        told = subprocess.run([sys.executable, "-c", recipe], capture_output=True, text=True)
        check(f"recipe {number + 1}", told.returncode == 0 and "USD" in told.stdout, told)


with tempfile.TemporaryDirectory(prefix="billow-schema-") as folder:
    made = lake.make(billow, folder)
    server = Server(billow, made)
    koku_answers_have_kokus_shape(server, ASKED, check)
    recipes_run(server, made)
    the_document_holds(server, folder)
    check("the server ends", server.end() == 0, server.log[-3:])
    entries = [json.loads(entry) for entry in server.log]
    check("no failure of the server's own", all(e["status"] < 500 for e in entries),
          [e for e in entries if e["status"] >= 500][:5])
    server = Server(billow, lake.make_early(billow, folder))
    koku_answers_have_kokus_shape(server, ASKED_EARLY, check)
    check("the server ends", server.end() == 0, server.log[-3:])
for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
