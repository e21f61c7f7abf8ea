import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuplexJob, DuplexSearch, duplexRow } from '../../../src/mirna/duplex/duplex-job.ts';
import { extremeValueParameters, type TargetSet } from '../../../src/mirna/duplex/duplex-pvalue.ts';
import { encodeBases, reverseComplement } from '../../../src/mirna/sequences/nucleotides.ts';
import { randomSequence, seededRandom } from '../../unit/mirna/random.ts';

const isInstalled = spawnSync('RNAhybrid', ['-h']).error === undefined;
const why = isInstalled ? '' : ' (skipped: RNAhybrid is not installed)';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-rnahybrid-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Regime {
  readonly targets: number;
  readonly length: readonly [least: number, most: number];
  readonly mirnaLength?: readonly [least: number, most: number];
  readonly letters?: string;
  readonly set?: TargetSet;
  readonly helix?: readonly [from: number, to: number];
  readonly loop?: number;
  readonly bulge?: number;
  readonly hits?: number;
  readonly maxEnergy?: number;
  readonly maxPvalue?: number;
}

const regimes: Readonly<Record<string, Regime>> = {
  'targets shorter than the miRNA': { targets: 80, length: [1, 30] },
  'long targets': { targets: 3, length: [1500, 1990], set: '3utr_worm' },
  'several hits above an energy': { targets: 20, length: [60, 500], hits: 5, maxEnergy: -9 },
  'several hits below a p-value': { targets: 20, length: [60, 500], hits: 4, maxPvalue: 0.9, set: '3utr_fly' },
  'loops of one side': { targets: 25, length: [20, 300], loop: 9, bulge: 1 },
  'small loops and several hits': { targets: 20, length: [60, 300], loop: 2, bulge: 5, hits: 3, maxEnergy: -6 },
  'a helix in the middle': { targets: 25, length: [20, 400], helix: [4, 11] },
  'a helix, limited loops, several hits': {
    targets: 20,
    length: [60, 300],
    helix: [2, 8],
    loop: 7,
    bulge: 4,
    hits: 3,
    maxEnergy: -6,
  },
  'miRNAs of 25 to 30 nt': { targets: 15, length: [20, 400], mirnaLength: [25, 30] },
  'miRNAs of 8 to 16 nt': { targets: 25, length: [10, 300], mirnaLength: [8, 16] },
  'unknown bases': { targets: 25, length: [20, 300], letters: 'ACGUACGUACGUN', hits: 2, maxEnergy: -5 },
  'two letters': { targets: 25, length: [20, 300], letters: 'GU' },
};

/** Targets of random letters, most with an imperfect site of one of the miRNAs. */
function invent(regime: Regime, random: () => number) {
  const between = ([least, most]: readonly [number, number]) => least + Math.floor(random() * (most - least + 1));
  const mirnas = ['m0', 'm1'].map((name) => ({
    name,
    sequence: randomSequence(random, between(regime.mirnaLength ?? [17, 24])),
  }));
  const targets = Array.from({ length: regime.targets }, (_, k) => {
    const letters = [...randomSequence(random, between(regime.length), regime.letters)];
    let at = Math.floor(random() * letters.length);
    for (const letter of random() < 0.6 ? reverseComplement(mirnas[k % 2]!.sequence) : '') {
      if (random() < 0.1) at += Math.floor(random() * 4);
      if (random() > 0.1 && at < letters.length) letters[at++] = letter;
    }
    return { name: `t${k}`, sequence: letters.join('') };
  });
  return { mirnas, targets };
}

describe.skipIf(!isInstalled)(`every row equals that of the installed RNAhybrid${why}`, () => {
  it.each(Object.entries(regimes))('%s', (name, regime) => {
    const { mirnas, targets } = invent(regime, seededRandom(name.length));
    const fasta = (file: string, records: typeof mirnas) => {
      const text = records.map((record) => `>${record.name}\n${record.sequence.replace(/.{60}\B/g, '$&\n')}\n`);
      writeFileSync(join(folder, file), text.join(''));
      return join(folder, file);
    };
    const { set = '3utr_human', helix, loop, bulge, hits, maxEnergy, maxPvalue } = regime;
    const flags = { s: set, f: helix?.join(','), u: loop, v: bulge, b: hits, e: maxEnergy, p: maxPvalue, n: 40 };
    const given = Object.entries(flags).flatMap(([flag, value]) =>
      value === undefined ? [] : [`-${flag}`, `${value}`],
    );
    const files = ['-t', fasta('targets.fa', targets), '-q', fasta('mirnas.fa', mirnas)];
    const printed = execFileSync('RNAhybrid', ['-c', ...given, ...files], { maxBuffer: 1 << 26 }).toString('latin1');
    const search = new DuplexSearch();
    const ours = mirnas.flatMap(({ name, sequence }) => {
      const job: DuplexJob = {
        name,
        sequence,
        rules: {
          maxInternalLoop: loop ?? 15,
          maxBulge: bulge ?? 15,
          helix: helix && { from: helix[0], to: helix[1] },
        },
        distribution: extremeValueParameters(sequence, set),
        maxHits: hits ?? 1,
        maxEnergy,
        maxPvalue,
      };
      search.begin(job);
      return targets.flatMap((target) => search.find(target.name, encodeBases(target.sequence)));
    });
    const rows = ours.map((hit) => duplexRow(hit).replaceAll('\t', ':'));
    expect(rows.sort()).toEqual(printed.replace(/\n$/, '').split('\n').sort());
    expect(rows.length).toBeGreaterThan(5);
  });
});
