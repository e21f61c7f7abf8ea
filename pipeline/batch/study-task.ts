import type { RunEvent } from '../engine/events.ts';
import type { StudyFailure } from './batch-records.ts';
import type { StudySource } from './study-source.ts';

/** A study to bring up to date, as plain data that crosses to another process. */
export interface StudyTask {
  readonly source: StudySource;
  /** The folder of the batch. */
  readonly batchOut: string;
  readonly threads: number;
  /** The command that runs the batch, for the record. */
  readonly commandLine: string;
}

/** Processes that run studies, so that one which crashes takes no other study with it. */
export interface StudyProcesses {
  /** Runs a study in an idle process, or a new one; gives what failed, also when the process itself was killed. */
  run(task: StudyTask, emit: (event: RunEvent) => void): Promise<readonly StudyFailure[]>;
  /** Ends the processes; what they are doing is resumed by the next run. */
  close(): Promise<void>;
}
