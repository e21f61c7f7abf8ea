import { Fault } from '../../fault.ts';
import { findImplausible } from './implausible-counts.ts';
import type { CellSurvey } from './survey-cells.ts';

/** Refuses numbers whose notation is not understood for certain. */
export function refuseNotation({ thousands, decimalComma }: CellSurvey, file: string): void {
  const cell = thousands ?? decimalComma;
  if (cell === undefined) return;
  const { text, line, column } = cell;
  throw new Fault({
    code: thousands === undefined ? 'COUNTS_DECIMAL_COMMA' : 'COUNTS_THOUSANDS',
    message:
      thousands === undefined
        ? 'the numbers are written with decimal commas'
        : 'the counts are written with thousands separators',
    file,
    line,
    column,
    found:
      thousands === undefined
        ? `${text}, which is ${text.replace(',', '.')}`
        : `${text}, which is ${text.replace(/\D/g, '')}`,
    expected: 'whole numbers of digits only',
    hint:
      thousands === undefined
        ? 'Counts have no fraction: take the table of raw counts. (R: write.csv2 writes decimal commas, write.csv points.)'
        : "Write the table again without them (in a spreadsheet: number format '0'; in R: format(x, big.mark = '')).",
  });
}

/** Refuses values that by all of them are no counts, naming what they look like. */
export function refuseImplausible(
  values: ArrayLike<number>,
  samples: number,
  file: string,
  estimated?: boolean | undefined,
): void {
  const implausible = findImplausible(values, samples, { estimated });
  if (implausible === undefined) return;
  throw new Fault({
    code: 'COUNTS_IMPLAUSIBLE',
    message: `the values are no counts: they look like ${implausible.kind}`,
    file,
    found: implausible.found,
    expected: 'raw or estimated counts of reads, of all genes, neither scaled nor transformed',
    hint:
      'Take the table of raw counts (GEO: the supplementary files; nf-core/rnaseq: salmon.merged.gene_counts.tsv). ' +
      'Rounding does not make counts of them.',
  });
}
