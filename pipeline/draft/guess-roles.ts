import { type Look, lookAtFile } from './look-at-file.ts';
import type { Role } from './roles.ts';

export interface GuessedRole {
  readonly path: string;
  /** Undefined where nobody understands the file. */
  readonly role: Role | undefined;
  /** What speaks for the role, or why there is none. */
  readonly because: string;
  /** Of a clinical table: the matrix that its patients are in. */
  readonly of?: string | undefined;
}

interface Seen {
  readonly path: string;
  readonly look: Look;
}

const MOST_SAMPLES = 299;
/** Below it, a table is not the sheet of a matrix. */
const SHARED = 0.5;

/**
 * What files are in a study: by their own content, and sheets and clinical tables by the matrix whose samples they name. A guess
 * is for the user to see and to change.
 */
export async function guessRoles(paths: readonly string[]): Promise<readonly GuessedRole[]> {
  const looks: Seen[] = [];
  for (const path of paths) looks.push({ path, look: await lookAtFile(path) });
  const seen = looks.map(({ path, look }): Seen => ({ path, look: isSheet(path, look) ? asTable(look) : look }));
  const roles = new Map<string, GuessedRole>();
  const give = (path: string, role: Role, because: string, of?: string): void => {
    roles.set(path, { path, role, because, of });
  };
  for (const { path, look } of seen) if (look.kind === 'told') give(path, look.role, look.because);
  const matrices = seen.filter(({ look }) => look.kind === 'matrix');
  const tables = seen.filter(({ look }) => look.kind === 'table');
  const open = (): Seen[] => tables.filter(({ path }) => !roles.has(path));
  const hasCounts = [...roles.values()].some(({ role }) => role === 'counts');

  const counts = hasCounts ? undefined : chooseCounts(matrices, tables);
  if (counts !== undefined) give(counts.path, 'counts', 'numbers of genes in samples');
  const sheet = counts === undefined ? undefined : bestFor(counts, tables);
  if (sheet !== undefined) give(sheet.path, 'samples', 'it names the samples of the counts');
  for (const matrix of matrices.filter((one) => one !== counts)) {
    const clinical = bestFor(matrix, open());
    if (!isExpression(matrix) && !(clinical && isFollowedUp(clinical.look))) continue;
    give(matrix.path, 'expression', 'expression of genes in the samples of a cohort');
    if (clinical !== undefined) give(clinical.path, 'clinical', 'it names the samples of the matrix', matrix.path);
  }
  for (const table of open()) {
    if (!isFollowedUp(table.look)) continue;
    const matrix = [...roles.values()].some(({ role }) => role === 'expression');
    if (matrix) give(table.path, 'clinical', 'times and events of patients');
    else give(table.path, 'expression', 'patients in rows, with times and events');
  }
  const [left, ...others] = open().filter(({ look }) => isShort(look));
  if (sheet === undefined && left !== undefined && others.length === 0)
    give(left.path, 'samples', 'a table with a row a sample');
  const given = new Set([...roles.values()].map(({ role }) => role));
  if (given.has('counts') && given.has('samples')) {
    for (const { path, role, because } of roles.values())
      if (role === 'differential') give(path, 'none', `${because}, which are made of the counts`);
  }
  return seen.map(({ path, look }) => {
    const because = look.kind === 'unknown' ? look.because : whyNot(look);
    return roles.get(path) ?? { path, role: undefined, because };
  });

  /** A sheet of nothing but numbers looks like counts, but by its columns, or where its rows are the samples of another. */
  function isSheet(own: string, look: Look): boolean {
    if (look.kind !== 'matrix') return false;
    return isFollowedUp(asTable(look)) || looks.some((one) => one.path !== own && shareOf(one, look) >= SHARED);
  }
}

function asTable(look: Look): Look {
  return look.kind === 'matrix' ? { kind: 'table', columns: look.columns } : look;
}

/** As long as a sheet of samples is, and no table of genes. */
function isShort(look: Look): boolean {
  return look.kind === 'table' && (look.columns[0]?.[1].length ?? 0) < MOST_SAMPLES;
}

function whyNot({ kind }: Look): string {
  return kind === 'matrix'
    ? 'a further table of numbers, whose samples no sheet names'
    : 'a table that is no sheet of the samples';
}

/** The matrix that is counted: not on a log scale, and of several the one whose samples a sheet names. */
function chooseCounts(matrices: readonly Seen[], tables: readonly Seen[]): Seen | undefined {
  const sheets = tables.filter(({ look }) => !isFollowedUp(look));
  const raw = matrices.filter((matrix) => !isExpression(matrix));
  // What is no counts is refused for what it is, where there is nothing else for its sheet to be of.
  const among = raw.length > 0 ? raw : matrices.filter((matrix) => bestFor(matrix, sheets) !== undefined).slice(0, 1);
  const named = among.filter((matrix) => bestFor(matrix, sheets) !== undefined);
  return named[0] ?? (among.length === 1 ? among[0] : undefined);
}

function isExpression({ look }: Seen): boolean {
  return look.kind === 'matrix' && (look.isLog || look.isBarcoded);
}

/** The table that names most samples of a matrix in one of its columns. */
function bestFor(matrix: Seen, tables: readonly Seen[]): Seen | undefined {
  const [best] = [...tables].sort((a, b) => shareOf(matrix, b.look) - shareOf(matrix, a.look));
  return best !== undefined && shareOf(matrix, best.look) >= SHARED ? best : undefined;
}

/** Of the rows of a table, how many name a sample of a matrix, by the column that names most. */
function shareOf({ look: matrix }: Seen, table: Look): number {
  if (matrix.kind !== 'matrix' || !('columns' in table)) return 0;
  const known = new Set(matrix.samples);
  return Math.max(...table.columns.map(([, cells]) => cells.filter((cell) => known.has(cell)).length / cells.length));
}

const TIME = /(^|[._ -])(time|months?|days|years|follow_?up)($|[._ -])/i;
const EVENT = /(^|[._ -])(status|event|vital|dead|deceased|censor(ed|ing)?)($|[._ -])/i;

function isFollowedUp(look: Look): boolean {
  if (look.kind !== 'table') return false;
  const names = look.columns.map(([name]) => name);
  return (
    names.some((name) => TIME.test(name)) && names.some((name) => EVENT.test(name) || names.includes(`${name}.time`))
  );
}
