// Writes THIRD-PARTY-NOTICES: the packages that a user of seedrank installs with it, and the whole texts of their licenses as
// the packages have them. `--check` writes nothing and fails where the file is not what it would be.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const target = `${root}THIRD-PARTY-NOTICES`;
const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));

const folders = Object.entries(packages)
  .filter(([folder, { dev }]) => folder !== '' && !dev)
  .map(([folder]) => folder)
  .sort();
const parts = folders.map((folder) => {
  const { name, version, license, author } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'));
  const files = filesOf(folder);
  const maker = typeof author === 'string' ? author : author?.name;
  if (files.length === 0 && license === undefined) throw new Error(`${folder} does not say its license`);
  const absent = `Its package holds no license text, and says: ${license}, by ${maker ?? 'its contributors'}.`;
  const texts =
    files.length === 0
      ? [absent]
      : files.map((file) => readFileSync(`${root}${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim());
  return [`${'='.repeat(80)}\n${name} ${version} (${license})`, ...texts].join('\n\n');
});
const text = `${['seedrank installs these packages, each under its own license.', ...parts].join('\n\n')}\n`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write('THIRD-PARTY-NOTICES is out of date: npm run docs:notices\n');
  process.exitCode = 1;
}

function filesOf(folder) {
  const wanted = /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i;
  const own = readdirSync(`${root}${folder}`).filter((file) => wanted.test(file));
  const more = readdirSync(`${root}${folder}`).includes('licenses') ? readdirSync(`${root}${folder}/licenses`) : [];
  return [...own, ...more.map((file) => `licenses/${file}`)].sort();
}
