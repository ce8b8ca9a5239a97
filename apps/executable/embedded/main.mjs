import { main } from './bin/load-bundle.js';

await main(process.argv.slice(2));
