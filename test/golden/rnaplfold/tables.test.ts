import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseFasta } from '../../../src/formats/sequences/fasta.ts';
import { type FoldingConvention, targetScanFolding } from '../../../src/mirna/folding/folding-rules.ts';
import { UnpairedFolder } from '../../../src/mirna/folding/unpaired-folder.ts';
import { unpairedTable } from '../../../src/mirna/folding/unpaired-table.ts';

const golden = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const records = parseFasta(readFileSync(golden('random20.fa')), 'random20.fa');

describe.each<[string, FoldingConvention]>([
  ['v219', 'targetscan7'],
  ['v271', 'viennarna-2.7'],
])('RNAplfold, %s', (version, convention) => {
  const rules = { ...targetScanFolding, convention };
  const known = records.filter(({ id }) => existsSync(golden(`${version}/${id}_lunp.gz`)));
  const theirs = (id: string) => gunzipSync(readFileSync(golden(`${version}/${id}_lunp.gz`))).toString();

  it.each(known.map(({ id, sequence }) => [id, sequence] as const))('%s to the last character', (id, sequence) => {
    expect(unpairedTable(new UnpairedFolder(rules), sequence)).toBe(theirs(id));
  });

  it('to the last character by the plain recursions, up to 44 nt and where a second window begins', () => {
    const plain = new UnpairedFolder(rules, false);
    const short = known.filter(({ sequence: { length } }) => length <= 44 || length === 81);
    expect(short.length).toBeGreaterThan(9);
    for (const { id, sequence } of short) expect(unpairedTable(plain, sequence), id).toBe(theirs(id));
  });
});

it('what is too short to fold is unpaired, though the older program writes no table for it', () => {
  expect(unpairedTable(new UnpairedFolder(targetScanFolding), 'GGCC')).toBe(
    '#unpaired probabilities\n #i$\tl=1\t2\t3\t4\t\n1\t1\tNA\tNA\tNA\t\n2\t1\t1\tNA\tNA\t\n3\t1\t1\t1\tNA\t\n4\t1\t1\t1\t1\t\n',
  );
});
