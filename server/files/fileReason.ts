/** Why a file or folder could not be used, for a person. Pure. */

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EACCES: 'it may not be opened with the present permissions',
  EPERM: 'it may not be opened with the present permissions',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'the disk cannot be written to',
};

/** Null where the error is none of the file system's. */
export function fileReason(error: unknown): string | null {
  const code = codeOf(error);
  if (code === null) return null;
  // Of a folder that is to be made it means that the one above takes none.
  if (code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'mkdir') return 'no folder can be made there';
  return REASONS[code] ?? (/^E[A-Z]+$/.test(code) ? `the system says ${code}` : null);
}

/** The system's own name of what went wrong. */
export function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
