// A jest reporter that closes the run with one plain line for machines: "N passed, N failed".
// A test file that could not run at all counts as one failure.
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
  }
}
