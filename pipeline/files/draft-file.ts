import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { systemFault } from '../engine/system-fault.ts';
import { draftPath } from './draft-path.ts';

const BUFFERED = 1 << 20;

/**
 * A large text file, gzip-compressed if its name ends in .gz, that appears under its name only when it is complete; pipes and
 * devices are written to as the text comes.
 */
export class DraftFile {
  readonly #path: string;
  readonly #draft: string | undefined;
  readonly #file: FileHandle;
  #pieces: string[] = [];
  #size = 0;

  private constructor(path: string, draft: string | undefined, file: FileHandle) {
    this.#path = path;
    this.#draft = draft;
    this.#file = file;
  }

  static async open(path: string): Promise<DraftFile> {
    const draft = await draftPath(path);
    return new DraftFile(path, draft, await open(draft ?? path, 'w'));
  }

  async write(text: string): Promise<void> {
    this.#pieces.push(text);
    this.#size += text.length;
    if (this.#size >= BUFFERED) await this.#flush();
  }

  /** Gives the file its name. */
  async publish(): Promise<void> {
    await this.#flush();
    await this.#file.close();
    if (this.#draft !== undefined) await rename(this.#draft, this.#path);
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#file.close();
    if (this.#draft !== undefined) await rm(this.#draft, { force: true });
  }

  async #flush(): Promise<void> {
    const text = this.#pieces.join('');
    // Compressed pieces one after the other are a gzip file too.
    await this.#file.write(this.#path.endsWith('.gz') ? gzipSync(text, { level: 6 }) : Buffer.from(text));
    this.#pieces = [];
    this.#size = 0;
  }
}

/** Opens files, publishes all of them if the work succeeds, and none if it fails. */
export async function withDrafts<T>(
  paths: readonly string[],
  work: (files: readonly DraftFile[]) => Promise<T>,
): Promise<T> {
  const files: DraftFile[] = [];
  try {
    for (const path of paths) files.push(await DraftFile.open(path));
    const result = await work(files);
    for (const file of files) await file.publish();
    return result;
  } catch (error) {
    await Promise.allSettled(files.map((file) => file.discard()));
    throw systemFault(error) ?? error;
  }
}
