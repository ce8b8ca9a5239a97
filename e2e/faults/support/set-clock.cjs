// Loaded into the mock before anything else: the time of day is that of the machine, moved by as many milliseconds as a
// file says.
const { readFileSync } = require('node:fs');

const machine = Date.now;
Date.now = () => machine() + Number(readFileSync(process.env.CLOCK_FILE, 'utf8'));
