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

/** The text of the workers. */
export async function unpackProgram(): Promise<Blob> {
  return new Blob([await (await unpack('worker')).blob()], { type: 'text/javascript' });
}

/** What reports carry: libraries and licenses. */
export async function unpackAssets(): Promise<readonly NamedBlob[]> {
  const texts = (await (await unpack('assets')).json()) as Record<string, string>;
  return Object.entries(texts).map(([name, text]) => [name, new Blob([text])]);
}

/** The files of the demo study. */
export async function unpackDemo(): Promise<readonly NamedBlob[]> {
  const files = (await (await unpack('demo')).json()) as readonly (readonly [name: string, base64: string])[];
  return files.map(([name, text]) => [name, new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))])]);
}
