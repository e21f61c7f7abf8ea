import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldingThreads } from '../../pipeline/threads/folding-threads.ts';
import { conservedMirnas } from '../../src/mirna/families/families.ts';
import { targetScanFolding } from '../../src/mirna/folding/folding-rules.ts';
import { UnpairedFolder } from '../../src/mirna/folding/unpaired-folder.ts';
import { createUtrScanner } from '../../src/mirna/sites/utr-scanner.ts';
import { lengthOf, type NamedSequence, repeated, report, type TargetWork, writeFasta } from './target-data.ts';

const STRETCH = 14;

/** CPU time, s: wall time says little on a machine that others use. */
async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function leastCpu(runs: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) best = Math.min(best, await cpuSeconds(work));
  return best;
}

/** Last positions of the 14 nt about the sites of some miRNAs, by sequence. */
function endsOfSites(sequences: readonly NamedSequence[], mirnas: number): Map<NamedSequence, number[]> {
  const scan = createUtrScanner(conservedMirnas().slice(0, mirnas));
  const found = new Map<NamedSequence, number[]>();
  for (const one of sequences) {
    const ends = scan({ id: one.id, sequence: one.sequence })
      .map(({ start }) => Math.min(one.sequence.length, start + 7))
      .filter((end) => end >= STRETCH);
    if (ends.length > 0) found.set(one, ends);
  }
  return found;
}

/** Folding on one core and on two threads: whole sequences, sites alone and together; and the memory of the command. */
export async function benchAccessibility(work: TargetWork): Promise<void> {
  const sequences = work.base.slice(0, work.isQuick ? 30 : 150);
  const nt = lengthOf(sequences);
  const folder = new UnpairedFolder(targetScanFolding);
  const whole = await leastCpu(3, () => {
    for (const { sequence } of sequences) {
      folder.printed(
        sequence,
        Array.from(sequence, (_, k) => k + 1),
        STRETCH,
      );
    }
  });
  report('accessibility of every position, one core (CPU time)', whole, nt, '');

  const alone = [...endsOfSites(sequences, 5)].flatMap(([{ sequence }, ends]) =>
    ends.map((end) => ({ sequence, end })),
  );
  const isolated = await leastCpu(3, () => {
    for (const { sequence, end } of alone) folder.printed(sequence, [end], STRETCH);
  });
  perSite('sites of 5 miRNAs, each folded alone', isolated, alone.length, 'wanted: 1 ms');
  for (const mirnas of [5, 50]) {
    const ends = endsOfSites(sequences, mirnas);
    const sites = [...ends.values()].reduce((sum, { length }) => sum + length, 0);
    const merged = await leastCpu(3, () => {
      for (const [{ sequence }, own] of ends) folder.printed(sequence, own, STRETCH);
    });
    perSite(`sites of ${mirnas} miRNAs, near ones folded together`, merged, sites, '');
  }

  const tables: number[] = [];
  for (const threads of [1, 2]) {
    const pool = foldingThreads(targetScanFolding, threads);
    const tasks = () => Promise.all(sequences.map(({ sequence }) => pool.fold({ sequence })));
    await tasks();
    const start = performance.now();
    const cpu = await cpuSeconds(tasks);
    const seconds = (performance.now() - start) / 1000;
    await pool.close();
    tables.push(seconds);
    const gain = threads === 1 ? '' : `${(tables[0]! / seconds).toFixed(2)} times one; `;
    report(`tables of 20 lengths, threads: ${threads}`, seconds, nt, `${gain}${(cpu / seconds).toFixed(2)} cores used`);
  }
  benchMemory(work, nt);
}

function perSite(what: string, seconds: number, sites: number, wanted: string): void {
  const ms = `${((seconds / sites) * 1000).toFixed(2)} ms a site (CPU time), ${sites} sites`;
  console.log(`${what.padEnd(58)} ${ms}   ${wanted}`);
}

const cli = fileURLToPath(new URL('../../pipeline/cli.js', import.meta.url));
const atExit =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("RSS "+process.resourceUsage().maxRSS))';

/** Peak memory of the command at one and four times the sequences. */
function benchMemory({ base, folder }: TargetWork, nt: number): void {
  for (const times of [1, 4]) {
    const sequences = repeated(base, times * nt);
    const [fasta, out] = [join(folder, 'folded.fa'), join(folder, `unpaired${times}`)];
    writeFasta(fasta, sequences);
    const start = performance.now();
    const args = ['accessibility', '--utrs', fasta, '--threads', '2', '--out', out];
    const run = spawnSync(process.execPath, ['--import', atExit, cli, ...args]);
    if (run.status !== 0) throw new Error(run.stderr.toString());
    const peak = (Number(/RSS (\d+)/.exec(run.stderr.toString())![1]) / 1024).toFixed(0);
    report(
      'seedrank accessibility, 2 threads',
      (performance.now() - start) / 1000,
      lengthOf(sequences),
      `peak ${peak} MB`,
    );
    rmSync(out, { recursive: true });
  }
}
