/** `npm start`: the server, from the environment. */
import { environment } from './environment.ts';
import { serve } from './serve.ts';

process.exitCode = await serve({
  env: environment(process.env),
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
