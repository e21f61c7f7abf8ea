import { Fault } from '../../fault.ts';
import type { UtrRecord, UtrSet } from '../sequences/utr-record.ts';
import { differentKinds } from './shared-kinds.ts';

export interface LinkReport {
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** What was linked and what was not. */
export interface Links {
  readonly geneIds: readonly string[];
  /** [genes] the names by which they were linked. */
  readonly names: readonly (string | undefined)[];
  /** Whether a gene has any reads: those without are not missed. */
  readonly isSeen: (row: number) => boolean;
  readonly isLinked: (row: number) => boolean;
  /** 3' UTRs of no gene of the table. */
  readonly strangers: readonly UtrRecord[];
  /** The key of the records by which they were linked. */
  readonly position: number;
  readonly set: UtrSet;
  readonly how: string;
}

/** Below this share of the genes with reads the links are doubtful: of all genes of a species about 40 % have a 3' UTR. */
const FEW = 1 / 3;

/** Tells how many genes and 3' UTRs found one another; refuses few links between ids of different kinds. */
export function reportLinks(links: Links): LinkReport {
  const { geneIds, names, isSeen, isLinked, strangers, position, set, how } = links;
  const rows = geneIds.map((_, row) => row);
  const linked = rows.filter(isLinked).length;
  const seen = rows.filter(isSeen);
  const missed = seen.filter((row) => !isLinked(row));
  const found = seen.length - missed.length;
  const isRare = found * 2 < seen.length && strangers.length * 2 > set.records.length;
  if (isRare) {
    const kinds = differentKinds(
      namesOf(missed, names),
      strangers.map(({ keys }) => keys),
    );
    if (kinds !== undefined) throw differentIds(links, missed, found, seen.length, kinds);
  }
  const notes = [`${linked} of ${geneIds.length} genes have a 3' UTR, ${how}`];
  // The UTRs of genes that the table lacks, with examples: ids of another release or kind show here.
  const examples = strangers.slice(0, 3).map(({ keys }) => keys[position] || keys.find((key) => key !== ''));
  if (strangers.length > 0) {
    notes.push(
      `${strangers.length} of ${set.records.length} 3' UTRs belong to no gene of the table, such as ${examples.join(', ')}`,
    );
  }
  if (found >= FEW * seen.length) return { notes, warnings: [] };
  const without = missed.slice(0, 3).map((row) => geneIds[row]);
  const few = `only ${found} of ${seen.length} genes with reads have a 3' UTR: the others, such as ${without.join(', ')}, can be no candidates`;
  return {
    notes,
    warnings: [isRare ? `${few}; most UTRs belong to no gene of the table, such as ${examples.join(', ')}` : few],
  };
}

/** The names of genes, or of those that have one, where an annotation gave it. */
function namesOf(rows: readonly number[], names: readonly (string | undefined)[]): string[] {
  const known = rows.map((row) => names[row]).filter((name) => name !== undefined);
  return known.length > 0 ? known : names.filter((name) => name !== undefined);
}

function differentIds(
  { geneIds, strangers, set }: Links,
  missed: readonly number[],
  found: number,
  seen: number,
  kinds: { readonly ids: string; readonly others: string },
): Fault {
  const names = strangers.slice(0, 3).map(({ keys }) => keys.filter((key) => key !== '').join('|'));
  const genes = missed.slice(0, 3).map((row) => geneIds[row]);
  return new Fault({
    code: 'UTRS_OTHER_IDS',
    message: `counts and 3' UTRs go by different kinds of ids: only ${found} of ${seen} genes have a 3' UTR`,
    file: set.file,
    found: `UTRs such as ${names.join(', ')} (${kinds.others})`,
    expected: `genes as in the counts: ${genes.join(', ')} (${kinds.ids})`,
    hint: HINT,
  });
}

const HINT = 'Give UTRs with the ids of the count table, or an annotation (table or GTF) that maps one to the other.';

export function nothingShared(geneIds: readonly string[], set: UtrSet): Fault {
  return new Fault({
    code: 'UTRS_NO_SHARED_GENE',
    message: "counts and 3' UTRs share no gene",
    file: set.file,
    found: `UTRs such as ${set.records
      .slice(0, 3)
      .map((record) => record.keys.join('|'))
      .join(', ')}`,
    expected: `genes as in the counts: ${geneIds.slice(0, 3).join(', ')}`,
    hint: HINT,
  });
}
