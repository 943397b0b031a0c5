// The combinations in which the flows are gone through.
import assert from "node:assert/strict";
import { test } from "node:test";
import { all_combinations, pairs_of, pairwise } from "./pairs.mjs";
import { factors } from "./factors.mjs";

function missing(chosen, of) {
  const met = new Set(chosen.flatMap(pairs_of));
  return [...new Set(all_combinations(of).flatMap(pairs_of))].filter((pair) => !met.has(pair));
}

test("any two choices meet in one of few combinations", () => {
  const four = { ...factors, locale: ["en", "es", "en-XA", "ar-XB"] };
  const chosen = pairwise(four);
  assert.deepEqual(missing(chosen, four), []);
  assert.equal(all_combinations(four).length, 64);
  assert.ok(chosen.length <= 10, `${chosen.length} combinations`);
  assert.deepEqual(missing(pairwise(factors), factors), []);
});

test("a pair that never meets is found", () => {
  const two = { a: [1, 2], b: [1, 2] };
  assert.deepEqual(missing([{ a: 1, b: 1 }, { a: 2, b: 2 }, { a: 1, b: 2 }], two), ["a=2 b=1"]);
});
