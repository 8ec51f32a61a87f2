import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ActorNames } from '../staff/actor-names.js';
import { StaffModule } from '../staff/staff.module.js';
import { BillingController } from './billing.controller.js';
import { SavedCards } from './cards/saved-cards.js';
import { CheckoutPageController } from './checkout-page.controller.js';
import { AccountLeases } from './converge/account-lease.js';
import { AdoptCard } from './converge/adopt-card.js';
import { BillingObjects } from './converge/billing-objects.js';
import { Converge } from './converge/converge.js';
import { LookAhead } from './converge/look-ahead.js';
import { LookAtPayout } from './converge/look-at-payout.js';
import { MirrorPayments } from './converge/mirror-payments.js';
import { MoneyBack } from './converge/money-back.js';
import { SettleFindings } from './converge/settle-findings.js';
import { AccountsOfCustomers } from './customers/accounts-of-customers.js';
import { Customers } from './customers/customers.js';
import {
  AssignFindingHandler,
  ReopenFindingHandler,
  ResolveFindingHandler,
} from './findings/deal-with.js';
import { FindingLog } from './findings/finding-log.js';
import { FindingsController } from './findings/findings.controller.js';
import { ReadFindings } from './findings/read-findings.js';
import { CatchUp } from './inbox/catch-up.js';
import { Inbox, TakeWebhookHandler } from './inbox/inbox.js';
import { PaymentJobs } from './inbox/payment-jobs.js';
import { PurgePayloads } from './inbox/purge-payloads.js';
import { SweepBack } from './inbox/sweep-back.js';
import { SweepObjects } from './inbox/sweep-objects.js';
import { MoneyBackController } from './money-back.controller.js';
import { ReadBilling } from './reads/read-billing.js';
import { ReadMoneyBack } from './reads/read-money-back.js';
import { ReadPayments } from './reads/read-payments.js';
import { OpenPortalHandler } from './portal/open-portal.js';
import { PortalConfiguration } from './portal/portal-configuration.js';
import { PaymentsController } from './payments.controller.js';
import { PackPurchasesController } from './pack-purchases.controller.js';
import { BuyPackHandler } from './purchases/buy-pack.js';
import { Checkout } from './purchases/checkout.js';
import { PackQuotes } from './purchases/quote-pack.js';
import { ReadPurchases } from './purchases/read-purchases.js';
import { PaymentRefundsController } from './refunds/payment-refunds.controller.js';
import { FindingRefundsController } from './not-granted/finding-refunds.controller.js';
import { GrantActions } from './not-granted/grant-action.js';
import { NotGranted } from './not-granted/not-granted.js';
import { PreviewFindingRefund, RefundFindingHandler } from './not-granted/refund-finding.js';
import { PreviewRefund } from './refunds/preview-refund.js';
import { RefundActions } from './refunds/refund-action.js';
import { RefundAhead } from './refunds/refund-ahead.js';
import { GiveBack, RefundPaymentHandler } from './refunds/refund-payment.js';
import { RefundRequests } from './refunds/refund-requests.js';
import { ResumeRefunds } from './refunds/resume-refunds.js';
import { DayLimits } from '../money/day-limits.js';
import { MailOutboxModule } from '../mails/mails.module.js';
import { MoneyModule } from '../money/money.module.js';
import { StripeCalls } from './stripe/calls.js';
import { EndClosed } from './subscriptions/end-closed.js';
import { CheckoutStates } from './subscriptions/checkout-states.js';
import { GiveBackAll } from './subscriptions/give-back-all.js';
import { LookAtBilling } from './subscriptions/look-at-billing.js';
import { LookAtInvoice } from './subscriptions/look-at-invoice.js';
import { LookAtSubscription } from './subscriptions/look-at-subscription.js';
import { Prices } from './subscriptions/prices.js';
import { AskedTerms } from './subscriptions/asked-terms.js';
import { BringSubscription } from './subscriptions/bring.js';
import { ChangeSubscriptionHandler } from './subscriptions/change-subscription.js';
import { KeepNext } from './subscriptions/keep-next.js';
import { LinePlans } from './subscriptions/line-plans.js';
import { PreviewSubscription } from './subscriptions/preview-subscription.js';
import { SubscriptionCard } from './subscriptions/subscription-card.js';
import { ReadAccountSubscription } from './subscriptions/read-account-subscription.js';
import { Subscribe } from './subscriptions/subscribe.js';
import { SubscriptionPages } from './subscriptions/subscription-pages.js';
import { WrittenAnswers } from './subscriptions/written-answers.js';
import { SubscriptionController } from './subscription.controller.js';
import { PreviewReplay } from './stripe-events/preview-replay.js';
import { ReadStripeEvents } from './stripe-events/read-events.js';
import { ReplayStripeEventHandler } from './stripe-events/replay-event.js';
import { ReplayedObject } from './stripe-events/replayed-object.js';
import { StripeEventsController } from './stripe-events/stripe-events.controller.js';
import { TopUpAttempts } from './top-ups/attempt.js';
import { BeginCardHandler, TopUpCards } from './top-ups/card.js';
import { ChargeTopUp } from './top-ups/charge.js';
import { ConfigureTopUpsHandler } from './top-ups/configure.js';
import { TopUpMonth } from './top-ups/month.js';
import { ReadAttempts } from './top-ups/read-attempts.js';
import { ReadTopUp } from './top-ups/read-top-up.js';
import { TellOfTopUps } from './top-ups/tell.js';
import { AutoTopUpController, TopUpsController } from './top-ups/top-ups.controller.js';
import { TopUps } from './top-ups/top-ups.js';
import { TurnOffTopUpsHandler } from './top-ups/turn-off.js';
import { StripeWebhookController } from './webhook.controller.js';

