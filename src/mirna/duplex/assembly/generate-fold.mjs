// The text of generated/fold.ts, which src/wasm/build.mjs writes before it compiles: the recursions for loops of up to 15 nt
// a side, unrolled: without constraint for miRNAs of up to 24 and 32 nt, with a helix that begins at lanes of up to 16 and 24.
//
// Target positions i run from the 3' end; the lanes of 16 bits are the positions j of the reversed miRNA. Without
// constraint no branch depends on the sequences. The internal loops: H(k, l) = closed(k, l) + inner mismatch, f(L) the initiation of a loop of L nt,
// g(d) the asymmetry. Taking one nt from both sides of a loop keeps d, so the minima over all loops of L nt,
//   M_L(i, j) = min over s + t = L of H(i+s+1, j+t+1) + g(|s-t|),
// follow from those of one row before, with the two loops that have a side of 1:
//   M_L(i, j) = min(M_(L-2)(i+1, j+1), H(i+2, j+L) + g(L-2), H(i+L, j+2) + g(L-2)).
// This holds while no side exceeds 15, that is for L <= 16. Of the larger loops only those count that have no side above 15:
// s and t lie in L-15 .. 15, and taking d = L-16 from both sides turns exactly these into all loops of 32-L nt:
//   M_L(i, j) = M_(32-L)(i+d, j+d)   for L = 17 .. 30,
// so they need no recursion of their own but 14 rows of history. (M_2 is H itself.)
//
// With a helix only the lanes outside of it need the recursion, and only near target positions where it is possible: from
// such a position on rows are computed until the last 16 are all dead, that is until none of their cells, with the least
// energy that its outside could add, can end at or below the best duplex so far. Dropping the others is exact: every cell
// of a best duplex passes, equally good ones too, and a stored value is never below the true one.
//
// Initiations enter as differences: min over L of M_L + f(L) = min(M_4, min(M_5, ...) + f(5) - f(4)) + f(4), because few
// differences differ and a constant that is loaded stays.
import { readFileSync } from 'node:fs';

const energies = readFileSync(new URL('../turner1999.ts', import.meta.url), 'utf8');
const numbersOf = (name) => energies.split(`const ${name}: readonly number[] = [`)[1].split(']')[0].match(/\d+/g).map(Number);
/** [size] */
const internal = [0, 0, ...numbersOf('internalInitiation')];
const bulge = [0, ...numbersOf('bulgeInitiation')];

/**
 * The statements of one target position for a number of columns (vectors of 8 lanes); `a` ends as the rows' cells.
 * Lane 8 x columns is read too if `outside`: it holds the first pair of the helix.
 */
