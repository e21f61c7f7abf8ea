import { Fault } from '../../fault.ts';
import { didYouMean } from '../../text/nearest-names.ts';
import type { InputFile } from '../bytes/input-file.ts';
import { type DelimitedTable, parseDelimited, readDelimited } from '../delimited/delimited.ts';

/** A comparison of a contrasts file in the form of nf-core/differentialabundance. */
export type SheetContrast = LevelsContrast | FormulaContrast;

interface Named {
  /** Names the results; made of the values, joined by `_`, where the file gives none. */
  readonly id: string;
  /** 1-based line, where the file is a table. */
  readonly line?: number | undefined;
  /** Samples to leave out of this comparison: those whose value in `column` is one of `values`. */
  readonly exclude?: { readonly column: string; readonly values: readonly string[] } | undefined;
  /** The miRNAs that were perturbed in it, where the file says so (a column of ours). */
  readonly mirna?: readonly string[] | undefined;
}

/** `target` against `reference` of a variable; a positive fold change is higher in `target`. */
export interface LevelsContrast extends Named {
  readonly kind: 'levels';
  readonly variable: string;
  readonly reference: string;
  readonly target: string;
  /** Variables of the design besides. */
  readonly blocking: readonly string[];
}

/** A comparison of a design of its own: a coefficient, or an expression of coefficients as limma's makeContrasts reads it. */
export interface FormulaContrast extends Named {
  readonly kind: 'formula';
  readonly formula: string;
  readonly contrast: string;
}

const KNOWN = [
  'id',
  'variable',
  'reference',
  'target',
  'blocking',
  'exclude_samples_col',
  'exclude_samples_values',
  'mirna',
];
const FORMULA = ['formula', 'make_contrasts_str'];

/** Reads a contrasts table: `variable,reference,target` and, if wanted, `id`, `blocking`, `exclude_samples_*`, `formula`. */
export async function readContrastSheet(file: InputFile): Promise<SheetContrast[]> {
  return contrastsOfTable(await readDelimited(file));
}

/** {@link readContrastSheet} on bytes that are already in memory. */
export function parseContrastSheet(bytes: Uint8Array, file: string): SheetContrast[] {
  return contrastsOfTable(parseDelimited(bytes, file));
}

function contrastsOfTable(table: DelimitedTable): SheetContrast[] {
  const { file, header } = table;
  for (const name of ['variable', 'reference', 'target']) {
    if (header.includes(name)) continue;
    const hint = didYouMean(name, header) || `Name the columns ${KNOWN.slice(0, 5).join(', ')}.`;
    throw new Fault({
      code: 'CONTRASTS_COLUMN',
      message: `the contrasts lack the column '${name}'`,
      file,
      line: 1,
      found: header.join(', '),
      expected: KNOWN.join(', '),
      hint,
    });
  }
  const contrasts = table.rows.map((row) => {
    const cell = (name: string) => {
      const value = row.fields[header.indexOf(name)] ?? '';
      return value === 'NA' ? '' : value;
    };
    const entry: Entry = {
      id: cell('id'),
      variable: cell('variable'),
      reference: cell('reference'),
      target: cell('target'),
      blocking: splitList(cell('blocking')),
      formula: cell('formula'),
      contrast: cell('make_contrasts_str'),
      excludeColumn: cell('exclude_samples_col'),
      excludeValues: splitList(cell('exclude_samples_values')),
      mirna: splitList(cell('mirna')),
    };
    return toContrast(entry, file, row.line);
  });
  return checked(contrasts, file);
}

/**
 * The comparisons of a contrasts file in YAML, as an object that a YAML reader made of it:
 * `contrasts: [{id, comparison: [variable, reference, target], blocking_factors: [...]}, {id, formula, make_contrasts_str}]`.
 */
