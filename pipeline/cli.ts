#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { Fault } from '../src/fault.ts';
import { registerBatch } from './commands/batch.ts';
import { registerClean } from './commands/clean.ts';
import { registerDe } from './commands/de.ts';
import { registerDuplex } from './commands/duplex.ts';
import { registerInit } from './commands/init.ts';
import { registerPlan } from './commands/plan.ts';
import { registerRank } from './commands/rank.ts';
import { registerRun } from './commands/run.ts';
import { registerSchema } from './commands/schema.ts';
import { registerSeeds } from './commands/seeds.ts';
import { registerSites } from './commands/sites.ts';
import { registerStatus } from './commands/status.ts';
import { printError } from './ui/console.ts';
import { version } from './version.ts';

// Command files only describe their options; what they do is loaded when it is asked for, so that each starts fast.
const commands = [
  registerRun,
  registerPlan,
  registerStatus,
  registerBatch,
  registerClean,
  registerDe,
  registerSites,
  registerSeeds,
  registerDuplex,
  registerRank,
  registerInit,
  registerSchema,
];

const program = new Command('seedrank')
  .description(
    'From RNA-seq count tables of a microRNA perturbation to a ranked, explained list of its direct targets.',
  )
  .version(version, '-V, --version', 'print the version')
  .helpCommand('help [command]', 'explain a command')
  .showSuggestionAfterError()
  // `batch status` has options that `batch` has too.
  .enablePositionalOptions()
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  seedrank init --counts counts.tsv.gz --samples samples.csv    write a study.yml to start from
  seedrank run study.yml                                        count tables to candidates and report.html
  seedrank plan study.yml --alpha 0.05                          what would run again, and why
  seedrank status study.yml --check                             exit 3 if anything is stale

Exit codes: 0 done, 1 part of the work failed, 2 unusable input or arguments, 3 stale (status --check),
128 + signal when stopped.`,
  );
for (const register of commands) register(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    printError(error);
    process.exitCode = error instanceof Fault ? 2 : 1;
  }
}
