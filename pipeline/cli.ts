#!/usr/bin/env node
import module from 'node:module';
import { constants } from 'node:os';
import { Command, CommanderError } from 'commander';
import { Fault } from '../src/fault.ts';
import { shortenHelp } from './study/options/short-help.ts';
import { outliveReaders, printError } from './ui/console.ts';
import { version } from './version.ts';

// Node from 22 on keeps compiled code for the next start; before, this does nothing.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

// Each starts fast: only the command that is asked for is described, and what it does is loaded when it runs.
const commands = new Map<string, () => Promise<(program: Command) => void>>([
  ['run', async () => (await import('./commands/run/register-run.ts')).registerRun],
  ['plan', async () => (await import('./commands/plan/register-plan.ts')).registerPlan],
  ['status', async () => (await import('./commands/status/register-status.ts')).registerStatus],
  ['batch', async () => (await import('./commands/batch/register-batch.ts')).registerBatch],
  ['clean', async () => (await import('./commands/clean/register-clean.ts')).registerClean],
  ['de', async () => (await import('./commands/de/register-de.ts')).registerDe],
  ['sites', async () => (await import('./commands/sites/register-sites.ts')).registerSites],
  ['seeds', async () => (await import('./commands/seeds/register-seeds.ts')).registerSeeds],
  ['duplex', async () => (await import('./commands/duplex/register-duplex.ts')).registerDuplex],
  [
    'accessibility',
    async () => (await import('./commands/accessibility/register-accessibility.ts')).registerAccessibility,
  ],
  ['rank', async () => (await import('./commands/rank/register-rank.ts')).registerRank],
  ['genes', async () => (await import('./commands/genes/register-genes.ts')).registerGenes],
  ['survive', async () => (await import('./commands/survive/register-survive.ts')).registerSurvive],
  ['tumor-normal', async () => (await import('./commands/tumor-normal/register-tumor-normal.ts')).registerTumorNormal],
  ['enrich', async () => (await import('./commands/enrich/register-enrich.ts')).registerEnrich],
  ['utrs', async () => (await import('./commands/utrs/register-utrs.ts')).registerUtrs],
  ['sets', async () => (await import('./commands/sets/register-sets.ts')).registerSets],
  ['verdict', async () => (await import('./commands/verdict/register-verdict.ts')).registerVerdict],
  ['init', async () => (await import('./commands/init/register-init.ts')).registerInit],
  ['demo', async () => (await import('./commands/demo/register-demo.ts')).registerDemo],
  ['schema', async () => (await import('./commands/schema/register-schema.ts')).registerSchema],
  [
    'completion',
    async () => {
      const { registerCompletion } = await import('./commands/completion/register-completion.ts');
      return (program) => registerCompletion(program, describeProgram);
    },
  ],
  [
    'man',
    async () => {
      const { registerMan } = await import('./commands/man/register-man.ts');
      return (program) => registerMan(program, describeProgram);
    },
  ],
]);
const asked = commands.get(process.argv[2] ?? '');

const about = 'From RNA-seq count tables of a microRNA perturbation to a ranked, explained list of its direct targets.';
const program = new Command('seedrank')
  .description(about)
  .version(version, '-V, --version', 'print the version')
  .helpCommand('help [command]', 'explain a command')
  .showSuggestionAfterError()
  .configureHelp({ minWidthToWrap: 24 })
  .configureOutput({ getOutHelpWidth: () => Math.min(process.stdout.columns ?? 110, 110) })
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
for (const load of asked === undefined ? commands.values() : [asked]) (await load())(program);
program.commands.forEach(shortenHelp);

/** The program with all its commands, for what lists them: completions, the manual. */
async function describeProgram(): Promise<Command> {
  const whole = new Command('seedrank').description(about);
  for (const load of commands.values()) (await load())(whole);
  return whole;
}

outliveReaders();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  // The pipe that a table was written to, as by `--out /dev/stdout`, has no reader any more.
  else if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exitCode = 128 + constants.signals.SIGPIPE;
  else {
    const [{ systemFault }, { nameFlag }] = await Promise.all([
      import('./engine/system-fault.ts'),
      import('./study/locate-fault.ts'),
    ]);
    const told = systemFault(error) ?? error;
    printError(told instanceof Fault ? nameFlag(told, process.argv[2] ?? '') : told);
    process.exitCode = told instanceof Fault ? 2 : 1;
  }
}
