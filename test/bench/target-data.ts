import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { resolveMirna } from '../../src/mirna/families/resolve-mirna.ts';
import { hasShared, sharedPath } from '../shared.ts';
import { randomSequence, seededRandom } from '../unit/mirna/random.ts';

export const MIRNA = await resolveMirna('hsa-miR-9-5p');

export interface NamedSequence {
  readonly id: string;
  readonly sequence: string;
}

/** What each part of the benchmark works on. */
export interface TargetWork {
  readonly base: readonly NamedSequence[];
  /** The base sequences, repeated. */
  readonly all: readonly NamedSequence[];
  /** For files that are removed at the end. */
  readonly folder: string;
  readonly isQuick: boolean;
}

export function baseSequences(): NamedSequence[] {
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

export function repeated(base: readonly NamedSequence[], total: number): NamedSequence[] {
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

export function lengthOf(sequences: readonly NamedSequence[]): number {
  return sequences.reduce((sum, { sequence }) => sum + sequence.length, 0);
}

export function writeFasta(file: string, sequences: readonly NamedSequence[], lineLength = 1e9): void {
  const wrapped = (sequence: string) => sequence.replace(new RegExp(`.{${lineLength}}`, 'g'), '$&\n').trim();
  const fold = lineLength < 1e9 ? wrapped : (sequence: string) => sequence;
  writeFileSync(file, sequences.map(({ id, sequence }) => `>${id}\n${fold(sequence)}\n`).join(''));
}

/** Least wall time of several runs, s. */
export async function least(runs: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000;
}

export function report(what: string, seconds: number, nt: number, target: string): void {
  const rate = `${(nt / seconds / 1e6).toFixed(nt / seconds > 1e8 ? 0 : 2)} Mnt/s`;
  console.log(`${what.padEnd(58)} ${seconds.toFixed(3).padStart(8)} s ${rate.padStart(12)}   ${target}`);
}
