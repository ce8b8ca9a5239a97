import { unprintableLines } from './printable.ts';

/** What a message must not be. */
interface MessageRules {
  /** Characters at most. */
  readonly longest: number;
  /** What it must not hold. */
  readonly secret?: string;
}

/** Finds messages that are not one line which a terminal can show, are too long, or hold a secret. */
export function checkMessages(
  messages: readonly string[],
  { longest, secret }: MessageRules,
): string[] {
  return messages.flatMap((message) => [
    ...(secret !== undefined && message.includes(secret)
      ? [`a message has the secret: ${message}`]
      : []),
    ...(message.length > longest ? [`a message of ${message.length} characters`] : []),
    ...(message.includes('\n')
      ? [`a message of several lines: ${message}`]
      : unprintableLines(message)),
  ]);
}
