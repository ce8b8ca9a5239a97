/** Prints on standard output. A reader that has left, as `head` does, is no failure; for commands, oclif sees to that. */
export function print(text: string): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.stdout.write(text);
}
