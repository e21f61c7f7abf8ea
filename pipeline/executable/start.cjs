// The main script of the single executable, which holds the program's files as assets: puts them into a folder of the user's
// cache, once for each build, and starts the program from there. Called with a file of the program it runs that file, as
// node would: so its worker processes and the tasks of a batch start.
'use strict';
const { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { homedir, tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { getAsset } = require('node:sea');

const { id, files } = JSON.parse(getAsset('index.json', 'utf8'));

/** Puts the files in place by one rename, so that a folder of that name is always whole. */
function unpackInto(cache) {
  const folder = join(cache, id);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const draft = mkdtempSync(join(cache, '.unpacking-'));
  unpack(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start of the same program was first.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function unpack(folder) {
  for (const file of files) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.from(getAsset(file)));
  }
  chmodSync(folder, 0o755);
}

function findFolder() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  try {
    return unpackInto(join(cache, 'seedrank'));
  } catch {
    // No home, or one that cannot be written to: a folder of this process, which nobody else could have prepared.
    const folder = mkdtempSync(join(tmpdir(), 'seedrank-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    unpack(folder);
    return folder;
  }
}

const folder = findFolder();
const own = new RegExp(`/(?:${id}|seedrank-\\w{6})/(dist/pipeline/[\\w/-]+\\.js)$`).exec(process.argv[2] ?? '')?.[1];
if (own !== undefined && files.includes(own)) process.argv.splice(1, 2, join(folder, own));
createRequire(__filename)(join(folder, 'enter.cjs'))(own ?? 'dist/pipeline/cli.js');
