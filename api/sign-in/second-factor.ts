import { hash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { generateSecret, generateURI, verify } from 'otplib';
import { IsNull, LessThan, Repository } from 'typeorm';
import { SystemClock } from '../../platform/clock/clock.js';
import { SecretBox } from '../../platform/secret-box.js';
import { Staff } from '../staff/staff.entity.js';

const ISSUER = 'Scrip';
/** The code before and the one after count too: clocks differ, and typing takes time. */
const TOLERANCE_S = 30;
const RECOVERY_CODES = 10;
/** 80 bits: guessing is hopeless, and a fast hash is enough. */
const RECOVERY_CODE_BYTES = 10;

const purposeOf = (staffId: string): string => `TOTP of ${staffId}`;

/** Codes of an authenticator app (TOTP, RFC 6238), and recovery codes for when it is lost. */
@Injectable()
export class SecondFactor {
  constructor(
    @InjectRepository(Staff) private readonly staff: Repository<Staff>,
    private readonly secrets: SecretBox,
    private readonly clock: SystemClock,
  ) {}

  /** A new secret: as text, as an `otpauth:` URI, and sealed for the database. */
  newSecret({ id, email }: Staff): { secret: string; uri: string; sealed: string } {
    const secret = generateSecret();
    const uri = generateURI({ issuer: ISSUER, label: email, secret });
    return { secret, uri, sealed: this.secrets.seal(secret, purposeOf(id)) };
  }

  /** The time step of a code of a sealed secret, if it is a code of now after the last step. */
  async stepOf(
    sealed: string,
    { id, totpStep }: Pick<Staff, 'id' | 'totpStep'>,
    code: string,
  ): Promise<number | undefined> {
    const result = await verify({
      secret: this.secrets.open(sealed, purposeOf(id)),
      token: code,
      epoch: Math.floor(this.clock.now() / 1_000),
      epochTolerance: TOLERANCE_S,
      ...(totpStep !== null && { afterTimeStep: totpStep }),
    });
    return result.valid && 'timeStep' in result ? result.timeStep : undefined;
  }

  /** Takes a code: each is taken once, also by two processes at once. */
  async takeCode(person: Staff, code: string): Promise<boolean> {
    const { id, totpSecret } = person;
    const step = totpSecret === null ? undefined : await this.stepOf(totpSecret, person, code);
    if (step === undefined) return false;
    const { affected } = await this.staff.update(
      [
        { id, totpStep: IsNull() },
        { id, totpStep: LessThan(step) },
      ],
      { totpStep: step },
    );
    return affected === 1;
  }

  /** Takes a recovery code: each is taken once. */
  async takeRecoveryCode({ id }: Staff, code: string): Promise<boolean> {
    const { affected } = await this.staff
      .createQueryBuilder()
      .update()
      .set({ recoveryCodes: () => 'array_remove(recovery_codes, :hashed)' })
      .where('id = :id AND :hashed = ANY (recovery_codes)', { id, hashed: recoveryHash(code) })
      .execute();
    return affected === 1;
  }
}

/** New recovery codes, as they are shown once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newCode);

function newCode(): string {
  const digits = randomBytes(RECOVERY_CODE_BYTES).toString('hex');
  return (digits.match(/.{5}/g) ?? []).join('-');
}

/** What is stored of a recovery code: spaces, hyphens and capitals do not matter. */
export const recoveryHash = (code: string): Buffer =>
  hash('sha256', code.toLowerCase().replaceAll(/[^0-9a-f]/g, ''), 'buffer');
