/** A session token, and how many times tokens had been revoked when it was asked for. */
export interface Token {
  readonly value: string;
  readonly revocations: number;
}

/** The session tokens that clients share, and when the mock may refuse them. */
export class Tokens {
  #current: Token | undefined;
  #revocations = 0;
  #isRevoking = false;

  get current(): Token | undefined {
    return this.#current;
  }

  /** How many times tokens were revoked so far: to be read before a token is asked for. */
  get revocations(): number {
    return this.#revocations;
  }

  keep(token: Token): void {
    this.#current = token;
  }

  /** Whether the mock may refuse a token by now. */
  mayBeUnknown({ revocations }: Token): boolean {
    return this.#isRevoking || revocations < this.#revocations;
  }

  /** Does something that makes tokens unknown which were issued before. */
  async revokeBy(operation: () => Promise<void>): Promise<void> {
    this.#isRevoking = true;
    try {
      await operation();
    } finally {
      this.#isRevoking = false;
      this.#revocations++;
      this.#current = undefined;
    }
  }
}
