// How the tools of Office are called that put the add-in in and take it out again. No effects, so that it can be tested everywhere.

const DEBUGGING = 'office-addin-debugging@7.0.0';

/**
 * @param command `start` or `stop`.
 * @param manifest its name in the project's folder, in which the command is to be run: on Windows npx needs a shell, which would
 * tear a whole path with a blank in it ("C:\Users\Anna Berger\…") apart.
 */
export function sideloadCommand(platform, command, manifest, appName) {
  const windows = platform === 'win32';
  const more = command === 'start' ? ['desktop', '--app', appName, '--no-debug', '--no-live-reload'] : [];
  return { file: windows ? 'npx.cmd' : 'npx', args: ['--yes', DEBUGGING, command, manifest, ...more], shell: windows };
}
