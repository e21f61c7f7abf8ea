import type { Note } from '../../src/design/note.ts';
import type { CountTable } from '../../src/tables/count-table.ts';
import type { StageContext, StudyStage } from '../engine/stage.ts';
import type { Study } from '../study/study.ts';

type Params = {
  readonly design: string;
  readonly contrasts: readonly { readonly variable: string; readonly target: string; readonly reference: string }[];
  readonly mirna: string | null;
};
type In = 'counts' | 'samples' | 'mirnas' | 'utrs';
type Out = 'counts' | 'samples' | 'annotation' | 'mirna';
type Context = StageContext<Params, In, Out>;
type Annotation = CountTable['annotation'];

/**
 * Reads what the study names and refuses what does not fit together, before any other stage runs: counts and samples,
 * the design and each contrast, the miRNA, and whether counts and 3' UTRs speak of the same genes.
 */
export const ingest: StudyStage<Study, Params, In, Out> = {
  id: 'ingest',
  version: 1,
  scope: 'study',
  inputs: { counts: 'required', samples: 'required', mirnas: 'optional', utrs: 'optional' },
  outputs: {
    counts: { file: 'counts.matrix' },
    samples: { file: 'samples.tsv' },
    annotation: { file: 'annotation.tsv', optional: true },
    mirna: { file: 'mirna.json', optional: true },
  },
  selectParams: ({ design, contrasts, mirna }) => ({
    design,
    contrasts: contrasts.map(({ variable, target, reference }) => ({ variable, target, reference })),
    mirna: mirna ?? null,
  }),
  async run(context) {
    await checkDesign(context);
    const { geneIds, annotation } = await ingestCounts(context);
    await checkUtrs(context, geneIds, annotation);
    await ingestMirna(context);
  },
};

/** The design must be estimable, and each contrast one of its comparisons. */
async function checkDesign({ params, input, emit }: Context): Promise<void> {
  const { readSampleSheet } = await import('../../src/tables/sample-sheet.ts');
  const { buildDesign } = await import('../../src/design/design.ts');
  const { resolveContrast } = await import('../../src/design/contrast.ts');
  const sheet = await readSampleSheet(input('samples'));
  const samples = { ids: sheet.sampleIds, columns: Object.fromEntries(sheet.columns) };
  const notes: Note[] = [];
  buildDesign(params.design, samples, {}, notes);
  for (const contrast of params.contrasts) {
    const references = { [contrast.variable]: contrast.reference };
    resolveContrast(buildDesign(params.design, samples, { references }), { kind: 'levels', ...contrast });
  }
  for (const { text } of notes) emit({ type: 'note', level: 'info', text });
}

async function ingestCounts({ input, output, emit }: Context): Promise<CountTable> {
  const { readSampleSheet } = await import('../../src/tables/sample-sheet.ts');
  const { readCountMatrix } = await import('../../src/tables/count-table.ts');
  const { matchSamples } = await import('../../src/tables/match-samples.ts');
  const { writeTypedMatrix } = await import('../../src/tables/typed-matrix.ts');
  const { writeTable } = await import('../../src/tables/write-table.ts');
  const sheet = await readSampleSheet(input('samples'));
  const table = matchSamples(await readCountMatrix(input('counts')), sheet);
  const { geneIds, sampleIds, counts, annotation } = table;
  emit({
    type: 'note',
    level: 'info',
    text: `counts: ${geneIds.length} genes in ${sampleIds.length} samples; ${table.notes.join('; ')}`,
  });
  emit({ type: 'note', level: 'info', text: `samples: ${sheet.notes.join('; ')}` });
  await writeTypedMatrix(output('counts'), { rowNames: geneIds, columnNames: sampleIds, data: counts });
  await writeTable(output('samples'), new Map([['sample', sheet.sampleIds], ...sheet.columns]));
  if (annotation.size > 0) await writeTable(output('annotation'), new Map([['gene_id', geneIds], ...annotation]));
  return table;
}

async function checkUtrs(
  { optionalInput, emit }: Context,
  geneIds: readonly string[],
  annotation: Annotation,
): Promise<void> {
  const file = optionalInput('utrs');
  if (file === undefined) return;
  const { readFasta } = await import('../../src/tables/fasta.ts');
  const { countMatchedGenes, findSymbols, geneOfUtr, nameGenes } = await import('../../src/ranking/match-utrs.ts');
  const utrGenes = (await readFasta(file)).map(({ id }) => geneOfUtr(id));
  const matched = countMatchedGenes(nameGenes(geneIds, findSymbols(annotation)), utrGenes, file);
  emit({
    type: 'note',
    level: 'info',
    text: `3' UTRs: ${utrGenes.length} sequences, for ${matched} of ${geneIds.length} genes`,
  });
}

/** Finds the name or sequence of the study among the given and the built-in miRNAs. */
async function ingestMirna({ params, optionalInput, output, emit }: Context): Promise<void> {
  if (params.mirna === null) return;
  const { writeFile } = await import('node:fs/promises');
  const { parseMirnas } = await import('../../src/mirna/mirna.ts');
  const { resolveMirna } = await import('../../src/mirna/resolve-mirna.ts');
  const { readFasta } = await import('../../src/tables/fasta.ts');
  const file = optionalInput('mirnas');
  const letters = new TextDecoder();
  const records = file === undefined ? [] : await readFasta(file);
  const given = records.map((record) => ({ ...record, sequence: letters.decode(record.sequence) }));
  const mirna = resolveMirna(params.mirna, parseMirnas(given, file));
  emit({ type: 'note', level: 'info', text: `miRNA: ${mirna.name}, ${mirna.sequence}, seed ${mirna.seed}` });
  await writeFile(output('mirna'), `${JSON.stringify(mirna)}\n`);
}
