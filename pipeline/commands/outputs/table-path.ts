/** The path of a table to write, as a flag gives it: `-` is standard output. */
export function tablePath(path: string): string {
  return path === '-' ? '/dev/stdout' : path;
}
