import { Fault } from '../../fault.ts';
import type { ColumnTable } from './column-table.ts';
import { MIRNA_COLUMN, refuseHiddenMirnas } from './mirna-column.ts';
import type { GeneSite } from './site-evidence.ts';

/** Sites of one gene and miRNA, as a table lists them. */
export interface ListedSites {
  readonly gene: string;
  /** Other names of the gene in the table: symbol, transcript. */
  readonly otherNames: readonly string[];
  /** miRNA, family or seed, as the table calls it; empty where it does not. */
  readonly mirna: string;
  readonly sites: readonly GeneSite[];
}

export interface DetectedSites {
  readonly listed: readonly ListedSites[];
  /** Whether all sites of the genes are listed, or only conserved ones. */
  readonly kind: 'all' | 'conserved';
  readonly notes: readonly string[];
}

/**
 * Reads a table of sites: our own (`utr_id` or `gene_id`, `mirna`; `site_type`, `sites`, `conserved`, `context_score`, `utr_start`,
 * `utr_end`, `duplex_energy` where they are there; the miRNA may be left out where all rows are of one), or TargetScan's downloads: Summary_Counts (counts by type, conserved
 * or not) and the tables of context scores (one site a row). It lists all sites if a gene stands there without a conserved
 * one, else only conserved ones. Faults: neither of these, miRNAs in a column that is not known as theirs, values that cannot be.
 */
export function detectSites(table: ColumnTable): DetectedSites {
  const find = columnFinder(table);
  if (find(/^total num conserved sites$/) !== undefined) return fromSummaryCounts(table, find);
  if (find(/^context\+\+ score$/) !== undefined && find(/^site type$/) !== undefined)
    return fromContextScores(table, find);
  return fromOwn(table, find);
}

type Finder = (name: RegExp) => readonly string[] | Float64Array | undefined;

/** Columns by name, with blanks for underscores and in lower case. */
function columnFinder({ columns }: ColumnTable): Finder {
  const simple = [...columns].map(
    ([name, column]) =>
      [
        name
          .trim()
          .toLowerCase()
          .replaceAll(/[_\s]+/g, ' '),
        column,
      ] as const,
  );
  return (pattern) => simple.find(([name]) => pattern.test(name))?.[1];
}

const text = (column: readonly string[] | Float64Array | undefined, row: number): string =>
  column === undefined ? '' : String(column[row] ?? '').trim();

const number = (column: readonly string[] | Float64Array | undefined, row: number): number => {
  const value = column?.[row];
  if (typeof value === 'number') return value;
  return value === undefined || value.trim() === '' || /^(NA|NULL|N\/A)$/i.test(value.trim())
    ? Number.NaN
    : Number(value);
};

const nowhere = { start: Number.NaN, end: Number.NaN };

function repeat(count: number, site: GeneSite): GeneSite[] {
  return Array.from({ length: Number.isNaN(count) ? 0 : Math.min(50, Math.round(count)) }, () => site);
}

const counted: readonly (readonly [type: string, name: string])[] = [
  ['8mer', '8mer'],
  ['7mer-m8', '7mer-m8'],
  ['7mer-A1', '7mer-1a'],
];

/** TargetScan Summary_Counts: one row a gene, species and family. Rows of other species than the first are left out. */
function fromSummaryCounts(table: ColumnTable, find: Finder): DetectedSites {
  const species = find(/^species id$/);
  const gene = find(/^gene symbol$/);
  const transcript = find(/^transcript id$/);
  const family = find(/^mirna family$/);
  const representative = find(/^representative mirna$/);
  if (family === undefined && representative === undefined) refuseHiddenMirnas(table, 'miRNA family');
  const score = find(/^total context\+\+ score$/);
  const sixmers = find(/^number of 6mer sites$/);
  const wanted = text(species, 0);
  const listed: ListedSites[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (text(species, row) !== wanted) continue;
    const sites = counted.flatMap(([type, name]) => {
      const count = (kind: string): number => number(find(new RegExp(`^number of ${kind} ${name} sites$`)), row);
      return [
        ...repeat(count('conserved'), { type, ...nowhere, conserved: true }),
        ...repeat(count('nonconserved'), { type, ...nowhere, conserved: false }),
      ];
    });
    sites.push(...repeat(number(sixmers, row), { type: '6mer', ...nowhere, conserved: false }));
    const total = number(score, row);
    const [first, ...others] = sites;
    if (first === undefined) continue;
    listed.push({
      gene: text(gene, row),
      otherNames: [text(transcript, row)],
      mirna: [text(representative, row), text(family, row)]
        .filter((name) => name !== '' && !/^(NA|NULL)$/i.test(name))
        .join(' '),
      // The score is that of all sites together.
      sites: Number.isNaN(total)
        ? sites
        : [{ ...first, contextScore: total }, ...others.map((site) => ({ ...site, contextScore: 0 }))],
    });
  }
  return { listed, kind: kindOf(listed), notes: ["TargetScan's summary counts"] };
}

const numberedTypes: ReadonlyMap<string, string> = new Map([
  ['1', '7mer-A1'],
  ['2', '7mer-m8'],
  ['3', '8mer'],
]);

