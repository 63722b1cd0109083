/** `npm start`: the server, from the environment. */
import { serve } from './serve.ts';

process.exitCode = await serve({
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
