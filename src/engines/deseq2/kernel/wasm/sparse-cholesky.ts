/**
 * The Cholesky factor L of B'WB + ridge as a fixed list of operations, found once a design and repeated for every gene:
 * designs with many donors or batches have mostly zeros, and skipping them makes the cost linear in the number of donors.
 *
 * All indices are in the order of `columnOrder`, by which elimination creates few nonzeros.
 */
export interface SparseCholesky {
  /** [coefficients]: which column of B comes k-th. */
  readonly columnOrder: Int32Array;
  /** Nonzero (row, column) of L, row by row, the diagonal last. */
  readonly entries: ReadonlyArray<readonly [row: number, column: number]>;
  /** [coefficients + 1]: first entry of each row. */
  readonly rowStart: Int32Array;
  /** [entries]: column of each entry. */
  readonly entryColumn: Int32Array;
  /** [entries + 1]: first term of each entry of B'WB; a term is a cell and the product of two elements of its row. */
  readonly gramStart: Int32Array;
  readonly gramCell: Int32Array;
  readonly gramProduct: Float64Array;
  /** [entries + 1]: first product of each entry; a product is a pair of earlier entries that is subtracted. */
  readonly productStart: Int32Array;
  /** [2 x products] */
  readonly productPairs: Int32Array;
  /** [cells + 1]: first step of the solution of L y = b for the row b of each cell. */
  readonly solveStart: Int32Array;
  /** [steps]: row of L; [steps]: element of b; [steps + 1]: first term of each step. */
  readonly solveRow: Int32Array;
  readonly solveValue: Float64Array;
  readonly solveTermStart: Int32Array;
  /** [2 x terms]: entry of L, and the earlier step of this cell whose y it multiplies. */
  readonly solveTerms: Int32Array;
}

/** @param basis [cells x p], row-major; `ridge` [p x p], whose nonzeros are kept too */
export function planCholesky(basis: Float64Array, cells: number, p: number, ridge: Float64Array): SparseCholesky {
  const neighbors = findNeighbors(basis, cells, p, ridge);
  const { order, patterns } = eliminate(neighbors, p);
  const position = new Int32Array(p);
  for (const [k, column] of order.entries()) position[column] = k;
  // A column of L reaches the columns that are its neighbors when it is eliminated.
  const rowColumns: number[][] = Array.from({ length: p }, () => []);
  for (const [k, pattern] of patterns.entries()) for (const other of pattern) rowColumns[position[other]!]!.push(k);

  const entries: Array<readonly [number, number]> = [];
  const rowStart = new Int32Array(p + 1);
  const entryAt = new Map<number, number>();
  for (let i = 0; i < p; i++) {
    for (const k of [...rowColumns[i]!.sort((a, b) => a - b), i]) {
      entryAt.set(i * p + k, entries.length);
      entries.push([i, k]);
    }
    rowStart[i + 1] = entries.length;
  }
  const element = (cell: number, k: number) => basis[cell * p + order[k]!]!;
  return {
    columnOrder: Int32Array.from(order),
    entries,
    rowStart,
    entryColumn: Int32Array.from(entries, ([, k]) => k),
    ...listGramTerms(entries, element, cells),
    ...listProducts(entries, rowColumns, entryAt, p),
    ...listSolves(element, rowColumns, entryAt, cells, p),
  };
}

/** Which columns share a cell in which both are not zero. */
function findNeighbors(basis: Float64Array, cells: number, p: number, ridge: Float64Array): Array<Set<number>> {
  return Array.from({ length: p }, (_, i) => {
    const found = new Set<number>();
    for (let k = 0; k < p; k++) {
      if (k === i) continue;
      let meet = ridge[i * p + k] !== 0;
      for (let cell = 0; cell < cells && !meet; cell++) meet = basis[cell * p + i]! * basis[cell * p + k]! !== 0;
      if (meet) found.add(k);
    }
    return found;
  });
}

/** Eliminates the column with the fewest neighbors first, whose neighbors then meet each other. */
function eliminate(neighbors: Array<Set<number>>, p: number) {
  const order: number[] = [];
  const patterns: number[][] = [];
  const left = new Set(Array.from({ length: p }, (_, k) => k));
  while (left.size > 0) {
    let next = -1;
    for (const k of left) if (next < 0 || neighbors[k]!.size < neighbors[next]!.size) next = k;
    const pattern = [...neighbors[next]!];
    for (const i of pattern) {
      for (const k of pattern) if (i !== k) neighbors[i]!.add(k);
      neighbors[i]!.delete(next);
    }
    left.delete(next);
    order.push(next);
    patterns.push(pattern);
  }
  return { order, patterns };
}

function listGramTerms(
  entries: ReadonlyArray<readonly [number, number]>,
  element: (cell: number, k: number) => number,
  cells: number,
) {
  const start = [0];
  const cell: number[] = [];
  const product: number[] = [];
  for (const [i, k] of entries) {
    for (let c = 0; c < cells; c++) {
      const value = element(c, i) * element(c, k);
      if (value === 0) continue;
      cell.push(c);
      product.push(value);
    }
    start.push(cell.length);
  }
  return {
    gramStart: Int32Array.from(start),
    gramCell: Int32Array.from(cell),
    gramProduct: Float64Array.from(product),
  };
}

function listProducts(
  entries: ReadonlyArray<readonly [number, number]>,
  rowColumns: readonly number[][],
  entryAt: ReadonlyMap<number, number>,
  p: number,
) {
  const start = [0];
  const pairs: number[] = [];
  for (const [i, k] of entries) {
    for (const l of rowColumns[k]!) {
      const a = entryAt.get(i * p + l);
      if (l < k && a !== undefined) pairs.push(a, entryAt.get(k * p + l)!);
    }
    start.push(pairs.length / 2);
  }
  return { productStart: Int32Array.from(start), productPairs: Int32Array.from(pairs) };
}

function listSolves(
  element: (cell: number, k: number) => number,
  rowColumns: readonly number[][],
  entryAt: ReadonlyMap<number, number>,
  cells: number,
  p: number,
) {
  const start = [0];
  const row: number[] = [];
  const value: number[] = [];
  const termStart = [0];
  const terms: number[] = [];
  for (let c = 0; c < cells; c++) {
    const stepOf = new Map<number, number>();
    for (let i = 0; i < p; i++) {
      const earlier = rowColumns[i]!.filter((k) => stepOf.has(k));
      if (element(c, i) === 0 && earlier.length === 0) continue;
      stepOf.set(i, stepOf.size);
      row.push(i);
      value.push(element(c, i));
      for (const k of earlier) terms.push(entryAt.get(i * p + k)!, stepOf.get(k)!);
      termStart.push(terms.length / 2);
    }
    start.push(row.length);
  }
  return {
    solveStart: Int32Array.from(start),
    solveRow: Int32Array.from(row),
    solveValue: Float64Array.from(value),
    solveTermStart: Int32Array.from(termStart),
    solveTerms: Int32Array.from(terms),
  };
}
