import { Fault } from '../../fault.ts';
import { didYouMean } from '../../text/nearest-names.ts';

/** Where the genes of a result table are looked up. */
interface NamedGenes {
  readonly geneIds: readonly string[];
  /** [genes] */
  readonly symbols?: readonly string[] | undefined;
}

/**
 * The ids of the genes that an siRNA was made against, named by id (with or without version) or symbol. Fault: a name is that
 * of no gene of the results, or of several.
 */
export function findIntendedTargets(names: readonly string[], { geneIds, symbols }: NamedGenes): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of names) {
    const rows = [...geneIds.keys()].filter(
      (row) => geneIds[row] === name || bare(geneIds[row]!) === name || symbols?.[row] === name,
    );
    const exact = rows.find((row) => geneIds[row] === name);
    if (exact === undefined && rows.length !== 1) throw notOneGene(name, rows, geneIds, symbols);
    found.add(geneIds[exact ?? rows[0]!]!);
  }
  return found;
}

/** An Ensembl id without its version. */
function bare(id: string): string {
  return /^ENS[A-Z]*\d{6,}\.\d+$/.test(id) ? id.replace(/\.\d+$/, '') : id;
}

function notOneGene(
  name: string,
  rows: readonly number[],
  geneIds: readonly string[],
  symbols: readonly string[] | undefined,
): Fault {
  const none = rows.length === 0;
  return new Fault({
    code: none ? 'INTENDED_TARGET_UNKNOWN' : 'INTENDED_TARGET_AMBIGUOUS',
    option: 'intended_target',
    message: none
      ? `the intended target ${name} is not among the genes`
      : `the intended target ${name} names several genes`,
    found: none ? name : rows.map((row) => geneIds[row]).join(', '),
    expected: `a gene as in the results: ${geneIds.slice(0, 3).join(', ')}${symbols === undefined ? '' : ', or its symbol'}`,
    hint: none
      ? `${didYouMean(name, [...geneIds, ...(symbols ?? [])])} Give the id that the table of counts or results has.`.trim()
      : 'Give its id.',
  });
}
