/** Fields with a fixed set of words: levels, sources, reasons. */
import { z } from 'zod';
import * as events from '../../domain/account/events.js';
import * as lots from '../../domain/account/lot.js';
import * as reasons from '../../domain/account/reason.js';
import * as models from '../../domain/model/events.js';
import * as prices from '../../domain/model/price.js';

/*
 * Names the domain's enumerations for the OpenAPI document; the domain's own schemas are unnamed,
 * since those of stored events stand alone.
 */

/** Level of a balance. */
export const BalanceLevel = events.BalanceLevel.meta({
  id: 'BalanceLevel',
  description: 'How much is left; `overdrawn` is less than nothing.',
});

/** Why a person did something. */
export const ReasonCode = reasons.ReasonCode.meta({ id: 'ReasonCode' });

/** What begins the next period of an account. */
export const RenewedBy = events.RenewedBy.meta({
  id: 'RenewedBy',
  description: 'What begins the next period.',
});

/** Origin of a lot's credits. */
export const LotSource = lots.LotSource.meta({
  id: 'LotSource',
  description: 'Where the credits of a lot come from.',
});

/** Outcome of a request. */
export const Outcome = prices.Outcome.meta({
  id: 'Outcome',
  description: 'How a request ended; a rate may price each outcome differently.',
});

/** Name of a mode, complexity, feature or action. */
export const Label = prices.Label.meta({
  id: 'Label',
  description: 'A name of a mode, complexity, feature or action that the product chose.',
  examples: ['ai_change'],
});

/** A factor of a rate. */
export const Factor = models.Factor.meta({
  id: 'Factor',
  description: 'A decimal string from 0 to 1000, at most 6 decimals.',
  examples: ['0.5'],
});

/** Kind of a price part. */
export const PriceKind = z.enum(prices.PART_KINDS).meta({ id: 'PriceKind' });

/** When a plan change takes effect. */
export const PlanChangeTime = events.PlanChangeTime.meta({ id: 'PlanChangeTime' });

/** Kind of a remedy. */
export const WayOutKind = z.enum(['pack', 'upgrade', 'wait']).meta({ id: 'WayOutKind' });