/** What the API and the worker both do about payments. */
@Module({
  imports: [AccountsModule, CatalogueModule, MailOutboxModule],
  providers: [
    AccountLeases,
    AdoptCard,
    AccountsOfCustomers,
    { provide: BillingObjects, useExisting: LookAtBilling },
    CatchUp,
    BringSubscription,
    CheckoutStates,
    Converge,
    Customers,
    DayLimits,
    GiveBackAll,
    KeepNext,
    LookAtBilling,
    LookAtInvoice,
    LookAtSubscription,
    Prices,
    RefundRequests,
    StripeCalls,
    FindingLog,
    Inbox,
    LookAtPayout,
    MirrorPayments,
    MoneyBack,
    PaymentJobs,
    PurgePayloads,
    SettleFindings,
    SweepBack,
    SweepObjects,
  ],
  exports: [
    AccountLeases,
    BillingObjects,
    CatchUp,
    BringSubscription,
    CheckoutStates,
    Converge,
    Customers,
    KeepNext,
    LookAtBilling,
    LookAtSubscription,
    Prices,
    RefundRequests,
    StripeCalls,
    FindingLog,
    Inbox,
    MoneyBack,
    PaymentJobs,
    PurgePayloads,
    SweepObjects,
  ],
})
export class PaymentsCoreModule {}

/** Refunds and grants of payments, as others have them executed. */
@Module({
  imports: [AccountsModule, PaymentsCoreModule],
  providers: [GrantActions, NotGranted, RefundActions, RefundAhead, ResumeRefunds],
  exports: [GrantActions, NotGranted, PaymentsCoreModule, RefundActions, ResumeRefunds],
})
export class PaymentRefundsModule {}

/** Automatic top-ups, as the worker makes them. */
@Module({
  imports: [AccountsModule, CatalogueModule, PaymentRefundsModule, PaymentsCoreModule],
  providers: [ChargeTopUp, Checkout, SavedCards, TellOfTopUps, TopUpAttempts, TopUpMonth, TopUps],
  exports: [Checkout, SavedCards, TopUpMonth, TopUps],
})
export class TopUpsModule {}

/** Subscribing, and its end where an account is closed. */
@Module({
  imports: [PaymentsCoreModule, TopUpsModule],
  providers: [EndClosed, Subscribe],
  exports: [EndClosed, Subscribe],
})
export class SubscribingModule {}

/** Purchases of packs through Stripe. */
@Module({
  imports: [
    AccountsModule,
    CatalogueModule,
    MoneyModule,
    PaymentRefundsModule,
    PaymentsCoreModule,
    StaffModule,
    SubscribingModule,
    TopUpsModule,
  ],
  controllers: [
    AutoTopUpController,
    BillingController,
    PackPurchasesController,
    PaymentsController,
    MoneyBackController,
    PaymentRefundsController,
    FindingRefundsController,
    CheckoutPageController,
    FindingsController,
    StripeEventsController,
    StripeWebhookController,
    TopUpsController,
    SubscriptionController,
  ],
  providers: [
    ActorNames,
    AskedTerms,
    AssignFindingHandler,
    BeginCardHandler,
    BuyPackHandler,
    ConfigureTopUpsHandler,
    OpenPortalHandler,
    PackQuotes,
    PortalConfiguration,
    ReadAttempts,
    ChangeSubscriptionHandler,
    ReadAccountSubscription,
    SubscriptionPages,
    WrittenAnswers,
    ReadBilling,
    ReadMoneyBack,
    ReadTopUp,
    TopUpCards,
    TurnOffTopUpsHandler,
    ReadPayments,
    GiveBack,
    LookAhead,
    PreviewFindingRefund,
    PreviewReplay,
    LinePlans,
    PreviewSubscription,
    SubscriptionCard,
    ReadFindings,
    ReadPurchases,
    ReopenFindingHandler,
    ResolveFindingHandler,
    ReadStripeEvents,
    ReplayedObject,
    ReplayStripeEventHandler,
    PreviewRefund,
    RefundFindingHandler,
    RefundPaymentHandler,
    TakeWebhookHandler,
  ],
})
export class PaymentsModule {}
