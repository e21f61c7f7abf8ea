import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findInputs } from '../../../pipeline/files/find-files.ts';
import { openInput } from '../../../pipeline/files/open-input.ts';
import {
  type CountsRead,
  type ReadCountsOptions,
  readCounts,
} from '../../../src/formats/counts/dialects/read-counts.ts';
import { countsFromAbundance, GeneSummarizer } from '../../../src/formats/counts/transcripts/summarize.ts';
import { assignGenes, readTranscriptGenes } from '../../../src/formats/counts/transcripts/transcript-genes.ts';
import { numbersOf, readTable, textOf } from '../../../src/formats/delimited/read-table.ts';
import { lengthNormalizationFactors } from '../../../src/normalize/normalization-factors.ts';
import { hasShared, sharedPath, whyShared } from '../../shared.ts';

const golden = fileURLToPath(new URL('../../golden/tximport', import.meta.url));

/** A matrix that R wrote, in the order of the given genes and samples. */
async function matrixOf(path: string, geneIds: readonly string[], samples: readonly string[]): Promise<Float64Array> {
  const table = await readTable(openInput(path));
  const row = new Map(textOf(table, 'gene_id').map((id, i) => [id, i]));
  expect(row.size).toBe(geneIds.length);
  const columns = samples.map((sample) => numbersOf(table, sample));
  return Float64Array.from(geneIds.flatMap((id) => columns.map((column) => column[row.get(id)!]!)));
}

function worstRelative(actual: ArrayLike<number>, expected: Float64Array): number {
  expect(actual.length).toBe(expected.length);
  return expected.reduce(
    (worst, e, i) => Math.max(worst, e === actual[i] ? 0 : Math.abs(actual[i]! - e) / Math.abs(e)),
    0,
  );
}

async function estimates(files: readonly string[], map: string) {
  const tables = await Promise.all(
    files.map((file) => readTable(openInput(file), { numbers: ['EffectiveLength', 'TPM', 'NumReads'] })),
  );
  const genes = assignGenes(textOf(tables[0]!, 'Name'), await readTranscriptGenes(openInput(map)), files[0]!);
  const summarizer = new GeneSummarizer(genes.geneOf, genes.geneIds.length, files.length);
  tables.forEach((table, s) => {
    const [lengths, abundances, counts] = ['EffectiveLength', 'TPM', 'NumReads'].map((name) => numbersOf(table, name));
    summarizer.add(s, { lengths: lengths!, abundances: abundances!, counts: counts! });
  });
  return { geneIds: genes.geneIds, estimates: summarizer.finish() };
}

const read = async (folder: string, map: string, options: ReadCountsOptions = {}): Promise<CountsRead> =>
  readCounts(await findInputs(folder), { transcriptGenes: openInput(map), ...options });

describe('simulated salmon output gives what tximport and DESeq2 give', () => {
  const samples = ['s1', 's2', 's3', 's4'];
  const map = `${golden}/tx2gene.tsv`;
  const files = samples.map((sample) => `${golden}/${sample}.quant.sf`);

  it('estimated counts, average lengths, both kinds of scaled counts', async () => {
    const { geneIds, estimates: found } = await estimates(files, map);
    const expected = (name: string) => matrixOf(`${golden}/${name}.tsv`, geneIds, samples);
    expect(worstRelative(found.counts, await expected('counts'))).toBeLessThan(1e-12);
    expect(worstRelative(found.lengths, await expected('lengths'))).toBeLessThan(1e-12);
    for (const method of ['scaledTPM', 'lengthScaledTPM'] as const) {
      expect(worstRelative(countsFromAbundance(found, method), await expected(method))).toBeLessThan(1e-12);
    }
  });

  it('rounded counts and normalization factors', async () => {
    const table = await read(`${golden}/*.quant.sf`, map);
    expect(table.sampleIds).toEqual(samples);
    const { geneIds, counts, averageLengths } = table;
    expect(worstRelative(counts, await matrixOf(`${golden}/rounded.tsv`, geneIds, samples))).toBe(0);
    const factors = lengthNormalizationFactors({ genes: geneIds.length, samples: 4, counts }, averageLengths!);
    expect(
      worstRelative(factors, await matrixOf(`${golden}/normalization_factors.tsv`, geneIds, samples)),
    ).toBeLessThan(1e-12);
  });
});

describe.skipIf(!hasShared)(`GEUVADIS samples give what tximport and DESeq2 give${whyShared}`, () => {
  const samples = ['ERR188021', 'ERR188088', 'ERR188288'];
  const folder = sharedPath('data/tximport_geuvadis3/salmon');
  const map = sharedPath('data/tximport_geuvadis3/tx2gene.gencode_v27_from_rsem.csv.gz');
  const oracle = (name: string, geneIds: readonly string[]) =>
    matrixOf(sharedPath(`oracles/tximport/${name}.tsv.gz`), geneIds, samples);

  it('estimated counts, average lengths and length-scaled counts to 1e-10', async () => {
    const { geneIds, estimates: found } = await estimates(
      samples.map((sample) => `${folder}/${sample}.quant.sf.gz`),
      map,
    );
    expect(worstRelative(found.counts, await oracle('counts.no', geneIds))).toBeLessThan(1e-10);
    expect(worstRelative(found.lengths, await oracle('length', geneIds))).toBeLessThan(1e-10);
    expect(
      worstRelative(countsFromAbundance(found, 'lengthScaledTPM'), await oracle('counts.lengthScaledTPM', geneIds)),
    ).toBeLessThan(1e-10);
  });

  it('normalization factors to 1e-10', async () => {
    const table = await read(folder, map);
    expect([table.dialect, table.sampleIds]).toEqual(['salmon', samples]);
    const { geneIds, counts, averageLengths } = table;
    const factors = lengthNormalizationFactors({ genes: geneIds.length, samples: 3, counts }, averageLengths!);
    expect(worstRelative(factors, await oracle('normalization_factors', geneIds))).toBeLessThan(1e-10);
  });
});
