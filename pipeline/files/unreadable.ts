import { Fault } from '../../src/fault.ts';

const AGAIN = 'Copy or download the file again and compare its checksum.';

/** What the operating system or zlib reports, and what it means to the user. */
const REFUSALS: Readonly<Record<string, readonly [code: string, message: string, hint: string]>> = {
  ENOENT: ['FILE_MISSING', 'the file does not exist', 'Check the path.'],
  ENOTDIR: ['FILE_MISSING', 'the file does not exist', 'Check the path.'],
  EISDIR: ['FILE_IS_FOLDER', 'this is a folder, not a file', 'Name a file in it.'],
  EACCES: ['FILE_FORBIDDEN', 'the file may not be read', 'Give yourself read permission (chmod u+r).'],
  EPERM: ['FILE_FORBIDDEN', 'the file may not be read', 'Give yourself read permission (chmod u+r).'],
  ERR_FS_FILE_TOO_LARGE: ['FILE_TOO_LARGE', 'the file is larger than 2 GiB', 'Split the table by samples.'],
  Z_BUF_ERROR: ['GZIP_TRUNCATED', 'the gzip file ends too early', AGAIN],
  Z_DATA_ERROR: ['GZIP_DAMAGED', 'the gzip file is damaged', AGAIN],
};

/** The fault for an error of the operating system or of zlib; any other error as it is. */
export function unreadable(file: string, error: unknown): unknown {
  const refusal = error instanceof Error && 'code' in error ? REFUSALS[String(error.code)] : undefined;
  if (refusal === undefined) return error;
  const [code, message, hint] = refusal;
  return new Fault({ code, message, file, hint });
}
