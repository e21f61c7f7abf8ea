/** The last part of a path: what follows its last slash, or backslash as on Windows. */
export function fileName(path: string): string {
  return /[^/\\]*$/.exec(path.replace(/[/\\]+$/, ''))![0];
}

/** The folder that a path lies in; `.` where it names none. */
export function folderOf(path: string): string {
  const bare = path.replace(/[/\\]+$/, '');
  if (bare === '' && path !== '') return path;
  const name = fileName(bare);
  return name === bare ? '.' : bare.slice(0, bare.length - name.length);
}
