import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '../../../pipeline/files/find-files.ts';
import { openInput } from '../../../pipeline/files/open-input.ts';
import { targets } from '../../../pipeline/stages/targets/targets-stage.ts';
import { packUtrs } from '../../../src/analyses/targets/pack-utrs.ts';
import { isFasta } from '../../../src/analyses/targets/target-sequences.ts';
import { formatUtrFile } from '../../../src/artifacts/utr-file.ts';
import { readUtrs } from '../../../src/formats/sequences/utr-fasta.ts';
import { type Mirna, parseMirna } from '../../../src/mirna/families/mirna.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seedrank-stage-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Row = Readonly<Record<string, string>>;

/** The rows of a table with a header; blanks at the ends of cells count. */
function rowsOf(file: string): Row[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('latin1');
  const [header = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const names = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, k) => [names[k], cell])));
}

interface Given {
  readonly mirnas: readonly Mirna[];
  readonly utrs: string;
  readonly orfs?: string;
  readonly airs?: string;
  readonly parameters?: readonly string[];
  readonly accessibility?: readonly string[];
}

/** Keeps the 3' UTRs as `ingest` does, runs the stage, and returns its tables and notes. */
async function search({ mirnas, parameters = [], accessibility = [], ...files }: Given) {
  const mirna = join(folder, 'mirna.json');
  writeFileSync(mirna, JSON.stringify(mirnas));
  const sequences = join(folder, 'sequences.utrs');
  const source = openInput(files.utrs);
  const set = await readUtrs(source, { species: 9606 });
  writeFileSync(sequences, Buffer.concat(formatUtrFile(packUtrs(set, !(await isFasta(source))))));
  const optional: Readonly<Record<string, string | undefined>> = { mirna, sequences, ...files };
  const notes: string[] = [];
  await targets.run({
    params: { utrSpecies: 9606, duplexSet: '3utr_human', computesAccessibility: false },
    input: (name) => optional[name]!,
    optionalInput: (name) => optional[name],
    files: (name) => (name === 'parameters' ? parameters : accessibility),
    inputs: () => new Map(),
    output: (name) => join(folder, `${name}.tsv`),
    parallel: { threads: 1 },
    emit: (message) => notes.push(message.text),
  });
  const table = (name: string) => rowsOf(join(folder, `${name}.tsv`));
  return {
    sites: table('sites'),
    siteDuplexes: table('siteDuplexes'),
    counts: table('counts'),
    duplexes: table('duplexes'),
    notes,
  };
}

describe.skipIf(!hasShared)(`the targets stage on TargetScan's sample${whyShared}`, () => {
  const sample = (name: string) => sharedPath('oracles/targetscan/sample', name);

  it('gives the sites, conservation and scores of its programs', async () => {
    const listed = readFileSync(sample('input/miR_for_context_scores.sample.txt'), 'utf8').trim().split(/\r?\n/);
    const mirnas = listed
      .map((line) => line.split('\t'))
      .filter(([, species]) => species === '9606')
      .map(([, , name, sequence]) => parseMirna(name!, sequence!));
    const { sites, notes } = await search({
      mirnas,
      utrs: sample('input/UTR_Sequences_sample.txt'),
      orfs: sample('input/ORF_Sequences_sample.txt'),
      airs: sample('input/All_cell_lines.AIRs.txt'),
      parameters: await filesBelow(sample('params')),
      accessibility: (await filesBelow(sample('RNAplfold_in_out'))).filter((file) => /_lunp(\.gz)?$/.test(file)),
    });
    const keyOf = (...cells: (string | undefined)[]) => cells.join(' ');
    const found = new Map(sites.map((row) => [keyOf(row.utr_id, row.mirna, row.utr_start, row.utr_end), row]));
    const scores = rowsOf(sample('output/Targets.BL_PCT.context_scores.txt')).filter(
      (row) => row['Species ID'] === '9606',
    );
    expect(sites).toHaveLength(scores.length);
    let largest = 0;
    for (const row of scores) {
      const site = found.get(keyOf(row['Gene ID'], row['Mirbase ID'], row['UTR start'], row['UTR end']))!;
      largest = Math.max(largest, Math.abs(Number(site.context_score) - Number(row['context++ score'])));
      expect(Number(site.air)).toBeCloseTo(Number(row.AIR), 5);
    }
    console.log(`largest difference of a context++ score by the rules of the paper: ${largest.toFixed(3)}`);
    // The slips of the programs, feature by feature, are in targetscan.test.ts.
    expect(largest).toBeLessThan(0.026);
    const conservation = rowsOf(sample('output/targetscan_70_output.BL_PCT.txt')).filter(
      // The programs search the other families in man only; the stage, which is not told of species, in all.
      (row) => row.species_ID === '9606' && /^(let-7\/98|miR-(1\/206|10|18|101))$/.test(row.miRNA_family_ID!),
    );
    const places = new Map(sites.map((row) => [keyOf(row.utr_id, row.utr_start, row.utr_end), row]));
    let compared = 0;
    for (const row of conservation) {
      const site = places.get(keyOf(row.Gene_ID, row.UTR_start, row.UTR_end));
      if (!site) continue;
      compared++;
      expect(Number(site.branch_length)).toBe(Number(row['Branch length score']));
      if (row.Pct === 'NA') expect(site.pct).toBe('NA');
      else expect(Number(site.pct)).toBeCloseTo(Number(row.Pct), 9);
      expect(site.conserved).toBe(row.Conserved === 'x' ? 'yes' : 'no');
    }
    expect(compared).toBeGreaterThan(20);
    expect(sites.some(({ accessibility }) => Number(accessibility) > 0)).toBe(true);
    expect(notes.join()).not.toContain('accessibility');
  });
});

describe("the targets stage on RNAhybrid's test sequences", () => {
  const golden = (name: string) => fileURLToPath(new URL(`../rnahybrid/${name}`, import.meta.url));

  it('gives the duplexes of RNAhybrid, and each site its own', async () => {
    const text = readFileSync(golden('mirnas.fa'), 'utf8').trim().split(/>|\n/).filter(Boolean);
    const mirnas = text.flatMap((name, k) => (k % 2 === 0 ? [parseMirna(name, text[k + 1]!)] : []));
    const { duplexes, sites, siteDuplexes, counts } = await search({ mirnas, utrs: golden('targets.fa') });
    const expected = gunzipSync(readFileSync(golden('default.txt.gz')))
      .toString('latin1')
      .split('\n');
    expect(duplexes.length).toBeGreaterThan(4);
    for (const row of duplexes) expect(expected).toContain(Object.values(row).join(':'));
    expect(new Set(duplexes.map((row) => `${row.target} ${row.mirna}`))).toEqual(
      new Set(sites.map((row) => `${row.utr_id} ${row.mirna}`)),
    );
    expect(counts).toHaveLength(32 * mirnas.length);
    sites.forEach((site, k) => {
      const own = siteDuplexes[k]!;
      expect([own.utr_id, own.mirna, own.utr_start]).toEqual([site.utr_id, site.mirna, site.utr_start]);
      const best = duplexes.find((row) => row.target === site.utr_id && row.mirna === site.mirna)!;
      // A duplex that must hold the site binds at most as well as the best one.
      expect(Number(own.mfe)).toBeGreaterThanOrEqual(Number(best.mfe));
      const seed = mirnas.find(({ name }) => name === site.mirna)!.seed.slice(0, 6);
      const paired = own.mirna_paired!.replaceAll(' ', '').split('').reverse().join('');
      expect(paired).toContain(seed);
    });
  });
});
