import { Fault } from '../../src/fault.ts';
import { vanishedInput } from './decide.ts';
import { type Digests, type FileIdentity, identifyFile } from './digests.ts';
import type { Instance, StudyFile } from './graph.ts';
import type { StudyShape } from './stage.ts';

/** The files of a study as one run reads them: all of its stages must find the same content. */
export interface RunInputs {
  /** Looks at the files that an instance is about to read; a Fault when an earlier one has read something else. */
  watch<Study extends StudyShape>(instance: Instance<Study>): WatchedInputs;
}

export interface WatchedInputs {
  /** A Fault when one of the files has been written to since `watch`. */
  check(): void;
}

interface WatchedFile {
  readonly key: string;
  readonly path: string;
  readonly identity: FileIdentity;
  readonly sha256: string;
}

export function openRunInputs(digests: Digests): RunInputs {
  const contents = new Map<string, string>();

  function look({ key, path }: StudyFile): WatchedFile {
    try {
      return { key, path, identity: identifyFile(path), sha256: digests.of(path) };
    } catch (error) {
      throw vanishedInput(error, key, path) ?? error;
    }
  }

  return {
    watch({ inputs }) {
      const files = inputs.flatMap((input) => input.files).map(look);
      for (const file of files) {
        if ((contents.get(file.path) ?? file.sha256) !== file.sha256) throw changedFile(file);
        contents.set(file.path, file.sha256);
      }
      return {
        check() {
          for (const before of files) {
            const now = look(before);
            if (writtenBetween(before, now)) throw changedFile(now);
          }
        },
      };
    },
  };
}

/** A file that was overwritten and put back has other times. The change time is left out: links and permissions set it too. */
function writtenBetween(before: WatchedFile, now: WatchedFile): boolean {
  const { size, mtimeNs, inode } = now.identity;
  return (
    before.sha256 !== now.sha256 ||
    before.identity.size !== size ||
    before.identity.mtimeNs !== mtimeNs ||
    before.identity.inode !== inode
  );
}

function changedFile({ key, path }: WatchedFile): Fault {
  return new Fault({
    code: 'INPUT_CHANGED_DURING_RUN',
    message: `the ${key} file was changed while it was being read`,
    file: path,
    hint: 'wait until it is written completely, then run again',
  });
}
