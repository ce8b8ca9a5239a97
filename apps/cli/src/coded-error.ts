/** An error whose message is one line for the user, with a code that `docs/reference/errors.md` explains. */
export abstract class CodedError<Code extends string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
