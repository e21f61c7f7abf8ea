/**
 * Writes the coefficients of src/targets/repression-model.ts from the public experiments in ../shared:
 * `npm run build && node dist/test/bench/fit-repression-model.js`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fitRepressionModel } from './public-repression-model.ts';

const path = fileURLToPath(new URL('../../../src/targets/repression-model.ts', import.meta.url));
const model = await fitRepressionModel();
const text = readFileSync(path, 'utf8').replace(
  /(export const repressionModel: RepressionModel = )[\s\S]*/,
  (_, head: string) =>
    `${head}${JSON.stringify(model, null, 2)
      .replace(/"([A-Za-z]\w*)":/g, '$1:')
      .replaceAll('"', "'")};\n`,
);
writeFileSync(path, text);
