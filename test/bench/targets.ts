/**
 * Speed of target prediction, each figure beside the original program where it is installed.
 * Run: npm run build && node dist/test/bench/targets.js [--quick]
 *
 * Sequences: 1,000 human 3' UTRs of the reference data, repeated to 30 million nt; without them random ones of the same
 * lengths. Times are the least of several runs, in processes that share the machine with others.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { duplexThreads } from '../../pipeline/executors/duplex-threads.ts';
import { DuplexSearch } from '../../src/mirna/duplex-job.ts';
import { extremeValueParameters } from '../../src/mirna/duplex-pvalue.ts';
import { conservedMirnas, groupByFamily } from '../../src/mirna/families.ts';
import { encodeBases } from '../../src/mirna/nucleotides.ts';
import { resolveMirna } from '../../src/mirna/resolve-mirna.ts';
import { createUtrScanner, type Utr } from '../../src/mirna/sites.ts';
import { streamFasta } from '../../src/tables/fasta.ts';
import { hasShared, sharedPath } from '../shared.ts';
import { randomSequence, seededRandom } from '../unit/mirna/random.ts';

const isQuick = process.argv.includes('--quick');
const TOTAL = isQuick ? 3e6 : 30e6;
const MIRNA = resolveMirna('hsa-miR-9-5p');

interface NamedSequence {
  readonly id: string;
  readonly sequence: string;
}

function baseSequences(): NamedSequence[] {
  if (!hasShared) {
    const random = seededRandom(9);
    return Array.from({ length: 1000 }, (_, k) => {
      const length = Math.ceil(1500 * -Math.log(1 - random()));
      return { id: `UTR${k}`, sequence: randomSequence(random, length, 'AAACCGGTTT') };
    });
  }
  const text = gunzipSync(readFileSync(sharedPath('data/human_3utr_1000/human_3utr_1000_refseq.fa.gz'))).toString();
  return text
    .split('>')
    .slice(1)
    .map((record) => {
      const [header = '', ...lines] = record.split('\n');
      return { id: header.split(/\s/)[0]!, sequence: lines.join('').trim() };
    });
}

function repeated(base: readonly NamedSequence[], total: number): NamedSequence[] {
  const all: NamedSequence[] = [];
  for (let size = 0, round = 0; size < total; round++) {
    for (const { id, sequence } of base) {
      all.push({ id: `${id}.${round}`, sequence });
      size += sequence.length;
      if (size >= total) break;
    }
  }
  return all;
}

const lengthOf = (sequences: readonly NamedSequence[]) =>
  sequences.reduce((sum, { sequence }) => sum + sequence.length, 0);

async function least(runs: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000;
}

function report(what: string, seconds: number, nt: number, target: string): void {
  const rate = `${(nt / seconds / 1e6).toFixed(nt / seconds > 1e8 ? 0 : 2)} Mnt/s`;
  console.log(`${what.padEnd(58)} ${seconds.toFixed(3).padStart(8)} s ${rate.padStart(12)}   ${target}`);
}

async function benchSites(sequences: readonly NamedSequence[], folder: string): Promise<void> {
  const nt = lengthOf(sequences);
  const utrs: Utr[] = sequences.map(({ id, sequence }) => ({ id, sequence: Buffer.from(sequence) }));
  const scanAll = (mirnas: Parameters<typeof createUtrScanner>[0]) => () => {
    const scan = createUtrScanner(mirnas);
    let sites = 0;
    for (const utr of utrs) sites += scan(utr).length;
    return sites;
  };
  report('sites of one miRNA, from memory', await least(7, scanAll(MIRNA)), nt, 'wanted: 30 Mnt in 0.2 s');
  const families = groupByFamily(conservedMirnas());
  report(
    `sites of all ${families.length} families, from memory`,
    await least(3, scanAll(families)),
    nt,
    'wanted: 30 Mnt in 1 s',
  );
  const fasta = join(folder, 'utrs.fa');
  writeFileSync(fasta, sequences.map(({ id, sequence }) => `>${id}\n${sequence}\n`).join(''));
  const fromFile = async () => {
    const scan = createUtrScanner(MIRNA);
    for await (const record of streamFasta(fasta)) scan(record);
  };
  report('sites of one miRNA, with reading FASTA', await least(3, fromFile), nt, 'wanted: 30 Mnt in 0.5 s');
}

const rules = { maxInternalLoop: 15, maxBulge: 15 };
const cases = [
  { name: 'duplexes', rules, flags: [] as string[], wanted: 'wanted: 50 times RNAhybrid' },
  {
    name: 'duplexes, helix 2,7',
    rules: { ...rules, helix: { from: 2, to: 7 } },
    flags: ['-f', '2,7'],
    wanted: 'wanted: 90 times',
  },
];

async function benchDuplexes(
  base: readonly NamedSequence[],
  all: readonly NamedSequence[],
  folder: string,
): Promise<void> {
  const small = base.slice(0, isQuick ? 100 : 300);
  const nt = lengthOf(small);
  const targets = small.map(({ id, sequence }) => ({ id, bases: encodeBases(sequence) }));
  const [targetFile, queryFile] = [join(folder, 'targets.fa'), join(folder, 'query.fa')];
  // Short lines, because RNAhybrid loses letters of long ones.
  writeFileSync(
    targetFile,
    small.map(({ id, sequence }) => `>${id}\n${sequence.replace(/.{80}/g, '$&\n').trim()}\n`).join(''),
  );
  writeFileSync(queryFile, `>${MIRNA.name}\n${MIRNA.sequence}\n`);
  const hasOriginal = spawnSync('RNAhybrid', ['-h']).error === undefined;
  for (const { name, rules: allowed, flags, wanted } of cases) {
    const search = new DuplexSearch();
    search.begin(jobOf(allowed));
    const args = ['-s', '3utr_human', '-c', '-m', '100000', ...flags, '-t', targetFile, '-q', queryFile];
    let [ours, original] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const find = () => {
      for (const { id, bases } of targets) search.find(id, bases);
    };
    // Turn by turn, so that both meet the same other load on the machine.
    for (let round = 0; round < 5; round++) {
      ours = Math.min(ours, await least(6, find));
      if (!hasOriginal) continue;
      original = Math.min(original, await least(1, () => execFileSync('RNAhybrid', args, { maxBuffer: 1 << 28 })));
    }
    const times = hasOriginal ? `${(original / ours).toFixed(0)} times RNAhybrid` : 'RNAhybrid is not installed';
    report(name, ours, nt, `${times}; ${wanted}`);
    if (hasOriginal) report('  RNAhybrid 2.1.2, whole process', original, nt, '');
  }
  const batches = batchesOf(all);
  const times: number[] = [];
  for (const threads of [1, 2]) {
    const pool = duplexThreads(threads);
    pool.begin(jobOf(rules));
    await pool.search(batches[0]!, false);
    const seconds = await least(isQuick ? 3 : 1, () => Promise.all(batches.map((batch) => pool.search(batch, false))));
    await pool.close();
    times.push(seconds);
    const gain = threads === 1 ? 'wanted: 30 Mnt in 4 s' : `${(times[0]! / seconds).toFixed(2)} times one; wanted: 1.8`;
    report(`duplexes of one miRNA with all, threads: ${threads}`, seconds, lengthOf(all), gain);
  }
}

function jobOf(allowed: (typeof cases)[number]['rules']) {
  const distribution = extremeValueParameters(MIRNA.sequence, '3utr_human');
  return { name: MIRNA.name, sequence: MIRNA.sequence, rules: allowed, distribution, maxHits: 1 };
}

function batchesOf(sequences: readonly NamedSequence[]) {
  const batches: { ids: string[]; bases: Uint8Array[] }[] = [];
  for (let k = 0; k < sequences.length; k += 100) {
    const part = sequences.slice(k, k + 100);
    batches.push({ ids: part.map(({ id }) => id), bases: part.map(({ sequence }) => encodeBases(sequence)) });
  }
  return batches;
}

const folder = mkdtempSync(join(tmpdir(), 'seedrank-bench-'));
try {
  const base = baseSequences();
  const all = repeated(base, TOTAL);
  const source = hasShared ? "human 3' UTRs, repeated" : 'random sequences';
  console.log(`${(lengthOf(all) / 1e6).toFixed(1)} million nt in ${all.length} sequences (${source}); ${MIRNA.name}\n`);
  await benchSites(all, folder);
  await benchDuplexes(base, all, folder);
} finally {
  rmSync(folder, { recursive: true });
}
