import { basename } from 'node:path';
import { checkContrast } from '../../../src/analyses/describe-design.ts';
import { mirnaFile, type StudyMirna } from '../../../src/artifacts/json-files.ts';
import { makeName } from '../../../src/design/make-names.ts';
import type { CountsRead } from '../../../src/formats/counts/dialects/read-counts.ts';
import {
  excludeSamples,
  readCountsOfSamples,
  readSamples,
  type SamplesRead,
} from '../../../src/formats/counts/dialects/reading.ts';
import { readMirnas } from '../../../src/formats/sequences/mirna-files.ts';
import type { SampleSheet } from '../../../src/formats/sheets/sample-sheet.ts';
import { parseMirnas } from '../../../src/mirna/families/mirna.ts';
import { resolveMirnas } from '../../../src/mirna/families/resolve-mirna.ts';
import { copiedSamples, describeCopies } from '../../../src/normalize/copied-samples.ts';
import { openCounts } from '../../files/open-counts.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTypedMatrix } from '../../files/typed-matrices.ts';
import { writeTable } from '../../files/write-table.ts';
import { writeJsonArtifact } from '../artifact-files.ts';
import type { IngestContext } from './ingest-contract.ts';

export async function ingestSamples({ params, input, output, emit }: IngestContext): Promise<SamplesRead> {
  const sheet = await readSamples(openInput(input('samples')), params.reading, makeName);
  const size = `${sheet.sampleIds.length} samples`;
  emit({ type: 'note', level: 'info', text: `samples: ${[size, ...sheet.notes].join('; ')}` });
  await writeTable(output('samples'), new Map([[sheet.idColumn || 'sample', sheet.sampleIds], ...sheet.columns]));
  return sheet;
}

/** Each design must be estimable, and each contrast one of its comparisons; says how they are read. */
export function checkDesign({ params, emit }: IngestContext, sheet: SampleSheet): void {
  const said = new Map<string, 'info' | 'warning'>();
  for (const { request, exclude } of params.contrasts) {
    const { sampleIds: ids, columns } = exclude === null ? sheet : excludeSamples(sheet, exclude);
    const notes = checkContrast({ ids, columns: Object.fromEntries(columns) }, request, params);
    for (const { text, level = 'info' } of notes) said.set(text, level);
  }
  for (const [text, level] of said) emit({ type: 'note', level, text });
}

export async function ingestCounts(context: IngestContext, sheet: SamplesRead): Promise<CountsRead> {
  const { params, files, optionalInput, output, emit } = context;
  const sources = await openCounts({
    counts: files('counts'),
    lengths: optionalInput('lengths'),
    transcriptGenes: optionalInput('transcriptGenes'),
  });
  const table = await readCountsOfSamples(sources, sheet, params.reading);
  const { geneIds, sampleIds, counts, averageLengths } = table;
  const size = `${geneIds.length} genes in ${sampleIds.length} samples`;
  emit({ type: 'note', level: 'info', text: `counts: ${[size, ...table.notes].join('; ')}` });
  if (averageLengths !== undefined) {
    const text =
      "average transcript lengths become DESeq2's normalization factors; edgeR's offsets are not made of them";
    emit({ type: 'note', level: 'info', text });
  }
  const copies = describeCopies(copiedSamples(counts, sampleIds.length), sampleIds);
  for (const text of [...table.warnings, ...copies]) emit({ type: 'note', level: 'warning', text });
  const names = { rowNames: geneIds, columnNames: sampleIds };
  await writeTypedMatrix(output('counts'), { ...names, data: counts });
  if (averageLengths !== undefined) await writeTypedMatrix(output('lengths'), { ...names, data: averageLengths });
  return table;
}

/** Finds the miRNAs of the study, names or sequences, among the given and the built-in ones. */
export async function ingestMirna({ params, optionalInput, output, emit }: IngestContext): Promise<void> {
  if (params.mirna === null) return;
  const file = optionalInput('mirnas');
  const given =
    file === undefined
      ? undefined
      : { mirnas: parseMirnas(await readMirnas(openInput(file)), file), file: basename(file) };
  const { mirnas, notes } = await resolveMirnas(params.mirna, given);
  for (const { level, text } of notes) emit({ type: 'note', level, text });
  if (params.mirnaOf === undefined) await writeJsonArtifact(output('mirna'), mirnaFile, mirnas);
  else {
    const perturbed = await withPlaces(Object.entries(params.mirnaOf), mirnas, given);
    await writeJsonArtifact(output('mirna'), mirnaFile, perturbed);
  }
  if (params.background === undefined) return;
  const others = await resolveMirnas(params.background.flat(), given);
  for (const { level, text } of others.notes) emit({ type: 'note', level, text });
  const tables = params.background.map((names, k) => [String(k), names] as const);
  await writeJsonArtifact(output('backgroundMirnas'), mirnaFile, await withPlaces(tables, others.mirnas, given));
}

/** miRNAs with the places (contrasts, tables) that name them. */
async function withPlaces(
  named: readonly (readonly [place: string, names: readonly string[]])[],
  mirnas: readonly StudyMirna[],
  given: Parameters<typeof resolveMirnas>[1],
): Promise<StudyMirna[]> {
  const sequences = new Map<string, ReadonlySet<string>>();
  for (const [place, names] of named) {
    const found = await resolveMirnas(names, given);
    sequences.set(place, new Set(found.mirnas.map(({ sequence }) => sequence)));
  }
  const placesOf = ({ sequence }: StudyMirna) =>
    [...sequences.keys()].filter((place) => sequences.get(place)?.has(sequence));
  return mirnas.map((mirna) => ({ ...mirna, contrasts: placesOf(mirna).join(',') }));
}
