import { geneNameTable, utrLinkTable } from '../../../src/artifacts/gene-tables.ts';
import { siteCountTable, siteDuplexTable, siteTable } from '../../../src/artifacts/site-tables.ts';
import { readOptional } from '../artifact-files.ts';
import type { ReportContext } from './report-contract.ts';

export interface Utr {
  readonly name: string;
  /** nt */
  readonly length: number;
}

type Values<Codec extends { parse(bytes: Uint8Array, file: string): unknown }> = ReturnType<Codec['parse']>;

/** What all contrasts of a study are shown with, where it has it. */
export interface StudyTables {
  /** By row of the result tables. */
  readonly symbols: readonly string[] | undefined;
  readonly sites: Values<typeof siteTable> | undefined;
  readonly siteDuplexes: Values<typeof siteDuplexTable> | undefined;
  readonly utrLinks: Values<typeof utrLinkTable> | undefined;
  /** By gene of the count table. */
  readonly utrs: ReadonlyMap<string, Utr>;
}

export async function readStudyTables({ optionalInput }: ReportContext): Promise<StudyTables> {
  const utrLinks = await readOptional(optionalInput('utrLinks'), utrLinkTable);
  const counts = await readOptional(optionalInput('siteCounts'), siteCountTable);
  return {
    symbols: (await readOptional(optionalInput('annotation'), geneNameTable))?.names,
    sites: await readOptional(optionalInput('sites'), siteTable),
    siteDuplexes: await readOptional(optionalInput('siteDuplexes'), siteDuplexTable),
    utrLinks,
    utrs: utrLinks === undefined || counts === undefined ? new Map() : utrsOf(utrLinks, counts),
  };
}

function utrsOf(
  { geneIds, utrIds: linked }: Values<typeof utrLinkTable>,
  { utrIds, utrLengths }: Values<typeof siteCountTable>,
): Map<string, Utr> {
  const lengthOf = new Map(utrIds.map((utr, row) => [utr, utrLengths[row]!]));
  const utrOf = (name: string): Utr => ({ name, length: lengthOf.get(name) ?? Number.NaN });
  return new Map(geneIds.map((gene, row) => [gene, utrOf(linked[row]!)]));
}
