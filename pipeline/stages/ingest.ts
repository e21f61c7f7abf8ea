import type { Note } from '../../src/design/note.ts';
import type { CountTable } from '../../src/tables/count-table.ts';
import type { Column } from '../../src/tables/read-table.ts';
import type { SampleSheet } from '../../src/tables/sample-sheet.ts';
import type { StageContext, StudyStage } from '../engine/stage.ts';
import type { Study } from '../study/study.ts';

type Params = {
  readonly design: string;
  readonly test: 'wald' | 'lrt';
  readonly reduced: string | null;
  readonly contrasts: readonly { readonly variable: string; readonly target: string; readonly reference: string }[];
  readonly mirna: string | null;
};
type In = 'counts' | 'samples' | 'mirnas' | 'utrs';
type Out = 'counts' | 'lengths' | 'samples' | 'annotation' | 'mirna' | 'utrLinks';
type Context = StageContext<Params, In, Out>;

/**
 * Reads what the study names and refuses what does not fit together, before any other stage runs: the design and each
 * contrast, counts and samples, whether counts and 3' UTRs speak of the same genes, and the miRNA.
 */
export const ingest: StudyStage<Study, Params, In, Out> = {
  id: 'ingest',
  version: 1,
  scope: 'study',
  inputs: { counts: 'files', samples: 'required', mirnas: 'optional', utrs: 'optional' },
  outputs: {
    counts: { file: 'counts.matrix' },
    lengths: { file: 'average_lengths.matrix', optional: true },
    samples: { file: 'samples.tsv' },
    annotation: { file: 'annotation.tsv', optional: true },
    mirna: { file: 'mirna.json', optional: true },
    utrLinks: { file: 'utr_links.tsv', optional: true },
  },
  selectParams: ({ design, differential: { test, reduced }, contrasts, mirna }) => ({
    design,
    test,
    reduced,
    contrasts: contrasts.map(({ variable, target, reference }) => ({ variable, target, reference })),
    mirna: mirna ?? null,
  }),
  async run(context) {
    const { readSampleSheet } = await import('../../src/tables/sample-sheet.ts');
    const sheet = await readSampleSheet(context.input('samples'));
    await checkDesign(context, sheet);
    const table = await ingestCounts(context, sheet);
    await linkGenes(context, table);
    await ingestMirna(context);
  },
};

/** The design must be estimable, and each contrast one of its comparisons. */
async function checkDesign({ params, emit }: Context, sheet: SampleSheet): Promise<void> {
  const { buildDesign } = await import('../../src/design/design.ts');
  const { resolveContrast } = await import('../../src/design/contrast.ts');
  const { checkReplicates } = await import('../../src/deseq2/fit.ts');
  const { buildReducedDesign } = await import('../../src/deseq2/reduced-design.ts');
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

async function ingestCounts({ files, output, emit }: Context, sheet: SampleSheet): Promise<CountTable> {
  const { readCounts } = await import('../../src/tables/read-counts.ts');
  const { matchSamples } = await import('../../src/tables/match-samples.ts');
  const { writeTypedMatrix } = await import('../../src/tables/typed-matrix.ts');
  const { writeTable } = await import('../../src/tables/write-table.ts');
  const table = matchSamples(await readCounts(files('counts'), { sheet }), sheet);
  const { geneIds, sampleIds, counts, averageLengths, annotation } = table;
  const size = `${geneIds.length} genes in ${sampleIds.length} samples`;
  emit({ type: 'note', level: 'info', text: `counts: ${[size, ...table.notes].join('; ')}` });
  emit({ type: 'note', level: 'info', text: `samples: ${sheet.notes.join('; ')}` });
  const names = { rowNames: geneIds, columnNames: sampleIds };
  await writeTypedMatrix(output('counts'), { ...names, data: counts });
  if (averageLengths !== undefined) await writeTypedMatrix(output('lengths'), { ...names, data: averageLengths });
  await writeTable(output('samples'), new Map([['sample', sheet.sampleIds], ...sheet.columns]));
  if (annotation.size > 0) await writeTable(output('annotation'), new Map([['gene_id', geneIds], ...annotation]));
  return table;
}

const symbolColumn = /^(gene_?symbol|symbol|gene_?name|external_gene_name|hgnc_symbol)$/i;

/** Finds the 3' UTR of each gene of the count table, by its id or by its symbol. */
async function linkGenes({ optionalInput, output, emit }: Context, table: CountTable): Promise<void> {
  const file = optionalInput('utrs');
  if (file === undefined) return;
  const { readUtrs } = await import('../../src/tables/utrs.ts');
  const { linkUtrs } = await import('../../src/tables/link-utrs.ts');
  const { writeTable } = await import('../../src/tables/write-table.ts');
  const { geneIds } = table;
  const [, symbols] = [...table.annotation].find(([name]) => symbolColumn.test(name)) ?? [];
  const genes = geneIds.map((id, row) => ({ id, name: symbols?.[row] }));
  const { utrs, notes } = linkUtrs(geneIds, await readUtrs(file), {
    annotation: symbols && { file: table.file, genes, notes: [] },
  });
  emit({ type: 'note', level: 'info', text: `3' UTRs: ${notes.join('; ')}` });
  const linked = utrs.flatMap((utr, row) => (utr === undefined ? [] : [{ gene: geneIds[row] as string, utr: utr.id }]));
  const columns = new Map<string, Column>([
    ['gene_id', linked.map(({ gene }) => gene)],
    ['utr_id', linked.map(({ utr }) => utr)],
  ]);
  await writeTable(output('utrLinks'), columns);
}

/** Finds the miRNA of the study, a name or a sequence, among the given and the built-in ones. */
async function ingestMirna({ params, optionalInput, output, emit }: Context): Promise<void> {
  if (params.mirna === null) return;
  const { writeFile } = await import('node:fs/promises');
  const { parseMirnas } = await import('../../src/mirna/mirna.ts');
  const { resolveMirna } = await import('../../src/mirna/resolve-mirna.ts');
  const { readMirnas } = await import('../../src/tables/mirna-files.ts');
  const file = optionalInput('mirnas');
  const given = file === undefined ? [] : parseMirnas(await readMirnas(file), file);
  const mirna = resolveMirna(params.mirna, given);
  emit({ type: 'note', level: 'info', text: `miRNA: ${mirna.name}, ${mirna.sequence}, seed ${mirna.seed}` });
  await writeFile(output('mirna'), `${JSON.stringify(mirna)}\n`);
}
