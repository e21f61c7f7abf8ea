import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sourceOf } from './source-graph.ts';

/** Programs that are run by hand. */
const byHand: readonly { readonly file: string; readonly because: string }[] = [
  { file: 'data-samples/generate.ts', because: 'writes the committed files of data-samples' },
  { file: 'test/bench/fit-ranking-priors.ts', because: 'fits the priors of the ranking and writes them as a source' },
  { file: 'test/bench/fit-repression-model.ts', because: 'fits the weights of sites and writes them as a source' },
  { file: 'test/browser/screenshot.ts', because: 'takes the picture of the page that the README shows' },
];

/** Texts that name programs of this package, or their compiled form in dist. */
const starters = ['package.json', 'vitest.config.ts', 'pipeline/bundle.mjs', 'src/wasm/build.mjs'];

/** The files that nothing of ours imports because npm, Node.js, vitest, a compiler or a person starts from them. */
export function findEntryPoints(paths: Iterable<string>): string[] {
  for (const { file } of byHand) if (!existsSync(join(root, file))) throw new Error(`${file} does not exist`);
  const started = starters.flatMap((file) => namedPaths(readFileSync(join(root, file), 'utf8')));
  const known = new Set([...started, ...byHand.map(({ file }) => file)]);
  return [...paths].filter((path) => /\.(test|d)\.ts$/.test(path) || known.has(path));
}

/** `pipeline/cli.ts` for `dist/pipeline/cli.js`, `./pipeline/cli.ts` or itself. */
export function namedPaths(text: string): string[] {
  return [...text.matchAll(/[\w./-]+\.(?:js|ts)\b/g)].map(([path]) => sourceOf(path.replace(/^(\.\/)?(dist\/)?/, '')));
}
