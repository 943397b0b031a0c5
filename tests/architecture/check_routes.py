"""The routes of the API and the operations of the OpenAPI document are the same."""
import json
import re

ROUTES = "server/api/routes.cpp"
DOCUMENT = "server/api/openapi.json"


def routed(tree):
    rows = re.findall(r'\{\s*(\w+),\s*"(/api/[^"]+)",\s*"(\w+)"', tree.texts[ROUTES])
    return {(method.rstrip("_"), path, operation) for method, path, operation in rows}


def documented(tree):
    for path, methods in json.loads(tree.texts[DOCUMENT])["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation.get("operationId")


def mistakes(tree):
    routes, operations = routed(tree), set(documented(tree))
    if not routes:
        yield f"{ROUTES}:1: no routes found: has the table another form now?"
    for method, path, operation in sorted(routes - operations):
        yield f"{DOCUMENT}:1: {method.upper()} {path} ({operation}) is missing"
    for method, path, operation in sorted(operations - routes, key=str):
        yield f"{ROUTES}:1: {method.upper()} {path} ({operation}) is documented, but no route"


ROW = '{get,   "/api/v1/zones", "list_zones", access::everybody, changes, list_zones_endpoint},'
PATHS = json.dumps({"paths": {"/api/v1/zones": {"get": {"operationId": "list_zones"}}}})
GOOD = {ROUTES: ROW, DOCUMENT: PATHS}
BAD = [
    {ROUTES: ROW, DOCUMENT: '{"paths": {}}'},
    {ROUTES: ROW, DOCUMENT: PATHS.replace("list_zones", "zones")},
    {ROUTES: "", DOCUMENT: PATHS},
]