export function contrastsOfYaml(value: unknown, file: string): SheetContrast[] {
  const list = isRecord(value) ? value.contrasts : undefined;
  if (!Array.isArray(list)) throw badYaml(file, 'contrasts', typeof list, 'a list of comparisons');
  const contrasts = list.map((item: unknown, index) => {
    const at = `contrasts[${index}]`;
    if (!isRecord(item)) throw badYaml(file, at, String(item), 'id, comparison and blocking_factors');
    const known = [
      'id',
      'comparison',
      'blocking_factors',
      ...FORMULA,
      'exclude_samples_col',
      'exclude_samples_values',
      'mirna',
    ];
    const stranger = Object.keys(item).find((key) => !known.includes(key));
    if (stranger !== undefined) throw badYaml(file, `${at}.${stranger}`, stranger, known.join(', '));
    const texts = (key: string) => textList(item[key], file, `${at}.${key}`);
    const text = (key: string) => texts(key)[0] ?? '';
    const comparison = texts('comparison');
    const levels = item.comparison !== undefined;
    if (levels && comparison.length !== 3)
      throw badYaml(file, `${at}.comparison`, comparison.join(', '), '[variable, reference, target]');
    const [variable = '', reference = '', target = ''] = comparison;
    const entry: Entry = {
      id: text('id'),
      variable,
      reference,
      target,
      blocking: texts('blocking_factors').filter((name) => name !== '' && name !== 'NA'),
      formula: text('formula'),
      contrast: text('make_contrasts_str'),
      excludeColumn: text('exclude_samples_col'),
      excludeValues: texts('exclude_samples_values').flatMap(splitList),
      mirna: texts('mirna').flatMap(splitList),
    };
    return toContrast(entry, file, undefined, at);
  });
  return checked(contrasts, file);
}

interface Entry {
  readonly id: string;
  readonly variable: string;
  readonly reference: string;
  readonly target: string;
  readonly blocking: readonly string[];
  readonly formula: string;
  readonly contrast: string;
  readonly excludeColumn: string;
  readonly excludeValues: readonly string[];
  readonly mirna: readonly string[];
}

function toContrast(entry: Entry, file: string, line: number | undefined, at?: string): SheetContrast {
  const { variable, reference, target, blocking, formula, contrast } = entry;
  const mirna = entry.mirna.length === 0 ? {} : { mirna: entry.mirna };
  const exclude = entry.excludeColumn === '' ? undefined : { column: entry.excludeColumn, values: entry.excludeValues };
  if (formula !== '') {
    if (contrast === '') throw incomplete('make_contrasts_str', file, line, at);
    return { kind: 'formula', id: entry.id || contrast, formula, contrast, exclude, line, ...mirna };
  }
  for (const [name, value] of Object.entries({ variable, reference, target })) {
    if (value === '') throw incomplete(name, file, line, at);
  }
  if (reference === target) {
    throw new Fault({
      code: 'CONTRASTS_SAME_LEVEL',
      message: `a comparison sets '${target}' against itself`,
      file,
      line,
      found: at,
      hint: 'Give two different levels of the variable.',
    });
  }
  const id = entry.id || [variable, reference, target, blocking.join(';')].join('_').replace(/_$/, '');
  return { kind: 'levels', id, variable, reference, target, blocking, exclude, line, ...mirna };
}

function checked(contrasts: readonly SheetContrast[], file: string): SheetContrast[] {
  const seen = new Set<string>();
  for (const { id, line } of contrasts) {
    if (seen.has(id)) {
      throw new Fault({
        code: 'CONTRASTS_DUPLICATE',
        message: `two comparisons are called '${id}'`,
        file,
        line,
        hint: 'Give each comparison an id of its own.',
      });
    }
    seen.add(id);
  }
  if (contrasts.length > 0) return [...contrasts];
  throw new Fault({ code: 'CONTRASTS_EMPTY', message: 'the file has no comparisons', file, hint: 'Add at least one.' });
}

function splitList(text: string): string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'NA');
}

function textList(value: unknown, file: string, at: string): string[] {
  if (value === undefined || value === null) return [];
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') return String(item).trim();
    throw badYaml(file, at, String(item), 'text');
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function incomplete(name: string, file: string, line: number | undefined, at: string | undefined): Fault {
  return new Fault({
    code: 'CONTRASTS_INCOMPLETE',
    message: `a comparison has no ${name}`,
    file,
    line,
    found: at,
    hint: 'Fill it in, or delete the comparison.',
  });
}

function badYaml(file: string, at: string, found: string, expected: string): Fault {
  return new Fault({
    code: 'CONTRASTS_YAML',
    message: `'${at}' is not as contrasts are written`,
    file,
    found,
    expected,
    hint: 'Correct the entry; see nf-core/differentialabundance, contrasts file in YAML.',
  });
}