function position(columns, outside) {
  const lines = [];
  const lanes = 8 * columns + (outside ? 1 : 0);
  const all = [...Array(columns).keys()];
  /** Columns in which lane j + shift exists for some j. */
  const within = (shift) => all.filter((v) => 8 * v + shift < lanes);
  const each = (vs, statement) => lines.push(...vs.map((v) => statement(v, 16 * v)));
  const offset = (row, lane, v) => `${row} * ROW + ${2 * lane + 16 * v}`;
  const diagonal = (L, row, lane, v) => `v128.load(d, ${L - 3} * DIAGONAL_ROWS + ${offset(row, lane, v)})`;

  /** Lanes j + shift of the row of which \`r\` holds the vectors; for short shifts cheaper than another load. */
  const shifted = (v, shift) => {
    const [whole, rest] = [v + Math.floor(shift / 8), shift % 8];
    const vector = (w) => (w < vectors ? `r${w}` : 'none');
    if (rest === 0) return vector(whole);
    const bytes = Array.from({ length: 16 }, (_, byte) => byte + 2 * rest);
    return `i8x16.shuffle(${vector(whole)}, ${vector(whole + 1)}, ${bytes.join(', ')})`;
  };
  const vectors = columns + (outside ? 1 : 0);
  const loadRow = (name, row) => {
    for (let w = 0; w < vectors; w++) lines.push(`r${w} = v128.load(${name}, ${row} * ROW + ${16 * w});`);
  };

  /** Adds table[size] - table[size - 1] to what the columns hold of the minimum over larger sizes. */
  const takeStep = (name, table, size, vs) => {
    const step = table[size] - table[size - 1];
    if (step !== loaded) lines.push(`k = v128.load(${name} + 16 * ${size});`);
    loaded = step;
    each(vs, (v) => `a${v} = add(a${v}, k);`);
  };
  let loaded;

  lines.push('// loops of 30 to 17 nt');
  for (let L = 30; L >= 17; L--) {
    const d = L - 16;
    const begun = L === 30 ? [] : within(d + 2);
    const minimum = (v) => (L === 30 ? `v128.load(h, ${offset(16, 16, v)})` : diagonal(32 - L, d, d, v));
    takeStep('INTERNAL_STEPS', internal, L + 1, begun);
    each(within(d + 1), (v) => `a${v} = ${begun.includes(v) ? `min(a${v}, ${minimum(v)})` : minimum(v)};`);
  }
  lines.push('// loops of 16 to 4 nt');
  loadRow('h', 2);
  for (let L = 16; L >= 3; L--) {
    each(all, (v) => `m${v} = v128.load(h, ${offset(L, 2, v)});`);
    each(within(L), (v) => `m${v} = min(m${v}, ${shifted(v, L)});`);
    // The asymmetry penalty has its cap from a difference of 10 on.
    if (L === 16 || L < 12) lines.push(`g = v128.load(ASYMMETRIES + 16 * ${Math.min(L - 2, 10)});`);
    each(all, (v) => `m${v} = add(m${v}, g);`);
    if (L >= 5) each(all, (v) => `m${v} = min(m${v}, ${diagonal(L - 2, 1, 1, v)});`);
    if (L >= 4) {
      takeStep('INTERNAL_STEPS', internal, L + 1, all);
      each(all, (v) => `a${v} = min(a${v}, m${v});`);
    }
    // 2x2 loops have a table of their own but begin longer diagonals.
    if (L === 4) each(within(3), (v) => `m${v} = min(m${v}, v128.load(h, ${offset(3, 3, v)}));`);
    if (L < 16) each(all, (v, at) => `v128.store(d, m${v}, ${L - 3} * DIAGONAL_ROWS + ${at});`);
  }
  lines.push('k = v128.load(INTERNAL_STEPS + 16 * 4);');
  each(all, (v, at) => `m${v} = add(add(a${v}, k), v128.load(after, AFTER_MISMATCH + ${at}));`);

  lines.push('// bulges of 15 to 2 nt');
  loadRow('c', 1);
  loaded = undefined;
  for (let size = 15; size >= 2; size--) {
    const onTarget = (v) => `v128.load(c, ${offset(size + 1, 1, v)})`;
    if (size < 15) takeStep('BULGE_STEPS', bulge, size + 1, all);
    each(all, (v) => `a${v} = ${size === 15 ? onTarget(v) : `min(a${v}, ${onTarget(v)})`};`);
    each(within(size + 1), (v) => `a${v} = min(a${v}, ${shifted(v, size + 1)});`);
  }
  lines.push('k = v128.load(BULGE_STEPS + 16 * 2);');
  each(all, (v) => `a${v} = min(add(a${v}, k), m${v});`);

  lines.push('// what has a table: end, stack, bulges of 1, 1x1 to 2x2 loops');
  if (!outside) each(all, (v, at) => `a${v} = min(a${v}, v128.load(after, AFTER_END + ${at}));`);
  for (const [row, lane, table] of [
    [1, 1, 'after, AFTER_STACK'],
    [1, 2, 'after, AFTER_BULGE'],
    [2, 1, 'three, THREE_BULGE'],
    [2, 2, 'three, THREE_LOOP11'],
    [2, 3, 'three, THREE_LOOP12'],
    [3, 2, 'four, FOUR_LOOP21'],
    [3, 3, 'four, FOUR_LOOP22'],
  ]) {
    each(all, (v, at) => `a${v} = min(a${v}, add(v128.load(c, ${offset(row, lane, v)}), v128.load(${table} + ${at})));`);
  }
  each(all, (v, at) => `a${v} = i16x8.max_s(a${v}, v128.load(mask, ${at}));`);
  each(all, (v, at) => `v128.store(c, a${v}, ${at});`);
  each(all, (v, at) => `v128.store(h, add(a${v}, v128.load(before, BEFORE_MISMATCH + ${at})), ${at});`);
  return lines;
}

/** The least total of the cells in `a`, by lane, in `a0`. */
function totals(columns) {
  const all = [...Array(columns).keys()];
  const lines = all.map((v) => `a${v} = add(a${v}, v128.load(before, BEFORE_START + ${16 * v}));`);
  for (const v of all.slice(1)) lines.push(`a0 = min(a0, a${v});`);
  return lines;
}

const contexts = `const context2 = base * 5 + load<u8>(x, 1);
      const context3 = context2 * 5 + load<u8>(x, 2);
      const context4 = context3 * 5 + load<u8>(x, 3);
      const mask = MASKS + base * PROFILE;
      const before = BEFORE + (base * 5 + load<u8>(x - 1)) * BEFORE_SIZE;
      const after = AFTER + context2 * AFTER_SIZE;
      const three = THREE + context3 * THREE_SIZE;
      const four = FOUR + context4 * FOUR_SIZE;
      const c = CLOSED + (i - left) * ROW;
      const h = INNER + (i - left) * ROW;`;

