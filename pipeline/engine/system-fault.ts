import { Fault, type FaultDetails } from '../../src/fault.ts';

const cures: Readonly<Record<string, { readonly code: string; readonly message: string; readonly hint: string }>> = {
  ENOSPC: {
    code: 'DISK_FULL',
    message: 'the disk is full',
    hint: 'free some space and run again: finished stages are kept',
  },
  EDQUOT: {
    code: 'DISK_FULL',
    message: 'the disk quota is used up',
    hint: 'free some space and run again: finished stages are kept',
  },
  EROFS: {
    code: 'NOT_WRITABLE',
    message: 'the file system is read-only',
    hint: 'give a folder that can be written to with --out',
  },
  EACCES: {
    code: 'NO_PERMISSION',
    message: 'permission denied',
    hint: 'change the permissions, or give another folder with --out',
  },
  EPERM: {
    code: 'NO_PERMISSION',
    message: 'operation not permitted',
    hint: 'change the permissions, or give another folder with --out',
  },
  ENOTDIR: {
    code: 'NOT_A_FOLDER',
    message: 'a file stands where a folder is needed',
    hint: 'move that file away, or give another folder with --out',
  },
  EEXIST: {
    code: 'NOT_A_FOLDER',
    message: 'a file stands where a folder is needed',
    hint: 'move that file away, or give another folder with --out',
  },
  EISDIR: {
    code: 'NOT_A_FILE',
    message: 'a folder stands where a file is needed',
    hint: 'move that folder away, or give another folder with --out',
  },
  EMFILE: {
    code: 'TOO_MANY_FILES',
    message: 'too many files are open',
    hint: 'raise the limit (ulimit -n), or use fewer threads',
  },
  ENFILE: {
    code: 'TOO_MANY_FILES',
    message: 'the machine has too many files open',
    hint: 'wait for other programs to end, and run again',
  },
  EFBIG: {
    code: 'FILE_LIMIT',
    message: 'the file would grow beyond what the system allows',
    hint: 'raise the limit (ulimit -f), or give another file system with --out',
  },
  ENAMETOOLONG: {
    code: 'NAME_TOO_LONG',
    message: 'the name is longer than the file system allows',
    hint: 'give a shorter name or path',
  },
  ELOOP: {
    code: 'LINKS_IN_A_CIRCLE',
    message: 'the links of this path lead in a circle',
    hint: 'name the file itself',
  },
  EIO: {
    code: 'DISK_ERROR',
    message: 'the disk reports an error',
    hint: 'check the disk or the network it lies behind, and run again: finished stages are kept',
  },
  ESTALE: {
    code: 'DISK_ERROR',
    message: 'the network file system has lost the file',
    hint: 'mount it anew, and run again: finished stages are kept',
  },
  ETIMEDOUT: {
    code: 'DISK_ERROR',
    message: 'the network file system does not answer',
    hint: 'wait until it does, and run again: finished stages are kept',
  },
  ENOTSUP: {
    code: 'NOT_SUPPORTED',
    message: 'the file system does not support this',
    hint: 'give a folder on another file system with --out',
  },
};

const codes: ReadonlySet<string> = new Set([...Object.values(cures).map(({ code }) => code), 'OUT_OF_MEMORY']);

/** Whether a fault is about the machine and not about the input. */
export function isSystemFault({ code }: FaultDetails): boolean {
  return codes.has(code);
}

/**
 * The operating system's refusals that a user can cure, as Faults; undefined for all other errors. `where` is named when the
 * error itself, as of a write to an open file, names no file.
 */
export function systemFault(error: unknown, where?: string): Fault | undefined {
  const { code, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const cure = code === undefined ? undefined : cures[code];
  return cure && new Fault({ ...cure, file: dest ?? path ?? where });
}
