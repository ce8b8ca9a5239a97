/** The memory that a pod of the Helm chart has, in MiB. */
export const MOST_MEMORY = 128;
