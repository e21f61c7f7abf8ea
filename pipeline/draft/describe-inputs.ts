import {
  checkContrast,
  type DesignDescription,
  describeDesign,
  formatDesign,
} from '../../src/analyses/describe-design.ts';
import { makeName } from '../../src/design/make-names.ts';
import type { CountsRead } from '../../src/formats/counts/dialects/read-counts.ts';
import {
  excludeSamples,
  readCountsOfSamples,
  readSamples,
  type SamplesRead,
} from '../../src/formats/counts/dialects/reading.ts';
import { copiedSamples, describeCopies } from '../../src/normalize/copied-samples.ts';
import { openCounts } from '../files/open-counts.ts';
import { openInput } from '../files/open-input.ts';
import { designRequestOf } from '../study/design-request.ts';
import { needsReplicates } from '../study/differential-options.ts';
import type { Study } from '../study/study.ts';
import { type DescribedUtrs, describeNames, describeUtrs } from './describe-utrs.ts';

/** What a study starts from, as `plan` tells it. */
export interface DescribedInputs {
  /** Of each contrast, by its id. */
  readonly designs: readonly ContrastDesign[];
  /** How genes are named, where an annotation or the built-in names do. */
  readonly names: readonly string[];
  /** Undefined where the study has no 3' UTRs. */
  readonly utrs: DescribedUtrs | undefined;
  readonly warnings: readonly string[];
  /** All of it, line by line. */
  readonly lines: readonly string[];
}

export type ContrastDesign = { readonly contrast: string } & DesignDescription;

/**
 * Reads counts, sample sheet and 3' UTRs of a study and describes them and each of its designs, refusing what a run would refuse; undefined
 * for a study that starts from a finished table.
 */
export async function describeInputs(study: Study): Promise<DescribedInputs | undefined> {
  const { samples, counts, lengths, transcriptGenes, reading } = study;
  if (samples === undefined || counts.length === 0) return undefined;
  const sheet = await readSamples(openInput(samples), reading, makeName);
  const { designs, lines } = describeContrasts(study, sheet);
  const table = await readCountsOfSamples(await openCounts({ counts, lengths, transcriptGenes }), sheet, reading);
  const copies = describeCopies(copiedSamples(table.counts, table.sampleIds.length), table.sampleIds);
  const { names, utrs } = await describeGenes(study, table);
  const warnings = [...table.warnings, ...copies, ...(utrs?.warnings ?? [])];
  return {
    designs,
    names,
    utrs,
    warnings,
    lines: [
      ...lines,
      `counts: ${table.geneIds.length} genes in ${table.sampleIds.length} samples`,
      ...(names.length > 0 ? [`gene names: ${names.join('; ')}`] : []),
      ...(utrs === undefined ? [] : [`3' UTRs: ${utrs.notes.join('; ')}`]),
      ...warnings.map((text) => `warning: ${text}`),
    ],
  };
}

/** The design of each contrast over the samples of a sheet, refusing what cannot be fitted. */
export function describeContrasts(
  { contrasts, differential, engines }: Study,
  sheet: SamplesRead,
): { readonly designs: readonly ContrastDesign[]; readonly lines: readonly string[] } {
  const designs: ContrastDesign[] = [];
  const lines: string[] = [];
  for (const contrast of contrasts) {
    const { sampleIds: ids, columns } = contrast.exclude === null ? sheet : excludeSamples(sheet, contrast.exclude);
    const table = { ids, columns: Object.fromEntries(columns) };
    const request = designRequestOf(differential, contrast);
    checkContrast(table, request, { ...differential, needsReplicates: needsReplicates(engines, differential) });
    const { description } = describeDesign(table, request);
    designs.push({ contrast: contrast.id, ...description });
    const [comparison, ...rest] = formatDesign(description);
    lines.push(`${contrast.id}: ${comparison}`, ...rest.map((line) => `  ${line}`));
  }
  return { designs, lines };
}

/** How the genes of a count table are named, and which of them have a 3' UTR. */
export async function describeGenes(
  study: Study,
  table: CountsRead,
): Promise<{ readonly names: readonly string[]; readonly utrs: DescribedUtrs | undefined }> {
  const { named, notes } = await describeNames(study, table);
  return { names: notes, utrs: await describeUtrs(study, table, named) };
}
