import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { targetScanFolding } from '../../src/mirna/folding/folding-rules.ts';
import { UnpairedFolder } from '../../src/mirna/folding/unpaired-folder.ts';
import { seedrank } from '../pipeline/small-study.ts';
import { hasShared, sharedPath, whyShared } from '../shared.ts';
import { randomSequence, seededRandom } from '../unit/mirna/random.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-folding-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasShared)(`accessibility on real 3' UTRs${whyShared}`, () => {
  const sample = (name: string) => sharedPath('oracles/targetscan/sample', name);
  const utrs = () => sample('input/UTR_Sequences_sample.txt');

  it("is RNAplfold's of TargetScan's sample, 26 tables to the last character, on one thread and on two", () => {
    const theirs = readdirSync(sample('RNAplfold_in_out')).filter((name) => name.endsWith('_lunp.gz'));
    for (const threads of ['1', '2']) {
      const out = join(folder, threads);
      const flags = ['--utrs', utrs(), '--all-species', '--threads', threads, '--out', out];
      expect(seedrank(folder, 'accessibility', ...flags)).toMatchObject({ code: 0 });
      expect(readdirSync(out).sort()).toEqual(theirs.map((name) => name.replace('.gz', '')).sort());
      for (const name of theirs) {
        const text = gunzipSync(readFileSync(sample(`RNAplfold_in_out/${name}`))).toString();
        expect(readFileSync(join(out, name.replace('.gz', '')), 'utf8') === text, name).toBe(true);
      }
    }
  }, 120_000);

  it('of sites does not depend on threads', () => {
    const file = sharedPath('data/human_3utr_1000/human_3utr_1000_refseq.fa.gz');
    const scored = (threads: string) => {
      const out = join(folder, `sites${threads}.tsv`);
      const flags = ['--utrs', file, '--mirna', 'let-7c-5p,miR-16-5p', '--scores', '--threads', threads, '--out', out];
      expect(seedrank(folder, 'sites', ...flags)).toMatchObject({ code: 0 });
      return readFileSync(out, 'utf8');
    };
    expect(scored('2') === scored('1')).toBe(true);
  }, 120_000);
});

describe('accessibility of long sequences', () => {
  it('is the same in pieces as in one', () => {
    const sequence = randomSequence(seededRandom(5), 5000, 'GGCAUU');
    const ends = Int32Array.from({ length: 5000 }, (_, k) => k + 1);
    const folding = new UnpairedFolder(targetScanFolding);
    const whole = folding.stretches(sequence, ends, [1, 20]);
    for (const end of [1, 19, 600, 1119, 1120, 1121, 1122, 2500, 4999, 5000]) {
      const alone = folding.stretches(sequence, Int32Array.of(end), [1, 20]);
      for (const [u, value] of alone.entries()) {
        const other = whole[(end - 1) * 20 + u]!;
        expect(Number.isNaN(value) ? Number.isNaN(other) : Math.abs(value / other - 1) < 1e-13).toBe(true);
      }
    }
  });

  it('by the kernel is that of the plain recursions on random sequences of all kinds', () => {
    const random = seededRandom(77);
    let largest = 0;
    for (const letters of ['ACGU', 'GGCCAU', 'GUGUCA', 'AUGCN', 'GC']) {
      for (const length of [5, 37, 81, 160]) {
        const sequence = randomSequence(random, length, letters);
        const ends = Int32Array.from({ length }, (_, k) => k + 1);
        const range = [1, Math.min(20, length)] as const;
        const [ours, plain] = [true, false].map((mayUseWasm) =>
          new UnpairedFolder(targetScanFolding, mayUseWasm).stretches(sequence, ends, range),
        );
        for (const [k, value] of ours!.entries()) {
          if (!Number.isNaN(value)) largest = Math.max(largest, Math.abs(value / plain![k]! - 1));
        }
      }
    }
    console.log(`largest relative difference between the kernel and the plain recursions: ${largest.toExponential(1)}`);
    expect(largest).toBeLessThan(1e-12);
  }, 120_000);
});
