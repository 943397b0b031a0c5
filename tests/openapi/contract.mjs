// Holds requests and answers against server/api/openapi.json: every answer must be one that its operation documents, with a body of that
// schema; every body that is accepted must be one that the document allows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import add_formats from "ajv-formats";

export const document = JSON.parse(readFileSync(new URL("../../server/api/openapi.json", import.meta.url), "utf8"));

const ajv = new Ajv2020({ strict: false, allErrors: true });
add_formats(ajv);
ajv.addSchema({ $id: "openapi", components: document.components });

const compiled = new Map();
function schema_check(schema) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) compiled.set(key, ajv.compile(JSON.parse(key.replaceAll("#/components/", "openapi#/components/"))));
  return compiled.get(key);
}

function assert_fits(schema, value, what) {
  const check = schema_check(schema);
  assert.ok(check(value), `${what}: ${ajv.errorsText(check.errors)}\n${JSON.stringify(value)}`);
}

export const operations = new Map();
for (const [path, methods] of Object.entries(document.paths))
  for (const [method, operation] of Object.entries(methods)) operations.set(operation.operationId, { method, path, operation });

const resolved = (thing) => (thing?.$ref ? thing.$ref.split("/").slice(1).reduce((at, name) => at[name], document) : thing);

export class Client {
  constructor(url) {
    this.url = url;
    this.seen = new Map([...operations.keys()].map((id) => [id, new Set()]));
  }

  // Calls an operation and checks its answer; `expected` is the status. Returns {status, headers, body}.
  async call(id, expected, { path = {}, query = {}, body, token, headers = {} } = {}) {
    const { method, path: pattern, operation } = operations.get(id);
    const where = pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name]));
    const search = new URLSearchParams(query).toString();
    const sent = { ...headers };
    if (token) sent.Authorization = `Bearer ${token}`;
    if (body !== undefined) sent["Content-Type"] ??= "application/json";
    const answer = await fetch(this.url + where + (search && `?${search}`), {
      method: method.toUpperCase(),
      headers: sent,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.equal(answer.status, expected, `${id}: ${text}`);
    this.check_answer(id, operation, answer, text);
    if (answer.ok && body !== undefined) this.check_request(id, operation, body);
    this.seen.get(id).add(answer.status);
    return { status: answer.status, headers: answer.headers, body: text && JSON.parse(text) };
  }

  check_request(id, operation, body) {
    assert.ok(operation.requestBody, `${id} documents no body`);
    assert_fits(operation.requestBody.content["application/json"].schema, body, `request of ${id}`);
  }

  check_answer(id, operation, answer, text) {
    assert.ok(answer.headers.get("x-request-id"), `${id}: no X-Request-Id`);
    const documented = resolved(operation.responses[answer.status]);
    assert.ok(documented, `${id} answers ${answer.status}, which it does not document`);
    for (const name of Object.keys(documented.headers ?? {})) assert.ok(answer.headers.get(name), `${id} ${answer.status}: no ${name}`);
    if (!documented.content) return assert.equal(text, "", `${id} ${answer.status} has a body`);
    const type = answer.headers.get("content-type").split(";")[0];
    assert.ok(documented.content[type], `${id} ${answer.status} answers ${type}`);
    assert_fits(documented.content[type].schema, JSON.parse(text), `answer ${answer.status} of ${id}`);
  }
}
