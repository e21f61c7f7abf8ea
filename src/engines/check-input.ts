import type { CellValue, SampleTable } from '../design/covariate.ts';
import type { Note } from '../design/note.ts';
import { Fault } from '../fault.ts';
import { requireInput } from './require-input.ts';

/** What a differential expression analysis starts from. */
export interface Deseq2Input {
  /**
   * [genes x samples]: rows of whole numbers, or one row-major array (an `Int32Array` is used as it is, in place).
   * Its type and size are checked, and that numbers are whole, not negative and below 2^31.
   */
  readonly counts: Int32Array | ArrayLike<number> | readonly ArrayLike<number>[];
  /** [samples], each once. */
  readonly sampleIds: readonly string[];
  /** [genes]; for messages, and made unique where they repeat. Rows are numbered when absent. */
  readonly geneIds?: readonly string[] | undefined;
  /** What is known of each sample, by column, in the order of `sampleIds`. */
  readonly samples: Readonly<Record<string, readonly CellValue[]>>;
  /**
   * True where an `Int32Array` of counts is known to have no negative number, and gene ids to be distinct, as is what
   * src/tables reads: in large tables looking again takes longer than reading.
   */
  readonly isChecked?: boolean | undefined;
}

/** Input that has passed all checks. */
export interface CheckedInput {
  readonly genes: number;
  /** [genes x samples], row-major. */
  readonly counts: Int32Array;
  readonly geneIds: readonly string[];
  readonly table: SampleTable;
}

const LARGEST_COUNT = 2 ** 31 - 1;

/** Brings the input into typed arrays; throws a `Fault` that names gene and sample for what cannot be counts. */
export function checkInput(input: Deseq2Input, notes: Note[]): CheckedInput {
  requireInput(input);
  const { sampleIds, samples } = input;
  const m = sampleIds.length;
  const repeated = sampleIds.find((id, j) => sampleIds.indexOf(id) !== j);
  if (repeated !== undefined) {
    throw new Fault({
      code: 'SAMPLES_REPEATED',
      message: `The sample ${repeated} appears twice.`,
      hint: 'Give every sample its own name.',
    });
  }
  for (const [name, column] of Object.entries(samples)) {
    if (column.length !== m) {
      throw new Fault({
        code: 'SAMPLES_SHAPE',
        message: `The column ${name} does not have one value per sample.`,
        found: `${column.length} values`,
        expected: `${m} values, one per sample`,
        hint: 'Give the columns in the order of the samples.',
      });
    }
  }
  const flat = flatten(input.counts, m);
  const genes = flat.length / m;
  if (!Number.isInteger(genes) || genes === 0 || (input.geneIds !== undefined && input.geneIds.length !== genes)) {
    throw new Fault({
      code: 'COUNTS_SHAPE',
      message: 'The counts are not a matrix of genes x samples.',
      found: `${flat.length} counts`,
      expected: `${input.geneIds?.length ?? 'some'} genes x ${m} samples`,
      hint: 'Give one row of counts per gene, one count per sample.',
    });
  }
  const given = input.geneIds ?? Array.from({ length: genes }, (_, gene) => String(gene + 1));
  const isChecked = input.isChecked === true && flat instanceof Int32Array;
  const geneIds = isChecked ? given : uniqueIds(given, notes);
  const counts = isChecked ? flat : wholeCounts(flat, m, geneIds, sampleIds);
  checkInformative(counts, m, sampleIds);
  return { genes, counts, geneIds, table: { ids: sampleIds, columns: samples } };
}

function flatten(counts: Deseq2Input['counts'], samples: number): ArrayLike<number> {
  if (counts.length === 0 || typeof counts[0] === 'number') return counts as ArrayLike<number>;
  const rows = counts as readonly ArrayLike<number>[];
  const ragged = rows.findIndex((row) => row.length !== samples);
  if (ragged >= 0) {
    throw new Fault({
      code: 'COUNTS_RAGGED_ROW',
      message: `Row ${ragged + 1} of the counts does not have one count per sample.`,
      found: `${rows[ragged]!.length} counts`,
      expected: `${samples} counts`,
      hint: 'Give every gene one count per sample.',
    });
  }
  const flat = new Float64Array(rows.length * samples);
  rows.forEach((row, gene) => {
    flat.set(row, gene * samples);
  });
  return flat;
}

function wholeCounts(
  flat: ArrayLike<number>,
  samples: number,
  geneIds: readonly string[],
  sampleIds: readonly string[],
): Int32Array {
  const bad = (i: number) => badCount(flat[i]!, geneIds[Math.floor(i / samples)]!, sampleIds[i % samples]!);
  if (flat instanceof Int32Array) {
    for (let i = 0; i < flat.length; i++) if (flat[i]! < 0) throw bad(i);
    return flat;
  }
  const counts = new Int32Array(flat.length);
  for (let i = 0; i < flat.length; i++) {
    const count = flat[i]!;
    if (!(count >= 0 && count <= LARGEST_COUNT && Number.isInteger(count))) throw bad(i);
    counts[i] = count;
  }
  return counts;
}

function badCount(count: number, gene: string, sample: string): Fault {
  const [code, what, hint] = Number.isNaN(count)
    ? ['COUNTS_MISSING', 'is missing', 'Fill in the count, or leave the gene or the sample out.']
    : count < 0
      ? ['COUNTS_NEGATIVE', 'is negative', 'Give raw read counts, not differences or logarithms.']
      : count > LARGEST_COUNT
        ? [
            'COUNTS_TOO_LARGE',
            'is too large to be a number of reads',
            'Check the table; a count is at most 2147483647.',
          ]
        : ['COUNTS_NOT_WHOLE', 'is not a whole number', 'Give raw read counts, or round estimated ones.'];
  return new Fault({
    code,
    message: `The count of gene ${gene} in sample ${sample} ${what}.`,
    found: String(count),
    expected: 'a whole number from 0 to 2147483647',
    hint,
  });
}

function checkInformative(counts: Int32Array, samples: number, sampleIds: readonly string[]): void {
  let isZero = true;
  let isConstant = true;
  for (let first = 0; first < counts.length && (isZero || isConstant); first += samples) {
    for (let i = first; i < first + samples; i++) {
      if (counts[i] !== 0) isZero = false;
      if (counts[i] !== counts[first]) isConstant = false;
    }
  }
  if (isZero) {
    throw new Fault({
      code: 'COUNTS_ALL_ZERO',
      message: 'All counts are 0.',
      hint: 'Check the counting step: annotation and alignments may use different chromosome names.',
    });
  }
  if (isConstant) {
    throw new Fault({
      code: 'COUNTS_CONSTANT',
      message: `Every gene has the same count in all ${sampleIds.length} samples, so nothing can be tested.`,
      hint: 'Check that the columns are not copies of one sample.',
    });
  }
}

/** R's rule: the second and later rows of one id get .1, .2, ... */
function uniqueIds(ids: readonly string[], notes: Note[]): readonly string[] {
  if (new Set(ids).size === ids.length) return ids;
  const seen = new Map<string, number>();
  let repeats = 0;
  const unique = ids.map((id) => {
    const before = seen.get(id);
    seen.set(id, (before ?? 0) + 1);
    if (before === undefined) return id;
    repeats++;
    return `${id}.${before}`;
  });
  notes.push({
    code: 'GENES_RENAMED',
    text: `${repeats} repeated gene ids were told apart by adding .1, .2 and so on.`,
  });
  return unique;
}
