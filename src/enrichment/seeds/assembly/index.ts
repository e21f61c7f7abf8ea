// Occurrences and running sums of all words of 6, 7 and 8 bases along 3' UTRs.
//
// Gene by gene nearly every word is far from the one before, in tables of 4^8 words that no near cache holds. So positions are
// sorted into 256 buckets by the last four bases of the words that end there, genes staying in order, and one bucket after
// another is worked through: its states, at most 256 words of 64 bytes, stay in the nearest cache. The sums of a word are
// taken in the order of the genes as ever, so that their bits do not depend on this.

const BUCKETS: i32 = 256;
/** Entry of a position: gene, the four bases before the last four, and for 6, 7 and 8 whether a word counts that ends here. */
const FLAG_BITS: i32 = 3;
const GENE_SHIFT: i32 = 11;

/**
 * State of a word, 64 bytes: extremes of the running sum, variance, the occurrences before the latest gene that has it and in
 * that, what it should have in this gene and up to it.
 */
const LOWEST: usize = 0;
const HIGHEST: usize = 8;
const VARIANCE: usize = 16;
const UP_TO_HERE: usize = 24;
const EXPECTED: usize = 32;
const SEEN: usize = 40;
const HERE: usize = 44;
const GENE: usize = 48;
const GENES: usize = 52;
const LOWEST_AT: usize = 56;
const HIGHEST_AT: usize = 60;
const STATE_SHIFT: i32 = 6;
const NO_GENE: u32 = 0xffffffff;

const states = memory.data(256 << 6, 64);
/** u32 occurrences of a word, and bytes to the column of shares of words with as many G and C. */
const totals = memory.data(256 * 4, 64);
const columns = memory.data(256 * 4, 64);
/** u32 [2048] entries of a bucket by all but their gene. */
const counts = memory.data(2048 * 4, 64);

/** First byte the host may use. */
export function heapBase(): usize {
  return __heap_base;
}

/**
 * Counts the positions of each bucket, u32 [256] written: those whose last four letters are the four bases of the bucket, a
 * letter that is no base counting as any; so many at least as have entries.
 *
 * letters: all sequences, one after another, up to `end`; codes: u8 [256] code of each letter, 4 and more for none.
 */
export function sizeBuckets(letters: usize, end: usize, codes: usize, bucketSizes: usize): void {
  memory.fill(bucketSizes, 0, BUCKETS << 2);
  let code: u32 = 0;
  for (let at = letters; at < end; at++) {
    code = ((code << 2) | (<u32>load<u8>(codes + <usize>load<u8>(at)) & 3)) & 255;
    const bucket = bucketSizes + ((<usize>code) << 2);
    store<u32>(bucket, load<u32>(bucket) + 1);
  }
}

/**
 * Reads all sequences once and writes the entries of their positions.
 *
 * ends: u32 [genes] end of each sequence in the letters; sizes: u32 [3 x genes] words that count of 6, 7 and 8 bases, written;
 * bucketEnds: u32 [256] where in `entries` each bucket begins, then where it ends.
 */
export function readWords(
  letters: usize,
  codes: usize,
  ends: usize,
  genes: i32,
  sizes: usize,
  bucketEnds: usize,
  entries: usize,
): void {
  let at = letters;
  for (let gene = 0; gene < genes; gene++) {
    const end = letters + <usize>load<u32>(ends + (<usize>gene << 2));
    const own = (<u32>gene) << GENE_SHIFT;
    let code: u32 = 0;
    let known = 0;
    // Of the bases up to here, how many in a row equal the one before, and the one before that.
    let once = 0;
    let twice = 0;
    let six: u32 = 0;
    let seven: u32 = 0;
    let eight: u32 = 0;
    for (; at < end; at++) {
      const base: u32 = load<u8>(codes + <usize>load<u8>(at));
      if (base > 3) {
        known = once = twice = 0;
        continue;
      }
      once = known > 0 && base == (code & 3) ? once + 1 : 0;
      twice = known > 1 && base == ((code >> 2) & 3) ? twice + 1 : 0;
      code = (code << 2) | base;
      if (++known < 6) continue;
      const again = max(once, twice);
      const counts6: u32 = u32(again < 6);
      const counts7: u32 = u32(known > 6 && again < 7);
      const counts8: u32 = u32(known > 7 && again < 8);
      const flags = counts6 | (counts7 << 1) | (counts8 << 2);
      if (flags == 0) continue;
      six += counts6;
      seven += counts7;
      eight += counts8;
      const bucket = bucketEnds + ((<usize>(code & 255)) << 2);
      const place = load<u32>(bucket);
      store<u32>(bucket, place + 1);
      store<u32>(entries + ((<usize>place) << 2), own | (((code >> 8) & 255) << FLAG_BITS) | flags);
    }
    const size = sizes + (<usize>gene << 2);
    store<u32>(size, six);
    store<u32>(size + (<usize>genes << 2), seven);
    store<u32>(size + (<usize>genes << 3), eight);
  }
}

