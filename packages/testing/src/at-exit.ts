/** Runs a clean-up when the process ends. Returns a function that cancels it. */
export function atExit(undo: () => void): () => void {
  // Node takes more than ten listeners for a leak; here each stands for something that is in use.
  changeMostListeners(1);
  process.once('exit', undo);
  return () => {
    if (!process.listeners('exit').includes(undo)) return;
    process.off('exit', undo);
    changeMostListeners(-1);
  };
}

function changeMostListeners(by: number): void {
  const most = process.getMaxListeners();
  // 0: the test lets there be any number.
  if (most > 0) process.setMaxListeners(most + by);
}
