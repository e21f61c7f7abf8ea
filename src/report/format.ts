import * as math from '../stats/math/portable.ts';

/** Numbers as a reader wants them in sentences and tables: grouped thousands, a true minus sign, few digits. */

/** `12,345`. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `12,345 genes`, `1 gene`. */
export function countOf(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${value === 1 ? noun : plural}`;
}

/** Fixed digits with a true minus sign; `–` where the number is missing. */
export function formatFixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return '–';
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** As `formatFixed`, with a plus sign where it belongs. */
export function formatSigned(value: number, digits: number): string {
  return value > 0 && Number(value.toFixed(digits)) !== 0
    ? `+${formatFixed(value, digits)}`
    : formatFixed(value, digits);
}

/**
 * A p-value: `0.034`, `3.1e−12`. One that underflowed to 0 is told from its log10 when that is known, else as a bound: it is
 * never "0".
 */
export function formatP(p: number, log10P?: number): string {
  if (Number.isNaN(p)) return '–';
  if (p === 0) {
    if (log10P === undefined || !Number.isFinite(log10P)) return '< 1e−300';
    const exponent = Math.floor(log10P);
    return `${math.pow(10, log10P - exponent).toFixed(1)}e−${-exponent}`;
  }
  if (p >= 0.001) return p.toFixed(p >= 0.1 ? 2 : 3);
  return p.toExponential(1).replace('-', '−');
}

/** `p = 0.034`, `p < 1e−300`: for sentences. */
export function pEquals(p: number, log10P?: number): string {
  const text = formatP(p, log10P);
  return text.startsWith('<') ? `p ${text}` : `p = ${text}`;
}

/** The true minus sign in exponents of a text that was written for files: `p 5.7e-43` becomes `p 5.7e−43`. */
export function withTrueMinus(text: string): string {
  return text.replace(/(\de)-(?=\d)/g, '$1−');
}

/** A message of the command line as text of a page: names of settings without the ticks around them. */
export function withoutTicks(text: string): string {
  return text.replaceAll('`', '');
}

/** `12.3 %`. */
export function formatPercent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}

/** How many times up or down a log2 fold change is: `3.1-fold down`. */
export function foldWords(log2FoldChange: number): string {
  const fold = math.pow(2, Math.abs(log2FoldChange));
  return `${fold >= 10 ? formatCount(fold) : fold.toFixed(1)}-fold ${log2FoldChange < 0 ? 'down' : 'up'}`;
}

/** `a, b and c`. */
export function listWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
