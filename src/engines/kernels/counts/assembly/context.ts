// What the control block says, and where each thread keeps the numbers of the gene it works on.
import { address, get, getInt, integer, number, put } from '../../../../wasm/assembly/memory';
import * as at from '../count-layout';

export { address, get, getInt, integer, number, put };

export let samples: i32 = 0;
export let groups: i32 = 0;
export let places: i32 = 0;
/** [places] each. */
export let counts: usize = 0;
export let means: usize = 0;
export let hats: usize = 0;
/** [groups] each. */
export let levels: usize = 0;
export let steps: usize = 0;
export let totals: usize = 0;

let members: usize = 0;
let priors: usize = 0;
let starts: usize = 0;
export let sizes: usize = 0;

let cursor: usize = 0;

function take(doubles: i32): usize {
  const start = cursor;
  cursor += (<usize>doubles * 8 + 31) & ~15;
  return start;
}

function carve(base: usize, n: i32, g: i32): usize {
  cursor = base;
  counts = take(n);
  means = take(n);
  hats = take(n);
  levels = take(g);
  steps = take(g);
  totals = take(g);
  return cursor - base;
}

/** Bytes one thread needs. */
export function scratchBytes(n: i32, g: i32): i32 {
  return <i32>carve(0, n, g) + 64;
}

/** Reads the control block and takes this thread's share of the scratch memory. */
export function enter(thread: i32): void {
  samples = integer(at.SAMPLES);
  groups = integer(at.GROUPS);
  places = integer(at.PLACES);
  members = address(at.MEMBERS_AT);
  priors = address(at.PRIORS_AT);
  starts = address(at.STARTS_AT);
  sizes = address(at.SIZES_AT);
  const base = address(at.SCRATCH_AT) + <usize>thread * <usize>integer(at.SCRATCH_BYTES);
  carve(base, places, groups);
}

// @ts-ignore: decorator
@inline
export function firstOf(g: i32): i32 {
  return getInt(starts, g);
}

// @ts-ignore: decorator
@inline
export function sampleAt(place: i32): i32 {
  return getInt(members, place);
}

/** The counts of a gene, and the sums of its groups. */
export function loadGene(gene: i32): void {
  const row = address(at.COUNTS_AT) + ((<usize>gene * <usize>samples) << 2);
  for (let g = 0; g < groups; g++) {
    const end = firstOf(g + 1);
    let total = 0.0;
    for (let i = firstOf(g); i < end; i++) {
      const j = sampleAt(i);
      let count = 0.0;
      if (j >= 0) count = <f64>getInt(row, j) + (priors ? get(priors, i) : 0.0);
      put(counts, i, count);
      total += count;
    }
    put(totals, g, total);
  }
}

export function dispersionOf(gene: i32): f64 {
  const own = address(at.DISPERSIONS_AT);
  return own ? get(own, gene) : number(at.DISPERSION);
}
