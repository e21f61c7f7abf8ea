import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** A compiled script of `src/report/client`; asked for here, as deep as the bundled program lies, so that both find it. */
export async function readPageScript(name: string): Promise<string> {
  return readFile(new URL(`../../src/report/client/${name}`, import.meta.url), 'utf8');
}

/** By which the policy of a page knows its scripts. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