/** TargetScan's tables of context++ scores: one row a site; conserved by the name of the file, where it says so. */
function fromContextScores(table: ColumnTable, find: Finder): DetectedSites {
  const gene = find(/^gene symbol$/) ?? find(/^gene id$/);
  const id = find(/^gene id$/);
  const transcript = find(/^transcript id$/);
  const mirna = find(MIRNA_COLUMN);
  if (mirna === undefined) refuseHiddenMirnas(table, 'miRNA');
  const type = find(/^site type$/);
  const start = find(/^utr ?start$/);
  const end = find(/^utr ?end$/);
  const score = find(/^context\+\+ score$/);
  const conserved = /nonconserved/i.test(table.file) ? false : /conserved/i.test(table.file) ? true : undefined;
  const listed: ListedSites[] = [];
  for (let row = 0; row < table.rows; row++) {
    const name = text(type, row);
    listed.push({
      gene: text(gene, row),
      otherNames: [text(id, row), text(transcript, row)],
      mirna: text(mirna, row),
      sites: [
        {
          type: numberedTypes.get(name) ?? siteType(name),
          start: number(start, row),
          end: number(end, row),
          conserved,
          contextScore: definite(number(score, row)),
        },
      ],
    });
  }
  return { listed, kind: conserved === false ? 'all' : kindOf(listed), notes: ["TargetScan's context scores"] };
}

/** `7mer-1a` and the like under the name we give them. */
function siteType(name: string): string {
  const simple = name.toLowerCase().replaceAll(/[\s_]/g, '');
  return spelledTypes.get(simple) ?? (name === '' ? 'site' : name);
}

const spelledTypes: ReadonlyMap<string, string> = new Map([
  ['8mer', '8mer'],
  ['8mer-1a', '8mer'],
  ['8mer-a1', '8mer'],
  ['7mer-m8', '7mer-m8'],
  ['m8', '7mer-m8'],
  ['7mer-a1', '7mer-A1'],
  ['7mer-1a', '7mer-A1'],
  ['1a', '7mer-A1'],
  ['6mer', '6mer'],
]);

function definite(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

function fromOwn(table: ColumnTable, find: Finder): DetectedSites {
  const gene = find(/^(gene id|gene|gene symbol|gene name|symbol|utr id)$/);
  if (gene === undefined) {
    throw new Fault({
      code: 'SITES_NO_GENE',
      message: 'the table of sites names no genes',
      file: table.file,
      line: 1,
      found: [...table.columns.keys()].slice(0, 12).join(', '),
      expected:
        "gene_id and mirna (and site_type, sites, conserved, context_score), or TargetScan's Summary_Counts or context scores",
      hint: 'Name the column of genes gene_id, or write the table with: seedrank sites',
    });
  }
  const names = find(/^(gene name|gene symbol|symbol)$/);
  const mirna = find(MIRNA_COLUMN);
  if (mirna === undefined) refuseHiddenMirnas(table);
  const type = find(/^(site type|type)$/);
  const count = find(/^(sites|number of sites|site count|n sites)$/);
  const conserved = find(/^conserved$/);
  const score = find(/^(context score|context\+\+ score|weighted context\+\+ score)$/);
  const start = find(/^(utr start|start)$/);
  const end = find(/^(utr end|end)$/);
  const energy = find(/^(duplex energy|mfe|energy)$/);
  const listed: ListedSites[] = [];
  for (let row = 0; row < table.rows; row++) {
    const site: GeneSite = {
      type: siteType(text(type, row)),
      start: number(start, row),
      end: number(end, row),
      conserved: readFlag(conserved, row, table.file),
      contextScore: definite(number(score, row)),
      energyKcalPerMol: definite(number(energy, row)),
    };
    const own = count === undefined ? 1 : number(count, row);
    const other = names === gene ? '' : text(names, row);
    listed.push({
      gene: text(gene, row),
      otherNames: other === '' ? partsOf(text(gene, row)) : [other],
      mirna: text(mirna, row),
      sites: repeat(Number.isNaN(own) ? 1 : own, site).map((one, k) =>
        k === 0 ? one : { ...one, contextScore: one.contextScore === undefined ? undefined : 0 },
      ),
    });
  }
  const notes =
    mirna === undefined
      ? ['the table of sites names no miRNA: all its rows are taken for sites of the one asked for']
      : [];
  return { listed, kind: kindOf(listed), notes };
}

/** `gene|transcript|symbol` */
function partsOf(name: string): string[] {
  return name.includes('|') ? name.split('|') : [];
}

function readFlag(
  column: readonly string[] | Float64Array | undefined,
  row: number,
  file: string,
): boolean | undefined {
  const value = text(column, row).toLowerCase();
  if (value === '' || value === 'na' || value === 'nan') return undefined;
  if (['1', 'true', 'yes', 'x', 'conserved'].includes(value)) return true;
  if (['0', 'false', 'no', 'nonconserved', '-'].includes(value)) return false;
  throw new Fault({
    code: 'SITES_CONSERVED',
    message: "a value of the column 'conserved' cannot be read",
    file,
    line: row + 2,
    found: value,
    expected: '1 or 0, true or false, yes or no, or NA',
    hint: 'Correct the cell.',
  });
}

/** All sites are listed if some gene stands there for a 6mer or a site that is not conserved, without any conserved one. */
function kindOf(listed: readonly ListedSites[]): 'all' | 'conserved' {
  const isWeak = ({ type, conserved }: GeneSite): boolean => conserved === false || (!conserved && type === '6mer');
  const onlyWeak = new Map<string, boolean>();
  for (const { gene, mirna, sites } of listed) {
    const key = `${gene}\t${mirna}`;
    onlyWeak.set(key, (onlyWeak.get(key) ?? true) && sites.every(isWeak));
  }
  return [...onlyWeak.values()].includes(true) ? 'all' : 'conserved';
}
