// Few combinations of many choices, such that any two choices of different factors meet in one of them; or all combinations.
// `factors`: {name: [choice, …]}. Always the same answer for the same factors.

export function all_combinations(factors) {
  return Object.entries(factors).reduce(
    (made, [name, choices]) => made.flatMap((one) => choices.map((choice) => ({ ...one, [name]: choice }))), [{}]);
}

export function pairs_of(combination) {
  const chosen = Object.entries(combination);
  return chosen.flatMap(([a, x], at) => chosen.slice(at + 1).map(([b, y]) => `${a}=${x} ${b}=${y}`));
}

// Greedy: each time the combination in which most pairs meet that have not met yet; among equals the first.
export function pairwise(factors) {
  const all = all_combinations(factors);
  const missing = new Set(all.flatMap(pairs_of));
  const chosen = [];
  while (missing.size) {
    const news = (one) => pairs_of(one).filter((pair) => missing.has(pair)).length;
    const best = all.reduce((a, b) => (news(b) > news(a) ? b : a));
    pairs_of(best).forEach((pair) => missing.delete(pair));
    chosen.push(best);
  }
  return chosen;
}
