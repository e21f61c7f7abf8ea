import { accessSync, constants, readlinkSync, type Stats, statSync } from 'node:fs';
import { Fault } from '../../src/fault.ts';

const AGAIN = 'Copy or download the file again and compare its checksum.';

/** What the operating system or zlib reports, and what it means to the user. */
type Refusal = readonly [code: string, message: string, hint: string];

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ENOENT: ['FILE_MISSING', 'the file does not exist', 'Check the path.'],
  ENOTDIR: ['FILE_MISSING', 'the file does not exist', 'Check the path.'],
  EISDIR: ['FILE_IS_FOLDER', 'this is a folder, not a file', 'Name a file in it.'],
  EACCES: ['FILE_FORBIDDEN', 'the file may not be read', 'Give yourself read permission (chmod u+r).'],
  EPERM: ['FILE_FORBIDDEN', 'the file may not be read', 'Give yourself read permission (chmod u+r).'],
  ELOOP: ['FILE_LINKS', 'the links of this path lead in a circle', 'Name the file itself.'],
  ENAMETOOLONG: ['FILE_NAME_TOO_LONG', 'the name is longer than the file system allows', 'Check the path.'],
  EMFILE: ['TOO_MANY_FILES', 'too many files are open', 'Raise the limit (ulimit -n), or use fewer threads.'],
  ENFILE: ['TOO_MANY_FILES', 'the machine has too many files open', 'Wait for other programs to end, and run again.'],
  EIO: ['DISK_ERROR', 'the disk reports an error while it is read', 'Check the disk or the network it lies behind.'],
  ESTALE: ['DISK_ERROR', 'the network file system has lost the file', 'Mount it anew, and run again.'],
  ETIMEDOUT: ['DISK_ERROR', 'the network file system does not answer', 'Wait until it does, and run again.'],
  ENOTSUP: ['NOT_SUPPORTED', 'the file system cannot read this', 'Copy the file to another file system.'],
  ENXIO: ['FILE_NO_DEVICE', 'there is no device behind this file', 'Check the path.'],
  ERR_FS_FILE_TOO_LARGE: ['FILE_TOO_LARGE', 'the file is larger than 2 GiB', 'Split the table by samples.'],
  ERR_BUFFER_TOO_LARGE: [
    'FILE_TOO_LARGE',
    'decompressed, the file is larger than 2 GiB',
    'Split the table by samples.',
  ],
  Z_BUF_ERROR: ['GZIP_TRUNCATED', 'the gzip file ends too early', AGAIN],
  Z_DATA_ERROR: ['GZIP_DAMAGED', 'the gzip file is damaged', AGAIN],
};

/** The fault for an error of the operating system or of zlib; any other error as it is. */
export function unreadable(file: string, error: unknown): unknown {
  const refusal = error instanceof Error && 'code' in error ? REFUSALS[String(error.code)] : undefined;
  if (refusal === undefined) return error;
  const [code, message, hint] = refusal[0] === 'FILE_MISSING' ? explainMissing(file, refusal) : refusal;
  return new Fault({ code, message, file, hint });
}

/**
 * Why the file or folder that a user named cannot be read, by a look at it: undefined where it can be. One that is simply not
 * there has the code FILE_MISSING.
 */
export function explainUnreadable(path: string): Fault | undefined {
  try {
    const stream = streamFault(path, statSync(path));
    if (stream === undefined) accessSync(path, constants.R_OK);
    return stream;
  } catch (error) {
    const told = unreadable(path, error);
    if (told instanceof Fault) return told;
    throw error;
  }
}

/** Files are read in parts and more than once: pipes give what they have once, and devices such as /dev/zero without end. */
export function streamFault(file: string, stats: Stats): Fault | undefined {
  if (stats.isFile() || stats.isDirectory()) return undefined;
  return new Fault({
    code: 'FILE_IS_STREAM',
    message: 'this is a pipe or a device, not a file',
    file,
    hint: 'Write what it gives into a file, and name that.',
  });
}

/** A link that points to nothing, and a `~` that the shell left as it is, look as if the file were there. */
function explainMissing(file: string, refusal: Refusal): Refusal {
  const target = linkTarget(file);
  if (target !== undefined) {
    return [
      'FILE_LINK_DANGLING',
      `the file is a link to ${target}, which does not exist`,
      'Restore it, or mend the link.',
    ];
  }
  if (!/(^|\/)~(\/|$)/.test(file)) return refusal;
  return [
    'FILE_TILDE',
    refusal[1],
    'The shell has not replaced ~ by your home folder: write the path without quotes, or in full.',
  ];
}

function linkTarget(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
