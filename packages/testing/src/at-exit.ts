/** Runs a clean-up when the process ends. Returns a function that cancels it. */
export function atExit(undo: () => void): () => void {
  // Node takes more than ten listeners for a leak; here each stands for something that is in use.
  process.setMaxListeners(process.getMaxListeners() + 1);
  process.once('exit', undo);
  return () => {
    if (!process.listeners('exit').includes(undo)) return;
    process.off('exit', undo);
    process.setMaxListeners(process.getMaxListeners() - 1);
  };
}
