import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How far events of Stripe are known, and when its objects were last looked at; one row. */
@Entity('stripe_cursor', { comment: 'Up to when all events of Stripe were listed' })
@Check('stripe_cursor_one_check', 'one')
export class StripeCursor {
  @PrimaryColumn('boolean', { default: true })
  one!: boolean;

  @Column('timestamptz')
  completeTo!: Date;

  @Column('timestamptz', { nullable: true })
  sweptAt!: Date | null;
}
