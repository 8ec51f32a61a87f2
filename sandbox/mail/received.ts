/** The mails that the sandbox's mail server has taken: the newest, in memory. */
import PostalMime from 'postal-mime';

/** A mail as it came. */
export interface ReceivedMail {
  /** Counts all that were taken, from 1. */
  readonly n: number;
  readonly at: Date;
  readonly messageId: string;
  readonly from: string;
  /** Addresses of the envelope. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const MAX_MAILS = 200;

/** Keeps the newest 200 mails. */
export class ReceivedMails {
  private readonly kept: ReceivedMail[] = [];
  private taken = 0;

  /** The newest first. */
  get all(): readonly ReceivedMail[] {
    return this.kept.toReversed();
  }

  /** How many are no longer kept. */
  get forgotten(): number {
    return this.taken - this.kept.length;
  }

  find(n: number): ReceivedMail | undefined {
    return this.kept.find((mail) => mail.n === n);
  }

  /** Takes a message apart and keeps it. */
  async take(content: Buffer, to: readonly string[], at: Date): Promise<void> {
    const mail = await PostalMime.parse(content);
    const { subject = '', text = '', html = '', messageId = '', from, headers } = mail;
    this.taken += 1;
    this.kept.push({
      n: this.taken,
      at,
      messageId,
      from: from ? `${from.name} <${from.address ?? ''}>`.trim() : '',
      to,
      subject,
      text,
      html,
      headers: headers.map(({ originalKey, value }) => [originalKey, value] as const),
    });
    if (this.kept.length > MAX_MAILS) this.kept.shift();
  }
}
