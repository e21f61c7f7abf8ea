import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sites } from '../../../pipeline/commands/sites/run-sites.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-sites-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const sampleFlags = () => ({
  utrs: sample('input/UTR_Sequences_sample.txt'),
  mirnas: sample('input/miR_for_context_scores.sample.txt'),
  families: sample('input/miR_Family_info_sample.txt'),
  allFamilies: true,
  params: sample('params'),
  airs: sample('input/All_cell_lines.AIRs.txt'),
  orfs: sample('input/ORF_Sequences_sample.txt'),
  accessibility: sample('RNAplfold_in_out'),
  scores: true,
});

const text = (file: string) => {
  const bytes = readFileSync(file);
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
};
const sample = (name: string) => sharedPath('oracles/targetscan/sample', name);

describe.skipIf(!hasShared)(`TargetScan 7.0 on its own sample${whyShared}`, () => {
  beforeAll(async () => {
    await sites({
      ...sampleFlags(),
      compat: 'targetscan70',
      out: join(folder, 'sites.tsv'),
      targetscanTables: join(folder, 'sample'),
    });
  });

  it.each([
    ['targetscan_70_output.txt', 'targetscan_70_output.txt', 214],
    ['UTRs_median_BLs_bins.txt', 'UTRs_median_BLs_bins.txt', 6],
    ['targetscan_70_output.BL_PCT.txt', 'targetscan_70_output.BL_PCT.txt', 214],
    ['ORF_Sequences.lengths.txt', 'ORF_Sequences_sample.lengths.txt', 30],
    ['ORF_8mer_counts.txt', 'ORF_8mer_counts_sample.txt', 11],
    ['Targets.BL_PCT.context_scores.txt', 'Targets.BL_PCT.context_scores.txt', 676],
  ])('%s is equal to the byte', (ours, theirs, lines) => {
    const expected = text(sample(`output/${theirs}`));
    expect(text(join(folder, 'sample', ours))).toBe(expected);
    expect(expected.trimEnd().split('\n')).toHaveLength(lines);
  });

  it('has the same scores where accessibility is computed here, 675 contributions of them', async () => {
    const tables = join(folder, 'computed');
    const flags = { ...sampleFlags(), compat: 'targetscan70', accessibility: 'compute', threads: '1' };
    await sites({ ...flags, out: join(folder, 'computed.tsv'), targetscanTables: tables });
    const name = 'Targets.BL_PCT.context_scores.txt';
    expect(text(join(tables, name))).toBe(text(sample(`output/${name}`)));
    expect(text(join(folder, 'computed.tsv'))).toBe(text(join(folder, 'sites.tsv')));
  });

  it('differs from the rules of the paper where the programs slip, and nowhere else', async () => {
    const tables = join(folder, 'paper');
    await sites({ ...sampleFlags(), out: join(folder, 'paper.tsv'), targetscanTables: tables });
    const rows = (file: string) =>
      text(file)
        .trimEnd()
        .split('\n')
        .map((row) => row.split('\t'));
    const [header, ...theirs] = rows(sample('output/Targets.BL_PCT.context_scores.txt'));
    const largestOf = (place: string) => {
      const [, ...ours] = rows(join(place, 'Targets.BL_PCT.context_scores.txt'));
      return header!.slice(6, 28).map((name, k): [string, number] => {
        const differences = theirs.map((row, r) => Math.abs(Number(row[k + 6]) - Number(ours[r]![k + 6])));
        return [name, Number(Math.max(...differences).toFixed(3))];
      });
    };
    const [compatible, paper] = [largestOf(join(folder, 'sample')), largestOf(tables)];
    console.log(
      [
        `largest difference from the sample output in ${theirs.length} scores (--compat targetscan70; rules of the paper):`,
        ...paper.map(([name, difference], k) => `  ${name.padEnd(28)} ${compatible[k]![1]}; ${difference}`),
      ].join('\n'),
    );
    expect(compatible.every(([, difference]) => difference === 0)).toBe(true);
    const largest = paper.slice(0, -1);
    expect(largest.filter(([, difference]) => difference > 0)).toEqual([
      ['site8A contribution', 0.002],
      ['site8C contribution', 0.015],
      ['site8G contribution', 0.012],
      ['SA contribution', 0.011],
      ['Offset 6mer contribution', 0.04],
    ]);
  });
});

describe.skipIf(!hasShared)(`TargetScan 7.0 on 1,000 human 3' UTRs${whyShared}`, () => {
  const oracle = (name: string) => sharedPath('oracles/targetscan/human1000', name);
  const utrs = sharedPath('data/human_3utr_1000/human_3utr_1000_refseq.fa.gz');

  it('finds every site and no other, with scores to the last digit', async () => {
    const records = text(utrs).split('>').slice(1);
    const lengths = records.map((record) => {
      const [header = '', ...lines] = record.split('\n');
      return { id: header.split(/\s/)[0]!, length: lines.join('').trim().length };
    });
    const [airs, orfLengths] = ['airs.txt', 'orfs.txt'].map((name) => join(folder, name));
    writeFileSync(airs!, lengths.map(({ id, length }) => `${id}\t1\t${length}\t100\n`).join(''));
    writeFileSync(orfLengths!, lengths.map(({ id }) => `${id}\t9606\t1200\n`).join(''));
    await sites({
      utrs,
      mirnas: oracle('mir_context.txt'),
      families: oracle('mir_family.txt'),
      allFamilies: true,
      params: sample('params'),
      airs: airs!,
      orfLengths: orfLengths!,
      scores: true,
      accessibility: 'off',
      compat: 'targetscan70',
      out: join(folder, 'human.tsv'),
      targetscanTables: join(folder, 'human'),
    });
    expect(text(join(folder, 'human/targetscan_70_output.txt'))).toBe(text(oracle('sites.txt.gz')));
    const scores = text(oracle('context_scores.txt.gz'));
    expect(text(join(folder, 'human/Targets.BL_PCT.context_scores.txt'))).toBe(scores);
    expect(scores.trimEnd().split('\n')).toHaveLength(6698);
  });

  it('gives the same canonical sites by the default rules', async () => {
    const out = join(folder, 'plain.tsv');
    await sites({
      utrs,
      mirnas: oracle('mir_context.txt'),
      allFamilies: true,
      siteTypes: '8mer,7mer-m8,7mer-A1,6mer',
      out,
    });
    const theirs = text(oracle('sites.txt.gz')).trimEnd().split('\n').slice(1);
    const names: Readonly<Record<string, string>> = { '8mer-1a': '8mer', '7mer-1a': '7mer-A1' };
    const expected = theirs.map((row) => {
      const cells = row.split('\t');
      return [cells[0], cells[1], names[cells[8]!] ?? cells[8], cells[5], cells[6]].join('\t');
    });
    const [, ...found] = text(out).trimEnd().split('\n');
    expect(found.sort()).toEqual(expected.sort());
  });
});
