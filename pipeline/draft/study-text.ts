import { relative, resolve } from 'node:path';
import { mapPaths, type StudyKey, studyKeys } from '../study/options/option-table.ts';
import type { Flags } from '../study/options/read-options.ts';
import { formatYaml } from '../study/yaml-source.ts';

/** What a study file of its folder says: the keys that are given, how they were guessed, and what is still to be filled in. */
export function studyText(given: Flags, remarks: readonly string[], folder: string): string {
  const lines = ['# seedrank run THIS_FILE; what keys there are and what they mean: seedrank schema --explain KEY'];
  for (const remark of remarks) lines.push(`# ${remark}`);
  for (const key of studyKeys) {
    const value = given[key];
    if (value === undefined) continue;
    const shown = mapPaths(key, value, (path) => relative(folder, resolve(path)) || '.');
    lines.push(formatYaml({ [key]: shown }));
  }
  for (const { keys, text } of open) if (keys.every((key) => given[key] === undefined)) lines.push(...text);
  return `${lines.join('\n')}\n`;
}

/** What a study needs for targets to be ranked. */
const open: readonly { readonly keys: readonly StudyKey[]; readonly text: readonly string[] }[] = [
  {
    keys: ['mirna'],
    text: ['# mirna: hsa-miR-9-5p # the perturbed microRNA; without it no targets are ranked'],
  },
  {
    keys: ['utrs', 'genome'],
    text: [
      "# utrs: utrs.fa.gz # 3' UTRs, as `seedrank utrs` makes them (docs/three-prime-utrs.md); or what they are cut from:",
      '# genome: genome.fa.gz',
      '# annotation: genes.gtf.gz',
    ],
  },
];
