// A jest reporter that closes the run with one plain line for machines: "N passed, N failed". A test file that could not
// run at all counts as one failure. Written when the process ends, because jest's own summary comes after its reporters.
import { writeSync } from 'node:fs';

export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.once('exit', () => writeSync(1, `\n${results.numPassedTests} passed, ${failed} failed\n`));
  }
}
