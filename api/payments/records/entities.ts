import { BalanceTransaction } from './balance-transaction.entity.js';
import { Dispute } from './dispute.entity.js';
import { FindingEntry } from './finding-entry.entity.js';
import { Finding } from './finding.entity.js';
import { FraudWarning } from './fraud-warning.entity.js';
import { ObjectStatus } from './object-status.entity.js';
import { PaymentUse } from './payment-use.entity.js';
import { Payment } from './payment.entity.js';
import { Payout } from './payout.entity.js';
import { RefundRequest } from './refund-request.entity.js';
import { Refund } from './refund.entity.js';
import { StripeEvent } from './stripe-event.entity.js';
import { PurchaseKey } from './purchase-key.entity.js';
import { Purchase } from './purchase.entity.js';
import { StripeCall } from './stripe-call.entity.js';
import { StripeCursor } from './stripe-cursor.entity.js';
import { StripePin } from './stripe-pin.entity.js';
import { TopUp } from './top-up.entity.js';

/** The TypeORM entities of payments. */
export const paymentEntities = [
  BalanceTransaction,
  Dispute,
  Finding,
  FindingEntry,
  FraudWarning,
  ObjectStatus,
  Payment,
  PaymentUse,
  Payout,
  Purchase,
  PurchaseKey,
  Refund,
  RefundRequest,
  StripeCall,
  StripeCursor,
  StripeEvent,
  StripePin,
  TopUp,
] as const;