/** Of the lengths 6, 7 and 8: where shares are found, and where results go, as addresses. */
const ADDRESSES: usize = 10;
const addresses = memory.data(3 * 10 * 4, 8);
const SHARES: usize = 0;
const SQUARES: usize = 4;
const TOTALS: usize = 8;
const GENE_COUNTS: usize = 12;
const HIGHEST_SUMS: usize = 16;
const LOWEST_SUMS: usize = 20;
const HIGHEST_PLACES: usize = 24;
const LOWEST_PLACES: usize = 28;
const VARIANCES: usize = 32;
const HITS: usize = 36;

/**
 * Asks for the words of a length. shares: f64 [length + 1][genes + 1] expected share of words with so many G and C up to each gene;
 * squares: f64 [length + 1]. The rest is written: u32 or f64 [4^length] by code of the word; hits u32
 * [256 buckets][windows][4^(length - 4)].
 */
export function askFor(
  length: i32,
  shares: usize,
  squares: usize,
  totals: usize,
  geneCounts: usize,
  highest: usize,
  lowest: usize,
  highestAt: usize,
  lowestAt: usize,
  variances: usize,
  hits: usize,
): void {
  const own = addressesOf(length);
  store<usize>(own, shares, SHARES);
  store<usize>(own, squares, SQUARES);
  store<usize>(own, totals, TOTALS);
  store<usize>(own, geneCounts, GENE_COUNTS);
  store<usize>(own, highest, HIGHEST_SUMS);
  store<usize>(own, lowest, LOWEST_SUMS);
  store<usize>(own, highestAt, HIGHEST_PLACES);
  store<usize>(own, lowestAt, LOWEST_PLACES);
  store<usize>(own, variances, VARIANCES);
  store<usize>(own, hits, HITS);
}

/**
 * All words of the lengths that were asked for, and forgets these.
 *
 * bucketStarts, bucketEnds: u32 [256] in `entries`; windowEnds: u32 [windows], the last of them `genes`.
 */
export function scanWords(
  entries: usize,
  bucketStarts: usize,
  bucketEnds: usize,
  genes: i32,
  windowEnds: usize,
  windows: i32,
): void {
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const at = <usize>bucket << 2;
    const from = entries + ((<usize>load<u32>(bucketStarts + at)) << 2);
    const to = entries + ((<usize>load<u32>(bucketEnds + at)) << 2);
    countEntries(from, to);
    // One length after the other, as long as the entries of the bucket are near.
    for (let length = 6; length <= 8; length++) {
      if (load<usize>(addressesOf(length), TOTALS) == 0) continue;
      const words = 1 << (2 * (length - 4));
      const flag: u32 = 1 << (length - 6);
      startBucket(bucket, words, flag, length, genes);
      scanBucket(bucket, from, to, words, flag, length, windowEnds, windows);
      storeBucket(bucket, words, length);
    }
  }
  memory.fill(addresses, 0, 3 * ADDRESSES * sizeof<usize>());
}

// @ts-ignore: decorator
@inline
function addressesOf(length: i32): usize {
  return addresses + (<usize>(length - 6)) * ADDRESSES * sizeof<usize>();
}

// @ts-ignore: decorator
@inline
function stateOf(word: i32): usize {
  return states + (<usize>word << STATE_SHIFT);
}

function countEntries(from: usize, to: usize): void {
  memory.fill(counts, 0, 2048 << 2);
  for (let at = from; at < to; at += 4) {
    const place = counts + ((<usize>(load<u32>(at) & 2047)) << 2);
    store<u32>(place, load<u32>(place) + 1);
  }
}

/** Opens the states of the words that end in the bases of a bucket. */
function startBucket(bucket: i32, words: i32, flag: u32, length: i32, genes: i32): void {
  memory.fill(states, 0, <usize>words << STATE_SHIFT);
  memory.fill(totals, 0, <usize>words << 2);
  const mask = <u32>(words - 1);
  for (let kind: u32 = 0; kind < 2048; kind++) {
    if ((kind & flag) == 0) continue;
    const total = totals + ((<usize>((kind >> FLAG_BITS) & mask)) << 2);
    store<u32>(total, load<u32>(total) + load<u32>(counts + ((<usize>kind) << 2)));
  }
  const squares = load<usize>(addressesOf(length), SQUARES);
  for (let word = 0; word < words; word++) {
    let gc = 0;
    for (let rest = (word << 8) | bucket, i = 0; i < length; i++, rest >>= 2) {
      gc += i32((rest & 3) == 1 || (rest & 3) == 2);
    }
    store<u32>(columns + (<usize>word << 2), <u32>(gc * (genes + 1)) << 3);
    const total = <f64>load<u32>(totals + (<usize>word << 2));
    const state = stateOf(word);
    store<f64>(state, total * total * load<f64>(squares + ((<usize>gc) << 3)), VARIANCE);
    store<u32>(state, NO_GENE, GENE);
  }
}

