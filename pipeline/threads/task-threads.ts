import { Worker } from 'node:worker_threads';
import { noRoom } from '../../src/wasm/no-room.ts';

/** A task that waits for a thread. */
export interface WaitingTask<Task, Result> {
  readonly task: Task;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Tasks that a thread holds: the next is there when it has finished one. */
const HELD = 2;

/** A thread that takes tasks from a queue that all share; a program of this folder that answers each message with a result. */
export class TaskThread<Task, Result> {
  readonly #worker: Worker;
  readonly #queue: WaitingTask<Task, Result>[];
  readonly #held: WaitingTask<Task, Result>[] = [];
  readonly #messagesOf: (task: Task) => readonly unknown[];

  /**
   * @param program its name, `.js`
   * @param messagesOf what a thread is sent for a task, of which it answers the last
   */
  constructor(
    program: string,
    queue: WaitingTask<Task, Result>[],
    messagesOf: (task: Task) => readonly unknown[],
    workerData?: unknown,
  ) {
    this.#queue = queue;
    this.#messagesOf = messagesOf;
    this.#worker = new Worker(new URL(program, import.meta.url), { workerData });
    this.#worker.on('message', (result: Result) => {
      this.#held.shift()!.resolve(result);
      this.takeTasks();
    });
    this.#worker.on('error', (error) => {
      for (const { reject } of [...this.#held.splice(0), ...queue.splice(0)]) reject(noRoom(error));
    });
  }

  takeTasks(): void {
    while (this.#held.length < HELD) {
      const next = this.#queue.shift();
      if (!next) return;
      for (const message of this.#messagesOf(next.task)) this.#worker.postMessage(message);
      this.#held.push(next);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
