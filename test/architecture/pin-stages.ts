/** `npm run pin:stages [-- --bytes-unchanged]`: writes down what each stage runs at its version, see `stage-pins.ts`. */
import { existsSync, writeFileSync } from 'node:fs';
import { makePins, pinFile, readClosures, readPins } from './stage-pins.ts';

const before = existsSync(pinFile) ? readPins() : {};
const { pins, refused } = makePins(before, readClosures(), {
  bytesUnchanged: process.argv.includes('--bytes-unchanged'),
});
for (const text of refused) console.error(text);
if (refused.length > 0) process.exitCode = 1;
else writeFileSync(pinFile, `${JSON.stringify(pins, null, 2)}\n`);
