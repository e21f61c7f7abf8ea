// Writes docs/dictionary.md from the codecs of our files, as compiled.
import { mkdirSync, writeFileSync } from 'node:fs';
import { catalogue } from '../dist/src/artifacts/catalogue.js';
import { formatDictionary } from '../dist/src/artifacts/format-dictionary.js';

const docs = new URL('../docs/', import.meta.url);
mkdirSync(docs, { recursive: true });
writeFileSync(new URL('dictionary.md', docs), formatDictionary(catalogue));
