import { canonicalJson, type Json } from './canonical-json.ts';
import type { Fingerprint, InputDigest } from './fingerprint.ts';

/** Why a stage has to run, or a result to be published again. */
export type Reason =
  | { readonly kind: 'first-run' }
  | { readonly kind: 'forced' }
  | { readonly kind: 'schema-changed' }
  | { readonly kind: 'stage-version'; readonly before: number; readonly after: number }
  | { readonly kind: 'parameter'; readonly path: string; readonly before: Json; readonly after: Json }
  | { readonly kind: 'input'; readonly input: string; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'result-missing' }
  | { readonly kind: 'result-damaged'; readonly file: string }
  | { readonly kind: 'published-missing'; readonly file: string }
  | { readonly kind: 'published-changed'; readonly file: string };

/** How inputs are called in a reason: `counts.tsv.gz`, `ingest.matrix`, `differential[mir9_vs_control/deseq2].results`. */
export type InputLabel = (name: string, placeOrFile?: string) => string;

/** The differences between the fingerprint of the published result and the one wanted now. */
export function explainChange(before: Fingerprint | undefined, after: Fingerprint, label: InputLabel): Reason[] {
  if (before === undefined) return [{ kind: 'first-run' }];
  if (before.schema !== after.schema) return [{ kind: 'schema-changed' }];
  const reasons: Reason[] = [];
  if (before.version !== after.version) {
    reasons.push({ kind: 'stage-version', before: before.version, after: after.version });
  }
  compareParams('', before.params, after.params, reasons);
  for (const name of new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)])) {
    compareInput(name, before.inputs[name] ?? null, after.inputs[name] ?? null, label, reasons);
  }
  return reasons;
}

export function formatReason(reason: Reason): string {
  switch (reason.kind) {
    case 'first-run':
      return 'first run';
    case 'forced':
      return 'forced';
    case 'schema-changed':
      return 'made by another version of the engine';
    case 'stage-version':
      return `stage version ${reason.before} -> ${reason.after}`;
    case 'parameter':
      return formatParameter(reason.path, formatValue(reason.before), formatValue(reason.after));
    case 'input':
      if (reason.before === null) return `${reason.input} is new`;
      if (reason.after === null) return `${reason.input} is gone`;
      return `${reason.input} content changed ${reason.before.slice(0, 7)} -> ${reason.after.slice(0, 7)}`;
    case 'result-missing':
      return 'its cached result is gone';
    case 'result-damaged':
      return `its cached ${reason.file} is damaged`;
    case 'published-missing':
      return `${reason.file} is missing`;
    case 'published-changed':
      return `${reason.file} was changed by hand`;
  }
}

function compareParams(path: string, before: Json, after: Json, reasons: Reason[]): void {
  if (canonicalJson(before) === canonicalJson(after)) return;
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.some(isRecord)) {
    before.forEach((value, i) => {
      compareParams(`${path}[${i + 1}]`, value, after[i] ?? null, reasons);
    });
    return;
  }
  if (!isRecord(before) || !isRecord(after)) {
    reasons.push({ kind: 'parameter', path: path === '' ? 'parameters' : path, before, after });
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    compareParams(path === '' ? key : `${path}.${key}`, before[key] ?? null, after[key] ?? null, reasons);
  }
}

function compareInput(
  name: string,
  before: InputDigest,
  after: InputDigest,
  label: InputLabel,
  reasons: Reason[],
): void {
  if (!isRecord(before) && !isRecord(after)) {
    if (before !== after) reasons.push({ kind: 'input', input: label(name), before, after });
    return;
  }
  const old = isRecord(before) ? before : {};
  const now = isRecord(after) ? after : {};
  for (const place of new Set([...Object.keys(old), ...Object.keys(now)])) {
    compareInput(name, old[place] ?? null, now[place] ?? null, (input) => label(input, place), reasons);
  }
}

function isRecord<Value>(value: Value): value is Extract<Value, { readonly [key: string]: unknown }> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whole study files are parameters too: what is not read at a glance is not shown. */
const LONGEST_VALUE = 80;

function formatParameter(path: string, before: string, after: string): string {
  if (Math.max(before.length, after.length) > LONGEST_VALUE) return `${path} changed`;
  return `${path} ${before} -> ${after}`;
}

function formatValue(value: Json): string {
  if (value === null) return 'none';
  return typeof value === 'string' ? value : canonicalJson(value);
}
