import { Fault } from '../../fault.ts';
import type { ColumnTable } from './column-table.ts';

/** Names of the column that says which miRNA a row is of, in lower case and with blanks for underscores. */
export const MIRNA_COLUMN =
  /^((mature )?(mirna|microrna|mir)([ -]?(name|id|family|symbol|seed))?|mirbase (name|id|accession)|family|seed(\+m8)?)$/;

const LIKE_ITS_NAME = /mi-?r(na|$|[ _.-])|micro-?rna/i;
/** A name of a miRNA or of a family, or an accession. */
const MIRNA_VALUE = /^(([a-z][a-z0-9]{2,6}-)?(mir|let|lin|lsy|bantam)[-.]?\w|MIMAT\d+$)/i;

/**
 * Refuses a table of sites whose miRNAs stand in a column that is not known as theirs, or that lacks the one it must have
 * (`required`): all its rows would be taken for sites of the miRNA that is asked for.
 */
export function refuseHiddenMirnas({ columns, file }: ColumnTable, required?: string): void {
  const texts = [...columns].flatMap(([name, column]) => (column instanceof Float64Array ? [] : [{ name, column }]));
  const hidden = texts.find(({ name, column }) => LIKE_ITS_NAME.test(name) || holdsMirnas(column));
  if (hidden === undefined && required === undefined) return;
  const found =
    hidden === undefined
      ? [...columns.keys()].slice(0, 12).join(', ')
      : `the column '${hidden.name}' with ${[...new Set(hidden.column)].slice(0, 3).join(', ')}`;
  throw new Fault({
    code: 'SITES_MIRNA_COLUMN',
    message: 'it is not known which miRNA each row of the table of sites is of',
    file,
    line: 1,
    found,
    expected: `a column ${required ?? 'mirna'}`,
    hint: `Name the column of miRNAs ${required ?? 'mirna'}.`,
  });
}

/** Whether most of the different values are names of miRNAs. */
function holdsMirnas(column: readonly string[]): boolean {
  const values = [...new Set(column)].map((value) => value.trim()).filter((value) => !/^(|NA|NULL|N\/A)$/i.test(value));
  return 2 * values.filter((value) => MIRNA_VALUE.test(value)).length > values.length;
}