/**
 * One entry after another. What a gene does to the sums of a word is known when its last occurrence there was seen: when the
 * next gene has the word, or at the end.
 */
function scanBucket(
  bucket: i32,
  from: usize,
  to: usize,
  words: i32,
  flag: u32,
  length: i32,
  windowEnds: usize,
  windows: i32,
): void {
  const mask = <u32>(words - 1);
  const shares = load<usize>(addressesOf(length), SHARES);
  const hits = load<usize>(addressesOf(length), HITS) + ((<usize>(bucket * words * windows)) << 2);
  let window = 0;
  let windowEnd = load<u32>(windowEnds);
  for (let at = from; at < to; at += 4) {
    const entry = load<u32>(at);
    if ((entry & flag) == 0) continue;
    const gene = entry >> GENE_SHIFT;
    while (windowEnd <= gene) {
      storeHits(hits, words, window++);
      windowEnd = load<u32>(windowEnds + (<usize>window << 2));
    }
    const word = (entry >> FLAG_BITS) & mask;
    const state = stateOf(word);
    if (load<u32>(state, GENE) == gene) {
      store<u32>(state, load<u32>(state, HERE) + 1, HERE);
      continue;
    }
    endGene(state);
    const share = shares + ((<usize>gene) << 3) + <usize>load<u32>(columns + ((<usize>word) << 2));
    const shareBefore = load<f64>(share);
    const shareAfter = load<f64>(share, 8);
    const total = <f64>load<u32>(totals + ((<usize>word) << 2));
    const low = <f64>load<u32>(state, SEEN) - total * shareBefore;
    if (low < load<f64>(state, LOWEST)) {
      store<f64>(state, low, LOWEST);
      store<u32>(state, gene, LOWEST_AT);
    }
    store<f64>(state, total * shareAfter, UP_TO_HERE);
    store<f64>(state, total * (shareAfter - shareBefore), EXPECTED);
    store<u32>(state, 1, HERE);
    store<u32>(state, gene, GENE);
    store<u32>(state, load<u32>(state, GENES) + 1, GENES);
  }
  while (window < windows) storeHits(hits, words, window++);
  for (let word = 0; word < words; word++) endGene(stateOf(word));
}

/** Takes the occurrences of a word in the latest gene into its sums; without any they stay as they are. */
// @ts-ignore: decorator
@inline
function endGene(state: usize): void {
  const here = load<u32>(state, HERE);
  const seen = load<u32>(state, SEEN) + here;
  store<u32>(state, seen, SEEN);
  const high = <f64>seen - load<f64>(state, UP_TO_HERE);
  if (high > load<f64>(state, HIGHEST)) {
    store<f64>(state, high, HIGHEST);
    store<u32>(state, load<u32>(state, GENE) + 1, HIGHEST_AT);
  }
  const occurrences = <f64>here;
  const variance = load<f64>(state, VARIANCE) + occurrences * (occurrences - 2 * load<f64>(state, EXPECTED));
  store<f64>(state, variance, VARIANCE);
}

/** Occurrences up to now, those in the latest gene too. */
function storeHits(hits: usize, words: i32, window: i32): void {
  const row = hits + ((<usize>(window * words)) << 2);
  for (let word = 0; word < words; word++) {
    const state = stateOf(word);
    store<u32>(row + (<usize>word << 2), load<u32>(state, SEEN) + load<u32>(state, HERE));
  }
}

function storeBucket(bucket: i32, words: i32, length: i32): void {
  const own = addressesOf(length);
  const occurrences = load<usize>(own, TOTALS);
  const geneCounts = load<usize>(own, GENE_COUNTS);
  const highest = load<usize>(own, HIGHEST_SUMS);
  const lowest = load<usize>(own, LOWEST_SUMS);
  const highestAt = load<usize>(own, HIGHEST_PLACES);
  const lowestAt = load<usize>(own, LOWEST_PLACES);
  const variances = load<usize>(own, VARIANCES);
  for (let word = 0; word < words; word++) {
    const state = stateOf(word);
    const integers = <usize>((word << 8) | bucket) << 2;
    const doubles = integers << 1;
    store<u32>(occurrences + integers, load<u32>(totals + (<usize>word << 2)));
    store<u32>(geneCounts + integers, load<u32>(state, GENES));
    store<f64>(highest + doubles, load<f64>(state, HIGHEST));
    store<f64>(lowest + doubles, load<f64>(state, LOWEST));
    store<u32>(highestAt + integers, load<u32>(state, HIGHEST_AT));
    store<u32>(lowestAt + integers, load<u32>(state, LOWEST_AT));
    store<f64>(variances + doubles, load<f64>(state, VARIANCE));
  }
}
