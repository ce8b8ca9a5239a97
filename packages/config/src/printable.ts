export { toPrintable } from '@aemm/core/printable';
