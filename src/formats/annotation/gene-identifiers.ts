/** What kind of name a gene goes by. */
export type IdKind = 'ensembl' | 'refseq' | 'entrez' | 'symbol';

const STABLE = /^(ENS[A-Z]*[GTPE]\d{6,}|FB(gn|tr)\d+|WBGene\d+)/;
const REFSEQ = /^[NX][MR]_\d+/;

export function idKind(id: string): IdKind {
  if (STABLE.test(id)) return 'ensembl';
  if (REFSEQ.test(id)) return 'refseq';
  return /^\d+$/.test(id) ? 'entrez' : 'symbol';
}

/** The kind of most of the ids. */
export function commonIdKind(ids: readonly string[]): IdKind {
  const times = new Map<IdKind, number>();
  for (const id of ids) times.set(idKind(id), (times.get(idKind(id)) ?? 0) + 1);
  return [...times].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['symbol', 0] as [IdKind, number])[0];
}

/**
 * An Ensembl or RefSeq id without its version (`ENSG00000113594.10` becomes `ENSG00000113594`); GENCODE's `_PAR_Y` stays, as
 * that is another gene. Anything else stays as it is: symbols may hold dots.
 */
export function withoutVersion(id: string): string {
  return STABLE.test(id) || REFSEQ.test(id) ? id.replace(/\.\d+(?=$|_PAR_Y$)/, '') : id;
}

/** A gene symbol that a spreadsheet turned into a date or a number. */
export interface DamagedSymbol {
  /** 0-based position among the ids. */
  readonly row: number;
  readonly id: string;
  /** What it may have been; several where the spreadsheet made them alike. */
  readonly candidates: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Genes that spreadsheets take for dates, by month; the present name behind the one that was damaged. */
const MONTH_SYMBOLS: Readonly<Record<string, (day: number) => readonly string[]>> = {
  feb: (n) => [`FEB${n}`],
  mar: (n) => (n <= 2 ? [`MARCH${n} (MARCHF${n})`, `MARC${n} (MTARC${n})`] : [`MARCH${n} (MARCHF${n})`]),
  apr: (n) => [`APR${n}`],
  sep: (n) => (n === 15 ? ['SEP15 (SELENOF)'] : [`SEPT${n} (SEPTIN${n})`]),
  oct: (n) => [`OCT${n} (${n === 4 ? 'POU5F1' : `POU family`})`],
  nov: (n) => [`NOV${n}`],
  dec: (n) => (n === 1 ? ['DEC1 (DELEC1)'] : [`DEC${n}`]),
};

/**
 * Finds symbols that a spreadsheet damaged: dates (`1-Mar`, `Sep-02`, `2002-09-02`), and where most ids are symbols also
 * the serial numbers of dates (43160 is 1 March 2018) and numbers in scientific notation (`2.31E+13`, a RIKEN clone).
 * Source: Ziemann, Eren and El-Osta 2016, doi:10.1186/s13059-016-1044-7.
 */
export function findDamagedSymbols(ids: readonly string[]): DamagedSymbol[] {
  const damaged: DamagedSymbol[] = [];
  let symbols: boolean | undefined;
  ids.forEach((id, row) => {
    const first = id.charCodeAt(0);
    const digitFirst = first >= 48 && first <= 57;
    if (!digitFirst && !id.includes('-')) return;
    let candidates = damagedDate(id);
    if (candidates === undefined && digitFirst) {
      symbols ??= commonIdKind(ids) === 'symbol';
      if (symbols) candidates = damagedNumber(id);
    }
    if (candidates !== undefined) damaged.push({ row, id, candidates });
  });
  return damaged;
}

/** One line for the user; empty if nothing is damaged. */
export function describeDamage(damaged: readonly DamagedSymbol[]): string {
  if (damaged.length === 0) return '';
  const shown = damaged.slice(0, 5).map(({ id, candidates }) => `'${id}' (${candidates.join(' or ')})`);
  const more = damaged.length > 5 ? ` and ${damaged.length - 5} more` : '';
  return `${damaged.length} gene symbols were damaged by a spreadsheet: ${shown.join(', ')}${more}`;
}

function damagedDate(id: string): readonly string[] | undefined {
  const named = /^(\d{1,2})-([A-Za-z]{3})[a-z]*(?:-\d{2,4})?$|^([A-Za-z]{3})[a-z]*-(\d{1,2})$/.exec(id);
  if (named !== null) return symbolsOf((named[2] ?? named[3]!).toLowerCase(), Number(named[1] ?? named[4]));
  const iso = /^(?:19|20)\d\d[-/](\d{1,2})[-/](\d{1,2})$/.exec(id);
  return iso === null ? undefined : symbolsOf(MONTHS[Number(iso[1]) - 1] ?? '', Number(iso[2]));
}

function symbolsOf(month: string, day: number): readonly string[] | undefined {
  return day >= 1 && day <= 31 ? MONTH_SYMBOLS[month]?.(day) : undefined;
}

function damagedNumber(id: string): readonly string[] | undefined {
  const clone = /^(\d)\.(\d+)E\+(\d+)$/i.exec(id);
  if (clone !== null) return [`a RIKEN clone such as ${clone[1]}${clone[2]}...E${clone[3]}`];
  if (!/^(3[5-9]|4\d)\d{3}$/.test(id)) return undefined;
  // Day 0 of the 1900 date system is 30 December 1899 for all days after February 1900.
  const date = new Date(Date.UTC(1899, 11, 30) + Number(id) * 86_400_000);
  return symbolsOf(MONTHS[date.getUTCMonth()]!, date.getUTCDate());
}
