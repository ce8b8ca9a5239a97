// oclif makes a spinner for every command that prints on a terminal, and shows none unless a command asks for it, which
// ours do not. The package of this name is a table of all spinners that there are.

const STILL = { frames: [''] };

const spinners = { line: STILL, dots2: STILL };

// biome-ignore lint/style/noDefaultExport: the name that oclif reads
export { spinners as default };
