import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInput } from '../../../pipeline/files/open-input.ts';

const folder = mkdtempSync(join(tmpdir(), 'seedrank-text-'));
let files = 0;

/** A file of this text, opened for reading; each call makes another. */
export function fileOfText(name: string, text: string): ReturnType<typeof openInput> {
  const path = join(folder, `${files++}-${name}`);
  writeFileSync(path, text);
  return openInput(path);
}
