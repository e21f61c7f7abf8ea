import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duplex } from '../../../pipeline/commands/duplex/run-duplex.ts';
import type { GivenFlags } from '../../../pipeline/study/options/option-values.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const lines = (file: string) => gunzipSync(readFileSync(file)).toString('latin1').replace(/\n$/, '').split('\n');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-duplex-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The command's table in RNAhybrid's compact form. */
async function compact(flags: Omit<GivenFlags<'duplex'>, 'out' | 'threads'>): Promise<string[]> {
  const out = join(folder, 'duplex.tsv');
  await duplex({ ...flags, out, threads: '1' });
  const [, ...rows] = readFileSync(out, 'latin1').replace(/\n$/, '').split('\n');
  return rows.map((row) => row.replaceAll('\t', ':'));
}

const human = { set: '3utr_human' };

describe('on invented sequences every row equals that of RNAhybrid', () => {
  const files = { utrs: here('targets.fa'), mirnas: here('mirnas.fa') };
  it.each<[string, Omit<GivenFlags<'duplex'>, 'out' | 'utrs'>]>([
    ['default', human],
    ['helix', { ...human, helix: '2,7' }],
    ['helix-3-8', { ...human, helix: '3,8' }],
    ['worm-limits', { set: '3utr_worm', maxInternalLoop: '3', maxBulge: '2' }],
    ['hits', { set: '3utr_fly', hits: '4', maxEnergy: '-9' }],
    ['hits-helix', { ...human, hits: '3', helix: '2,6', maxP: '0.9' }],
  ])('%s', async (name, flags) => {
    const expected = lines(here(`${name}.txt.gz`));
    expect(await compact({ ...files, ...flags })).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });
});

describe.skipIf(!hasShared)(`on human 3' UTRs every row equals that of RNAhybrid${whyShared}`, () => {
  const files = {
    utrs: sharedPath('oracles/rnahybrid/utr.fa.gz'),
    mirnas: sharedPath('oracles/rnahybrid/mir.fa.gz'),
    compat: 'rnahybrid',
  };
  it.each<[string, Omit<GivenFlags<'duplex'>, 'out' | 'utrs'>, number]>([
    ['default', human, 600],
    ['helix2_7', { ...human, helix: '2,7' }, 600],
    ['worm_u3_v2', { set: '3utr_worm', maxInternalLoop: '3', maxBulge: '2' }, 600],
    ['helix2_8_hits5_e14', { ...human, helix: '2,8', hits: '5', maxEnergy: '-14' }, 736],
    ['hits4_p0.1', { ...human, hits: '4', maxP: '0.1' }, 25],
  ])('%s', async (name, flags, rows) => {
    const found = await compact({ ...files, ...flags });
    expect(found).toEqual(lines(sharedPath(`oracles/rnahybrid/${name}.txt.gz`)));
    expect(found).toHaveLength(rows);
  });
});
