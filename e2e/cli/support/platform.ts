/** macOS has no address but 127.0.0.1 on its loopback interface; elsewhere all that begin with 127 are there. */
export const hasManyLoopbacks = process.platform !== 'darwin';
