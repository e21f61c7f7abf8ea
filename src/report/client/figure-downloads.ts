/// <reference lib="dom.iterable" />
/** Saves figures from the page alone: as SVG, as PNG, and their data. Runs in the page. */
import type { PageColumns, PageData } from '../page-events.ts';
import { DRAWN, type TableInPage } from '../tables/figure-tables.ts';
import type { ReportPayload } from '../tables/payload.ts';
import { saveBlob, saveText } from './save/save-file.ts';
import { pngOf, stillPicture } from './save/still-picture.ts';

declare const seedrank: PageData;
declare const liveFigures: LiveFigures;

/** What the script of the live figures tells others. */
export interface LiveFigures {
  /** The picture of a figure as it is shown, where that is not the still one. */
  pictureOf(name: string): string | undefined;
}

const payload = JSON.parse(document.getElementById('payload')?.textContent ?? '{}') as ReportPayload;

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-save]')) {
  const { save: form = '', of: name = '' } = button.dataset;
  const said = button.parentElement?.querySelector('output');
  button.addEventListener('click', async () => {
    if (said) said.textContent = '';
    const problem = form === 'tsv' ? await saveTable(name) : await savePicture(name, form);
    if (said && problem) said.textContent = problem;
  });
}

async function savePicture(name: string, form: string): Promise<string | undefined> {
  const frame = document.querySelector<HTMLElement>(`[data-figure="${CSS.escape(name)}"]`);
  const svg = liveFigures.pictureOf(name) ?? (frame ? stillPicture(frame, payload.lightByName) : undefined);
  if (svg === undefined) return 'This figure has no picture.';
  if (form === 'svg') saveText(`${name}.svg`, svg, 'image/svg+xml');
  else saveBlob(`${name}.png`, await pngOf(svg));
  return undefined;
}

async function saveTable(name: string): Promise<string | undefined> {
  const place = payload.tables[name];
  const pieces = place && (await tablePieces(place));
  if (pieces === undefined) return `Too large for the page: figures/${name}.tsv beside it has them.`;
  saveBlob(`${name}.tsv`, new Blob(pieces, { type: 'text/tab-separated-values;charset=utf-8' }));
  return undefined;
}

async function tablePieces({ block, genes }: TableInPage): Promise<BlobPart[] | undefined> {
  if (genes === undefined) {
    const packed = document.getElementById(`block-${block}`)?.textContent;
    return packed ? [await unpack(packed)] : undefined;
  }
  const own = await seedrank.block(block);
  const shared = await seedrank.genes(genes.contrast);
  if (!own || !shared) return undefined;
  if (!genes.columns.every(({ name, ofGenes }) => (ofGenes ? shared.has(ofGenes) : own.has(name)))) return undefined;
  const cells = genes.columns.map(({ name, ofGenes, isText }) =>
    cellsOf(ofGenes ? shared : own, ofGenes ?? name, isText),
  );
  const drawn = own.numbers(DRAWN);
  const lines = [genes.columns.map(({ name }) => name).join('\t')];
  for (let row = 0; row < own.rows; row++) if (drawn[row] === 1) lines.push(cells.map((cell) => cell(row)).join('\t'));
  return [`${lines.join('\n')}\n`];
}

/** A block of text: gzip in base64. */
async function unpack(base64: string): Promise<Blob> {
  const gzip = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return new Response(new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip'))).blob();
}

/** As the files have them: numbers in the shortest form, missing ones as `NA`. */
function cellsOf(columns: PageColumns, name: string, isText: boolean): (row: number) => string {
  if (isText) {
    const text = columns.text(name);
    return (row) => text[row] ?? '';
  }
  const numbers = columns.numbers(name);
  return (row) => {
    const value = numbers[row] as number;
    if (Number.isNaN(value)) return 'NA';
    return Number.isFinite(value) ? String(value) : value > 0 ? 'Inf' : '-Inf';
  };
}
