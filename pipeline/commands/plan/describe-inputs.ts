import {
  checkContrast,
  type DesignDescription,
  describeDesign,
  formatDesign,
} from '../../../src/analyses/describe-design.ts';
import { makeName } from '../../../src/design/make-names.ts';
import { excludeSamples, readCountsOfSamples, readSamples } from '../../../src/formats/counts/dialects/reading.ts';
import { copiedSamples, describeCopies } from '../../../src/normalize/copied-samples.ts';
import { openCounts } from '../../files/open-counts.ts';
import { openInput } from '../../files/open-input.ts';
import { designRequestOf } from '../../study/design-request.ts';
import type { Study } from '../../study/study.ts';
import { type DescribedUtrs, describeNames, describeUtrs } from './describe-utrs.ts';

/** What a study starts from, as `plan` tells it. */
export interface DescribedInputs {
  /** Of each contrast, by its id. */
  readonly designs: readonly ({ readonly contrast: string } & DesignDescription)[];
  /** How genes are named, where an annotation or the built-in names do. */
  readonly names: readonly string[];
  /** Undefined where the study has no 3' UTRs. */
  readonly utrs: DescribedUtrs | undefined;
  readonly warnings: readonly string[];
  /** All of it, line by line. */
  readonly lines: readonly string[];
}

/**
 * Reads counts, sample sheet and 3' UTRs of a study and describes them and each of its designs, refusing what a run would refuse; undefined
 * for a study that starts from a finished table.
 */
export async function describeInputs(study: Study): Promise<DescribedInputs | undefined> {
  const { samples, counts, lengths, transcriptGenes, reading, contrasts, differential } = study;
  if (samples === undefined || counts.length === 0) return undefined;
  const sheet = await readSamples(openInput(samples), reading, makeName);
  const designs: DescribedInputs['designs'][number][] = [];
  const lines: string[] = [];
  for (const contrast of contrasts) {
    const { sampleIds: ids, columns } = contrast.exclude === null ? sheet : excludeSamples(sheet, contrast.exclude);
    const table = { ids, columns: Object.fromEntries(columns) };
    const request = designRequestOf(differential, contrast);
    checkContrast(table, request, differential);
    const { description } = describeDesign(table, request);
    designs.push({ contrast: contrast.id, ...description });
    const [comparison, ...rest] = formatDesign(description);
    lines.push(`${contrast.id}: ${comparison}`, ...rest.map((line) => `  ${line}`));
  }
  const table = await readCountsOfSamples(await openCounts({ counts, lengths, transcriptGenes }), sheet, reading);
  const copies = describeCopies(copiedSamples(table.counts, table.sampleIds.length), table.sampleIds);
  const names = await describeNames(study, table);
  const utrs = await describeUtrs(study, table, names.named);
  const warnings = [...table.warnings, ...copies, ...(utrs?.warnings ?? [])];
  lines.push(`counts: ${table.geneIds.length} genes in ${table.sampleIds.length} samples`);
  if (names.notes.length > 0) lines.push(`gene names: ${names.notes.join('; ')}`);
  if (utrs !== undefined) lines.push(`3' UTRs: ${utrs.notes.join('; ')}`);
  return {
    designs,
    names: names.notes,
    utrs,
    warnings,
    lines: [...lines, ...warnings.map((text) => `warning: ${text}`)],
  };
}
