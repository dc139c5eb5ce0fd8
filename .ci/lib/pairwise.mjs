/**
 * Rows in which every two values of two dimensions meet at least once, which is far
 * fewer than all combinations. Always the same ones for the same dimensions.
 *
 * `dimensions` are lists of values by name, such as `{ mesh: ['none', 'sidecar'] }`.
 */
export function pairwise(dimensions) {
  const names = Object.keys(dimensions);
  const missing = new Set(listPairs(dimensions, names));
  const rows = [];
  while (missing.size > 0) {
    const row = {};
    for (const [name, value] of readPair(missing.values().next().value)) {
      row[name] = value;
    }
    for (const name of names.filter(each => !(each in row))) {
      row[name] = findBest(dimensions[name], value =>
        countNew({ ...row, [name]: value }, name, missing),
      );
    }
    for (const pair of pairsOf(row, names)) {
      missing.delete(pair);
    }
    rows.push(Object.fromEntries(names.map(name => [name, row[name]])));
  }
  return rows;
}

function listPairs(dimensions, names) {
  return names.flatMap((one, index) =>
    names
      .slice(index + 1)
      .flatMap(other =>
        dimensions[one].flatMap(a =>
          dimensions[other].map(b => toPair(one, a, other, b)),
        ),
      ),
  );
}

function pairsOf(row, names) {
  return names.flatMap((one, index) =>
    names
      .slice(index + 1)
      .filter(other => one in row && other in row)
      .map(other => toPair(one, row[one], other, row[other])),
  );
}

function toPair(one, a, other, b) {
  return JSON.stringify([
    [one, a],
    [other, b],
  ]);
}

const readPair = JSON.parse;

function countNew(row, name, missing) {
  return Object.keys(row).filter(
    other =>
      other !== name &&
      (missing.has(toPair(other, row[other], name, row[name])) ||
        missing.has(toPair(name, row[name], other, row[other]))),
  ).length;
}

/** The first of the best ones. */
function findBest(values, score) {
  const scores = values.map(score);
  return values[scores.indexOf(Math.max(...scores))];
}
