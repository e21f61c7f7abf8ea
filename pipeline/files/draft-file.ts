import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGzip, type Gzip } from 'node:zlib';
import { draftOf, ownerOfDraft } from '../engine/files.ts';
import { lifeOfToken } from '../engine/process-identity.ts';
import { systemFault } from '../engine/system-fault.ts';
import { type OutputPlace, placeOutputs } from './output-place.ts';

const BUFFERED = 1 << 20;

/**
 * A file, gzip-compressed if its name ends in .gz, that is written beside its place and takes it only when it is complete;
 * pipes and devices are written to as the text comes. A write that the system cuts short is continued, or fails.
 */
class DraftFile {
  readonly #place: OutputPlace;
  /** Undefined for pipes and devices. */
  readonly #draft: string | undefined;
  readonly #file: FileHandle;
  readonly #gzip: Gzip | undefined;
  #compressed: Buffer[] = [];
  #pieces: string[] = [];
  #size = 0;
  #isOpen = true;

  private constructor(place: OutputPlace, draft: string | undefined, file: FileHandle) {
    this.#place = place;
    this.#draft = draft;
    this.#file = file;
    if (!place.path.endsWith('.gz')) return;
    this.#gzip = createGzip({ level: 6 });
    this.#gzip.on('data', (chunk: Buffer) => this.#compressed.push(chunk));
  }

  static async open(place: OutputPlace): Promise<DraftFile> {
    if (place.isStream) return new DraftFile(place, undefined, await open(place.target, 'w'));
    const folder = dirname(place.target);
    await access(folder, constants.W_OK);
    await clearDeadDrafts(folder);
    return DraftFile.openDraft(place);
  }

  /** {@link open} of one that is no stream, in a folder that is known to be writable. */
  static async openDraft(place: OutputPlace): Promise<DraftFile> {
    const draft = draftOf(place.target);
    // Exclusively: neither a file nor a link that somebody has put there is written to.
    return new DraftFile(place, draft, await open(draft, 'wx'));
  }

  async write(text: string | Uint8Array): Promise<void> {
    if (typeof text !== 'string') {
      await this.#flush();
      return this.#put(text);
    }
    this.#pieces.push(text);
    this.#size += text.length;
    if (this.#size >= BUFFERED) await this.#flush();
  }

  /** Writes what is left and has the disk keep it; the file has its draft's name still. */
  async complete(): Promise<void> {
    await this.#flush();
    if (this.#gzip !== undefined) {
      const ended = once(this.#gzip, 'end');
      this.#gzip.end();
      await ended;
      await this.#putCompressed();
    }
    if (this.#draft !== undefined) await this.#file.sync();
    this.#isOpen = false;
    await this.#file.close();
  }

  /** Gives a complete file its name. */
  async publish(): Promise<void> {
    if (this.#draft !== undefined) await rename(this.#draft, this.#place.target);
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    if (this.#isOpen) await this.#file.close();
    if (this.#draft !== undefined) await rm(this.#draft, { force: true });
  }

  async #flush(): Promise<void> {
    if (this.#size === 0) return;
    const text = Buffer.from(this.#pieces.join(''));
    this.#pieces = [];
    this.#size = 0;
    await this.#put(text);
  }

  async #put(bytes: Uint8Array): Promise<void> {
    const gzip = this.#gzip;
    if (gzip === undefined) return writeWhole(this.#file, bytes);
    await new Promise<void>((done, fail) => gzip.write(bytes, (error) => (error ? fail(error) : done())));
    await this.#putCompressed();
  }

  async #putCompressed(): Promise<void> {
    const chunks = this.#compressed;
    this.#compressed = [];
    for (const chunk of chunks) await writeWhole(this.#file, chunk);
  }
}

/** The system may write less than it is given, on a disk that fills up or at a limit; the next write then says why. */
async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
}

/** Drafts of commands that were killed. */
async function clearDeadDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = ownerOfDraft(name);
    if (owner !== undefined && lifeOfToken(owner) === 'dead') await rm(join(folder, name), { force: true });
  }
}

export interface OutputRequest {
  readonly outputs: readonly string[];
  /** Files and folders that the command reads, which no output may replace. */
  readonly inputs?: readonly (string | undefined)[] | undefined;
}

/**
 * Opens all outputs of a command, lets it write them, and publishes all of them when the work has succeeded and every byte
 * is on the disk; where it fails, old files stay as they were and nothing is left behind.
 */
export async function withDrafts<T>(
  { outputs, inputs }: OutputRequest,
  work: (files: readonly DraftFile[]) => Promise<T>,
): Promise<T> {
  const files: DraftFile[] = [];
  let current: string | undefined;
  try {
    for (const place of await placeOutputs(outputs, inputs)) {
      current = place.path;
      files.push(await DraftFile.open(place));
    }
    const result = await work(files);
    for (const [at, file] of files.entries()) {
      current = outputs[at];
      await file.complete();
    }
    for (const file of files) await file.publish();
    return result;
  } catch (error) {
    await Promise.allSettled(files.map((file) => file.discard()));
    throw systemFault(error, current) ?? error;
  }
}

/**
 * Lets a command write any number of files into a folder, one after the other, as many as would never be open at once; they
 * are published all together as those of {@link withDrafts}. The folder is there.
 */
export async function withManyDrafts(
  folder: string,
  inputs: OutputRequest['inputs'],
  work: (write: (name: string, text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const files: DraftFile[] = [];
  let current: string | undefined = folder;
  try {
    await access(folder, constants.W_OK);
    await clearDeadDrafts(folder);
    await work(async (name, text) => {
      current = join(folder, name);
      const [place] = await placeOutputs([current], inputs);
      const file = await DraftFile.openDraft(place!);
      files.push(file);
      await file.write(text);
      await file.complete();
      current = folder;
    });
    for (const file of files) await file.publish();
  } catch (error) {
    await Promise.allSettled(files.map((file) => file.discard()));
    throw systemFault(error, current) ?? error;
  }
}
