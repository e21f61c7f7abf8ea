import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { hasShared, sharedPath } from '../shared.ts';

/** Pages of the tutorial, in the order in which a reader works through them, in one folder. */
export const pages = ['1-one-table', '2-counts', '3-many'].map((name) => resolve(`docs/tutorial/${name}.md`));

const hela = (name: string) => `hela_gse124530/de/GSE124530_edger_out_oe_hsa_${name}.tsv.gz`;

/** What a reader has downloaded, by the name that the pages give it. */
export const downloads: Readonly<Record<string, string>> = {
  'mir9.tsv.gz': hela('miR_9_5p_oe_95p'),
  'mir124.tsv.gz': hela('miR_124_3p_oe_1243p'),
  'mir155.tsv.gz': hela('miR_155_5p_oe_1555p'),
  'targetscan.tsv.gz': 'targetscan_conserved_sites/targetscan_symbol_long.tsv.gz',
  'counts.tsv.gz': 'mir10b_tcell_counts/counts_matrix.tsv.gz',
  'refseq_utrs.fa.gz': 'human_3utr_1000/human_3utr_1000_refseq.fa.gz',
  'ensembl_refseq.tsv.gz': 'gene_id_maps/cwords_genemap_hsa_EG_RS.tsv.gz',
};

/** Longer lines are cut in the pages. */
const WIDTH = 160;

/** A page as its commands print it: `shown` is what the page says, `real` what came out; a command a row. */
export interface RunPage {
  readonly text: string;
  readonly commands: readonly { readonly command: string; readonly shown: string; readonly real: string }[];
}

/** A folder with the downloads and the program, as a reader of the pages has them. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tutorial-'));
  mkdirSync(join(folder, '.bin'));
  const cli = resolve('dist/pipeline/cli.js');
  writeFileSync(join(folder, '.bin/seedrank'), `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`, {
    mode: 0o755,
  });
  for (const [name, path] of Object.entries(downloads)) symlinkSync(sharedPath('data', path), join(folder, name));
  return folder;
}

/**
 * Does what a page tells to do, from its first line to its last: a fenced block with a file name after its language is
 * written to that file, and each line of a console block that begins with `$ ` is run by a shell.
 */
export function runPage(path: string, folder: string): RunPage {
  const commands: RunPage['commands'][number][] = [];
  const text = readFileSync(path, 'utf8').replace(
    /^```(\w+)(?: ([\w.-]+))?\n([\s\S]*?)^```/gm,
    (block, language: string, file: string | undefined, body: string) => {
      if (file !== undefined) writeFileSync(join(folder, file), body);
      if (language !== 'console') return block;
      const run = body
        .split(/^(?=\$ )/m)
        .map((part) => {
          const command = /^\$ (?:.*\\\n)*.*\n/.exec(part)![0];
          const real = print(command.slice(2), folder);
          commands.push({ command, shown: part.slice(command.length), real });
          return command + real;
        })
        .join('');
      return `\`\`\`console\n${run}\`\`\``;
    },
  );
  return { text, commands };
}

/** What a command prints, with what differs from run to run masked. */
function print(command: string, folder: string): string {
  const { stdout } = spawnSync('sh', ['-c', `{ ${command}\n} 2>&1`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, '.bin')}:${process.env.PATH}` },
  });
  return stdout
    .replaceAll(folder, '/home/you/study')
    .replace(/\b\d+(\.\d+)? (ms|s|min)\b/g, '… s')
    .replace(/\b\d+(\.\d+)? [kMG]?B\b/g, '… MB')
    .split('\n')
    .map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH)} …` : line.trimEnd()))
    .join('\n');
}

/** Lines without the order in which stages that run at once happen to end. */
export function linesOf(output: string): string[] {
  return output.split('\n').sort();
}

if (process.argv.includes('--write')) {
  if (!hasShared) throw new Error('the data of the tutorial are not here');
  const folder = openFolder();
  for (const page of pages) writeFileSync(page, runPage(page, folder).text);
  rmSync(folder, { recursive: true });
}
