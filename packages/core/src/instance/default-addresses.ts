/** AEMM's addresses. On an instance described without any, names and associations follow from them. */
export const PRIVATE_IP = '172.16.34.43';
export const PUBLIC_IP = '192.0.2.54';
