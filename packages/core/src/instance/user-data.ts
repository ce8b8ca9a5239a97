/** EC2 takes 16 KiB before base64. */
const LARGEST = 16_384;

/** Why EC2 would refuse user data of that size; `undefined`: it would not. */
export function refusalOfUserData(bytes: number): string | undefined {
  return bytes > LARGEST ? `It has ${bytes} bytes; EC2 takes ${LARGEST}.` : undefined;
}
