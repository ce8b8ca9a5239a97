import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';
import { addresses } from './addresses.ts';
import { interfaces } from './interfaces.ts';

/** Addresses, host names and network interfaces. */
export const network = defineCategory({
  id: 'network',
  contract: CATEGORY_CONTRACT,
  description: 'Addresses, host names and network interfaces',
  leaves: [...addresses, ...interfaces],
});
