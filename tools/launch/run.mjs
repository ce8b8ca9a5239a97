import process from 'node:process';
import { install, turbo } from './workspace.mjs';

install();
process.exitCode = turbo(process.argv.slice(2));
