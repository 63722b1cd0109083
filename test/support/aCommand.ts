/** One command of `mergepost`, as a process of its own, from start to exit. */
import { fileURLToPath } from 'node:url';
import { aProcess, type ServerProcess } from './aProcess.ts';

const CLI = fileURLToPath(new URL('../../server/cli.mjs', import.meta.url));

/** @param env the whole environment but PATH and HOME. */
export function command(args: string[], env: Record<string, string> = {}): ServerProcess {
  return aProcess(env, [CLI, ...args]);
}

export async function endOf(run: ServerProcess): Promise<{ code: number | null; text: string }> {
  const code = await run.ended;
  return { code, text: run.output() };
}

export const ran = (args: string[], env: Record<string, string> = {}) => endOf(command(args, env));
