import type { NamedBlob } from '../platform/store.ts';

/** What the page carries, packed, in its script elements, which stand behind the script of the page. */
async function unpack(id: string): Promise<Response> {
  if (document.readyState === 'loading') {
    await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
  }
  const letters = atob(document.getElementById(id)?.textContent ?? '');
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
}

/** What reports carry: libraries and licenses. */
export async function unpackAssets(): Promise<readonly NamedBlob[]> {
  const texts = (await (await unpack('assets')).json()) as Record<string, string>;
  return Object.entries(texts).map(([name, text]) => [name, new Blob([text])]);
}

/** The text of the workers, with what reports carry: a worker that makes a report loads the drawing library of reports. */
export async function unpackProgram(): Promise<{ readonly program: Blob; readonly assets: readonly NamedBlob[] }> {
  const [assets, worker] = await Promise.all([unpackAssets(), unpack('worker').then((part) => part.blob())]);
  const echarts = new Map(assets).get('src/report/client/library/echarts.js');
  if (echarts === undefined) throw new Error('the page does not carry ECharts');
  const parts = ['globalThis.loadEcharts=()=>{', inAscii(await echarts.text()), '\n};\n', worker];
  return { program: new Blob(parts, { type: 'text/javascript' }), assets };
}

/** Each worker keeps its text in half the memory if all letters are of one byte, as those of the program are. */
function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The files of the demo study. */
export async function unpackDemo(): Promise<readonly NamedBlob[]> {
  const files = (await (await unpack('demo')).json()) as readonly (readonly [name: string, base64: string])[];
  return files.map(([name, text]) => [name, new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))])]);
}
