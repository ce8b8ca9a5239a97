/** What clients of the control plane under test have to send. */
export const TOKEN = 'T0K3N-of-the-control-plane';

/** Stands in the places of a request that are repeated nowhere: wrong tokens, user data, queries. */
export const SECRET = 'S3CR3T-of-a-client';