const declare = (columns) => {
  const names = ['a', 'm', 'r'].flatMap((name) => [...Array(columns + 1).keys()].map((v) => `${name}${v}: v128`));
  return `let ${names.join(', ')}, g: v128, k: v128;
  const none = i16x8.splat(<i16>INFINITE);`;
};

function fold(columns) {
  return `
/** Least energy of the duplexes of target positions low .. high-1, at most \`limit\`; for miRNAs of up to ${8 * columns} nt. */
export function fold${8 * columns}(low: i32, high: i32, limit: i32): i32 {
  ${declare(columns)}
  begin(limit);
  let d = FIRST_DIAGONALS;
  for (let right = high; right > low; right -= BLOCK) {
    const left = max(low, right - BLOCK);
    openBlock(right - left, right == high);
    for (let i = right - 1; i >= left; i--) {
      const x = TARGET + i;
      const base = <i32>load<u8>(x);
      ${contexts}
      ${[...position(columns, false), ...totals(columns)].join('\n      ')}
      if (v128.any_true(i16x8.le_s(a0, best))) note(a0, i);
      d = d > DIAGONALS ? d - ROW : openDiagonals();
    }
  }
  return i16x8.extract_lane_s(best, 0);
}
`;
}

function foldHelix(columns) {
  const all = [...Array(columns).keys()];
  const live = all.map((v) => `i16x8.le_s(a${v}, v128.load(LIMITS + ${16 * v}))`);
  return `
/**
 * As fold, with a helix of \`size\` pairs from lane \`first\` <= ${8 * columns} on, whose first target base is \`only\` unless that is
 * negative; \`lanes\` is the length of the miRNA.
 */
export function foldHelix${8 * columns}(low: i32, high: i32, limit: i32, lanes: i32, first: i32, size: i32, only: i32): i32 {
  ${declare(columns)}
  begin(limit);
  updateLimits();
  let d = FIRST_DIAGONALS;
  let code = 0;
  /** Known bases in the code. */
  let known = 0;
  /** Rows that still must be computed. */
  let active = 0;
  for (let right = high; right > low; right -= BLOCK) {
    const left = max(low, right - BLOCK);
    openBlock(right - left, right == high);
    memory.fill(STORED, 0, right - left);
    for (let i = right - 1; i >= left; i--) {
      const x = TARGET + i;
      const base = <i32>load<u8>(x);
      let point = INFINITE;
      if (base < 4) {
        code = (code >> 2) | (base << (2 * (size - 1)));
        if (++known >= size && (only < 0 || only == i)) {
          point = load<i16>(HELICES + 2 * code);
          if (point < INFINITE) point = closeHelix(point, x + size - 1, first, size, lanes);
        }
      } else known = 0;
      if (active == 0) {
        if (point == INFINITE) continue;
        d = openStretch(i - left);
      }
      ${contexts}
      ${position(columns, true).join('\n      ')}
      store<i16>(c + 2 * first, <i16>point);
      store<i16>(h + 2 * first, <i16>(point + load<i16>(before + BEFORE_MISMATCH + 2 * first)));
      store<u8>(STORED + i - left, 1);
      active--;
      if (point < INFINITE || v128.any_true(${live.reduce((any, one) => `v128.or(${any}, ${one})`)})) active = REACH;
      ${totals(columns).join('\n      ')}
      if (point < INFINITE) a0 = min(a0, i16x8.splat(<i16>(point + load<i16>(before + BEFORE_START + 2 * first))));
      if (v128.any_true(i16x8.le_s(a0, best))) {
        note(a0, i);
        updateLimits();
      }
      d = d > DIAGONALS ? d - ROW : openDiagonals();
    }
  }
  return i16x8.extract_lane_s(best, 0);
}
`;
}

export const foldSource = `// Generated by src/mirna/duplex/assembly/generate-fold.mjs, which explains it; not committed.
import {
  AFTER, AFTER_BULGE, AFTER_END, AFTER_MISMATCH, AFTER_SIZE, AFTER_STACK, ASYMMETRIES, BEFORE, BEFORE_MISMATCH,
  BEFORE_SIZE, BEFORE_START, BLOCK, BULGE_STEPS, CLOSED, DIAGONALS, DIAGONAL_ROWS, FOUR, FOUR_LOOP21, FOUR_LOOP22, FOUR_SIZE,
  HELICES, INFINITE, INNER, INTERNAL_STEPS, LIMITS, MASKS, PROFILE, REACH, ROW, STORED, TARGET, THREE, THREE_BULGE, THREE_LOOP11,
  THREE_LOOP12, THREE_SIZE,
} from '../../duplex-layout';
import { closeHelix, openStretch, updateLimits } from '../helix';
import { begin, best, FIRST_DIAGONALS, note, openBlock, openDiagonals } from '../rows';
import { add, min } from '../vectors';
${fold(3)}${fold(4)}${foldHelix(2)}${foldHelix(3)}`;
