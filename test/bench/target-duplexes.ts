import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { duplexThreads } from '../../pipeline/threads/duplex-threads.ts';
import { type DuplexJob, DuplexSearch } from '../../src/mirna/duplex/duplex-job.ts';
import { extremeValueParameters } from '../../src/mirna/duplex/duplex-pvalue.ts';
import { type DuplexRules, defaultDuplexRules } from '../../src/mirna/duplex/duplex-recursion.ts';
import { encodeBases } from '../../src/mirna/sequences/nucleotides.ts';
import { least, lengthOf, MIRNA, report, type TargetWork, writeFasta } from './target-data.ts';

const cases = {
  duplexes: { rules: defaultDuplexRules, flags: [] as string[], wanted: '50 times' },
  'duplexes, helix 2,7': {
    rules: { ...defaultDuplexRules, helix: { from: 2, to: 7 } },
    flags: ['-f', '2,7'],
    wanted: '90 times',
  },
};

function jobOf(rules: DuplexRules): DuplexJob {
  const distribution = extremeValueParameters(MIRNA.sequence, '3utr_human');
  return { name: MIRNA.name, sequence: MIRNA.sequence, rules, distribution, maxHits: 1 };
}

/** One core beside RNAhybrid on the same sequences. */
export async function benchDuplexes(work: TargetWork, name: keyof typeof cases): Promise<void> {
  const { rules, flags, wanted } = cases[name];
  const small = work.base.slice(0, work.isQuick ? 100 : 300);
  const nt = lengthOf(small);
  const targets = small.map(({ id, sequence }) => ({ id, bases: encodeBases(sequence) }));
  const [targetFile, queryFile] = [join(work.folder, 'targets.fa'), join(work.folder, 'query.fa')];
  // Short lines, because RNAhybrid loses letters of long ones.
  writeFasta(targetFile, small, 80);
  writeFileSync(queryFile, `>${MIRNA.name}\n${MIRNA.sequence}\n`);
  const hasOriginal = spawnSync('RNAhybrid', ['-h']).error === undefined;
  const args = ['-s', '3utr_human', '-c', '-m', '100000', ...flags, '-t', targetFile, '-q', queryFile];
  const search = new DuplexSearch();
  search.begin(jobOf(rules));
  const find = () => {
    for (const { id, bases } of targets) search.find(id, bases);
  };
  let [ours, original] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  // Turn by turn, so that both meet the same other load on the machine.
  for (let round = 0; round < 4; round++) {
    ours = Math.min(ours, await least(6, find));
    if (!hasOriginal) continue;
    original = Math.min(original, await least(1, () => execFileSync('RNAhybrid', args, { maxBuffer: 1 << 28 })));
  }
  const times = hasOriginal ? `${(original / ours).toFixed(0)} times RNAhybrid` : 'RNAhybrid is not installed';
  report(name, ours, nt, `${times}; wanted: ${wanted}`);
  if (hasOriginal) report('  RNAhybrid 2.1.2, whole process', original, nt, '');
}

/** One miRNA with all sequences on one thread and on two, turn by turn. */
export async function benchThreads({ all, isQuick }: TargetWork): Promise<void> {
  const batches = batchesOf(all);
  for (const [name, { rules }] of Object.entries(cases)) {
    const pools = [1, 2].map((threads) => ({
      threads,
      pool: duplexThreads(threads),
      best: Number.POSITIVE_INFINITY,
      cores: 0,
    }));
    for (const { pool } of pools) pool.begin(jobOf(rules));
    for (let round = 0; round < (isQuick ? 6 : 4); round++) {
      for (const one of pools) {
        const used = process.cpuUsage();
        const seconds = await least(1, () => Promise.all(batches.map((batch) => one.pool.search(batch, false))));
        const { user, system } = process.cpuUsage(used);
        if (seconds < one.best) Object.assign(one, { best: seconds, cores: (user + system) / 1e6 / seconds });
      }
    }
    for (const { threads, pool, best, cores } of pools) {
      await pool.close();
      const gain =
        threads === 1 ? 'wanted: 30 Mnt in 4 s' : `${(pools[0]!.best / best).toFixed(2)} times one; wanted: 1.8`;
      report(`${name}, all, threads: ${threads}`, best, lengthOf(all), `${gain} (${cores.toFixed(2)} cores used)`);
    }
  }
}

function batchesOf(sequences: TargetWork['all']) {
  const batches: { ids: string[]; bases: Uint8Array[] }[] = [];
  for (let k = 0; k < sequences.length; k += 100) {
    const part = sequences.slice(k, k + 100);
    batches.push({ ids: part.map(({ id }) => id), bases: part.map(({ sequence }) => encodeBases(sequence)) });
  }
  return batches;
}
