import { install } from './workspace.mjs';

install();
