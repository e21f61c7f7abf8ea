import { writeFile } from 'node:fs/promises';
import { checkReplicates } from '../../src/deseq2/fit.ts';
import { buildReducedDesign } from '../../src/deseq2/reduced-design.ts';
import { resolveContrast } from '../../src/design/contrast.ts';
import { buildDesign } from '../../src/design/design.ts';
import type { Note } from '../../src/design/note.ts';
import { parseMirnas } from '../../src/mirna/mirna.ts';
import { resolveMirna } from '../../src/mirna/resolve-mirna.ts';
import type { GeneAnnotation } from '../../src/tables/gene-annotation.ts';
import { linkUtrs } from '../../src/tables/link-utrs.ts';
import { matchSamples } from '../../src/tables/match-samples.ts';
import { readMirnas } from '../../src/tables/mirna-files.ts';
import { readCounts } from '../../src/tables/read-counts.ts';
import type { Column } from '../../src/tables/read-table.ts';
import { readSampleSheet, type SampleSheet } from '../../src/tables/sample-sheet.ts';
import { writeTypedMatrix } from '../../src/tables/typed-matrix.ts';
import { readUtrs } from '../../src/tables/utrs.ts';
import { writeTable } from '../../src/tables/write-table.ts';
import type { IngestContext } from './ingest.ts';

/** The genes of the count table, and their symbols where it has them. */
interface Genes {
  readonly ids: readonly string[];
  readonly symbols: GeneAnnotation | undefined;
}

const symbolColumn = /^(gene_?symbol|symbol|gene_?name|external_gene_name|hgnc_symbol)$/i;

export async function ingestSamples({ input, output, emit }: IngestContext): Promise<SampleSheet> {
  const sheet = await readSampleSheet(input('samples'));
  emit({ type: 'note', level: 'info', text: `samples: ${sheet.notes.join('; ')}` });
  await writeTable(output('samples'), new Map([['sample', sheet.sampleIds], ...sheet.columns]));
  return sheet;
}

/** The design must be estimable, and each contrast one of its comparisons. */
export function checkDesign({ params, emit }: IngestContext, sheet: SampleSheet): void {
  const { design, test, reduced } = params;
  const samples = { ids: sheet.sampleIds, columns: Object.fromEntries(sheet.columns) };
  const notes: Note[] = [];
  buildDesign(design, samples);
  for (const { variable, target, reference } of params.contrasts) {
    const references = { [variable]: reference };
    const full = buildDesign(design, samples, { references }, notes);
    resolveContrast(full, { kind: 'levels', variable, target, reference });
    buildReducedDesign(full, samples, { design, references, test, reduced: reduced ?? undefined });
    checkReplicates(full, notes);
  }
  for (const text of new Set(notes.map((note) => note.text))) emit({ type: 'note', level: 'info', text });
}

export async function ingestCounts({ files, output, emit }: IngestContext, sheet: SampleSheet): Promise<Genes> {
  const table = matchSamples(await readCounts(files('counts'), { sheet }), sheet);
  const { geneIds, sampleIds, counts, averageLengths, annotation } = table;
  const size = `${geneIds.length} genes in ${sampleIds.length} samples`;
  emit({ type: 'note', level: 'info', text: `counts: ${[size, ...table.notes].join('; ')}` });
  const names = { rowNames: geneIds, columnNames: sampleIds };
  await writeTypedMatrix(output('counts'), { ...names, data: counts });
  if (averageLengths !== undefined) await writeTypedMatrix(output('lengths'), { ...names, data: averageLengths });
  const [, symbols] = [...annotation].find(([name]) => symbolColumn.test(name)) ?? [];
  if (symbols === undefined) return { ids: geneIds, symbols: undefined };
  const columns = new Map<string, Column>([
    ['gene_id', geneIds],
    ['gene_name', symbols],
  ]);
  await writeTable(output('annotation'), columns);
  const genes = geneIds.map((id, row) => ({ id, name: symbols[row] }));
  return { ids: geneIds, symbols: { file: table.file, genes, notes: [] } };
}

/** Finds the 3' UTR of each gene of the count table, by its id or by its symbol. */
export async function linkGenes(
  { optionalInput, output, emit }: IngestContext,
  { ids, symbols }: Genes,
): Promise<void> {
  const utrFile = optionalInput('utrs');
  if (utrFile === undefined) return;
  const { utrs, notes } = linkUtrs(ids, await readUtrs(utrFile), { annotation: symbols });
  emit({ type: 'note', level: 'info', text: `3' UTRs: ${notes.join('; ')}` });
  const linked = utrs.flatMap((utr, row) => (utr === undefined ? [] : [{ gene: ids[row] as string, utr: utr.id }]));
  const columns = new Map<string, Column>([
    ['gene_id', linked.map(({ gene }) => gene)],
    ['utr_id', linked.map(({ utr }) => utr)],
  ]);
  await writeTable(output('utrLinks'), columns);
}

/** Finds the miRNA of the study, a name or a sequence, among the given and the built-in ones. */
export async function ingestMirna({ params, optionalInput, output, emit }: IngestContext): Promise<void> {
  if (params.mirna === null) return;
  const file = optionalInput('mirnas');
  const given = file === undefined ? [] : parseMirnas(await readMirnas(file), file);
  const mirna = resolveMirna(params.mirna, given);
  emit({ type: 'note', level: 'info', text: `miRNA: ${mirna.name}, ${mirna.sequence}, seed ${mirna.seed}` });
  await writeFile(output('mirna'), `${JSON.stringify(mirna)}\n`);
}
