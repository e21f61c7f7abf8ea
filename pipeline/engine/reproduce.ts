/** One file that results were made from. */
export interface InputRecord {
  /** The key of the study that names it. */
  readonly key: string;
  /** As seen from `pipeline_info`. */
  readonly path: string;
  readonly absolute: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** In the format that `sha256sum --check` reads. */
export function formatSums(files: readonly Pick<InputRecord, 'path' | 'sha256'>[]): string {
  return files
    .map(({ path, sha256 }) => {
      const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
      return `${escaped === path ? '' : '\\'}${sha256}  ${escaped}\n`;
    })
    .join('');
}

/** A script that checks inputs and version, makes the results again in another folder, and compares every file. */
export function formatReproduce(version: string): string {
  return `#!/bin/sh
# Makes these results again, byte for byte, from the same inputs:  sh reproduce.sh [FOLDER]
# Every file is then compared with results.sha256. They depend on the version of seedrank, which is checked, and not on that of
# Node.js, which software_versions.yml has.
# The settings are in params.json, which is a study file. There are no seeds: no stage draws random numbers.
# The program is the one that SEEDRANK names, else the one on the PATH, else that of the npm project of this folder.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
if [ -n "\${SEEDRANK:-}" ]; then seedrank=$SEEDRANK
elif command -v seedrank >/dev/null; then seedrank=seedrank
else seedrank='npx --no -- seedrank'; fi
sums=sha256sum
command -v sha256sum >/dev/null || sums='shasum -a 256'
(cd "$folder" && $sums -c inputs.sha256 >&2)
version=$($seedrank --version) || {
  echo 'seedrank is not found: put it on the PATH, or name it: SEEDRANK=/path/to/seedrank sh reproduce.sh' >&2
  exit 2
}
if [ "$version" != '${version}' ]; then
  echo "these results were made by seedrank ${version}, this is $version" >&2
  exit 2
fi
$seedrank run "$folder/params.json" --out "\${1:-reproduced}"
[ ! -s "$folder/results.sha256" ] || (cd "\${1:-reproduced}" && $sums -c "$folder/results.sha256" >&2)
`;
}
