// Written by `npm run docs` from the OpenAPI document: what the routes take and answer. The client
// throws every problem as a ScripError and makes an Idempotency-Key where none is given, so the
// answers are those of success here, and the key is optional.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this process runs
         * @description Asks no store: a process that answers is to be left alone.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this process can do all it is there for
         * @description Stores answer, migrations are in, projections have caught up with the start.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All accounts, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Opens an account
         * @description Needs the scope `accounts:write`.
         */
        post: operations["openAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One account, now or as it had been recorded by a moment
         * @description Name, e-mail and metadata are those of now; what they were is not kept. Needs the scope `accounts:read`.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes name, e-mail address or metadata
         * @description What is left out stays, what is null is removed. Refused (409 `profile_erased`) once it was erased. Needs the scope `pii:write`.
         */
        patch: operations["changeProfile"];
        trace?: never;
    };
    "/v1/accounts/{account_id}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives or takes credits by hand
         * @description Needs the scope `adjustments:write`.
         */
        post: operations["adjustCredits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/adjustments/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an adjustment would come to
         * @description Needs the scope `accounts:read`.
         */
        post: operations["previewAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/auto-top-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Consent, what the month has charged, and how the last attempt went
         * @description Needs the scope `accounts:read`, of a widget `autotopup:write`.
         */
        get: operations["getAutoTopUp"];
        /**
         * Consents to automatic top-ups, or to other terms of them
         * @description The price and the credits are those of the pack now, and stay so for this consent. The words that were shown are kept in the log. Without them the answer is 409 `consent_required`; without a saved card it is 409 `card_required`, and 501 `payments_not_set_up` where nothing is sold. Needs the scope `accounts:write`, of a widget `autotopup:write`.
         */
        put: operations["putAutoTopUp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/auto-top-up/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The saved card that a top-up would charge
         * @description As Stripe has it now: the default of its customer, or the one saved last. A subscription may have a card of its own. Needs the scope `accounts:read`, of a widget `autotopup:write`.
         */
        get: operations["getTopUpCard"];
        put?: never;
        /**
         * Begins to save a card: the page on which its owner enters it
         * @description Nothing is charged there. The card is charged from then on, also instead of an earlier one. Needs the scope `accounts:write`, of a widget `autotopup:write`.
         */
        post: operations["saveTopUpCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/auto-top-up/turn-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the consent back
         * @description An attempt that is under way still ends; none is begun any more. Needs the scope `accounts:write`, of a widget `autotopup:write`.
         */
        post: operations["turnOffAutoTopUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The balance now, or as two clocks say
         * @description With `as_of` or `known_at` there are no lots: `level`, `plan` and what else is of now are null then. Needs the scope `accounts:read`, of a widget `balance:read`.
         */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/balance/recomputed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The balance, computed anew from all events and compared with the one that is shown
         * @description Two at once are answered by a process; others get 429 with `retry-after`. Needs the scope `accounts:read`.
         */
        get: operations["getRecomputedBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/balance/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The balance whenever it changes, as server-sent events
         * @description Events `balance` with the body of the balance and its position as id, at most two a second; `end` with a `reason` when there will be no more. Of one account at most 50 are open in a process; more are 429 with `Retry-After`. Needs the scope `accounts:read`, of a widget `balance:read`.
         */
        get: operations["getBalanceStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes an account for good
         * @description Needs the scope `accounts:write`.
         */
        post: operations["closeAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/close/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What closing would come to
         * @description Needs the scope `accounts:read`.
         */
        post: operations["previewClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/debits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes credits for something that was used
         * @description Either `credits`, or `model` and `usage`: then the rate at `occurred_at` prices it. Usage that the rate has no price for is 422 `unpriced_usage`; usage of all zeros is taken. Needs the scope `usage:write`.
         */
        post: operations["debitCredits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/debits/{debit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One debit with its price arithmetic
         * @description Needs the scope `usage:read`.
         */
        get: operations["getDebit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/debits/{debit_id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives back a debit, or a part of it
         * @description Needs the scope `refunds:write`.
         */
        post: operations["refundDebit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/debits/{debit_id}/refunds/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a refund would come to, and to which lots it would go
         * @description Needs the scope `accounts:read`.
         */
        post: operations["previewRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases the name, the address, metadata and all notes for good
         * @description What is personal, and never the ledger. Erased once more, nothing changes. Needs the scope `pii:erase`.
         */
        post: operations["eraseProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one more message like the last ones would cost, model by model
         * @description By the mean usage of the last ten messages that named a model and what it used. Needs the scope `usage:read`, of a widget `models:read`.
         */
        get: operations["listEstimates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened to an account, newest first
         * @description Read from the log itself: what was written is there. With filters or `as_of` a page may have fewer rows than it could, or none, and still have a `next`. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One event of an account
         * @description By its id, its revision, or the id of what it made (`dbt_…`, `lot_…`). By its id it is looked for among the newest 16384 events; the other two find any. Needs the scope `accounts:read`.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the balance came about between two instants
         * @description opening + lines = closing. Each line opens to its entries by `entries_url`. Needs the scope `accounts:read`.
         */
        get: operations["explainBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether somebody may do something, and what would help if not
         * @description Nothing is reserved: parallel requests are kept apart by holds. Needs the scope `usage:read`.
         */
        post: operations["passGate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open holds, oldest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `usage:read`.
         */
        get: operations["listHolds"];
        put?: never;
        /**
         * Reserves credits for something whose cost is known once it is done
         * @description Either `credits`, or `model` and `usage_estimate`, or an `action` that has a price. Nobody else can spend what is reserved until the hold is settled or released, or expires. Needs the scope `usage:write`.
         */
        post: operations["placeHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/holds/{hold_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One hold and what has happened to it
         * @description Needs the scope `usage:read`.
         */
        get: operations["getHold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/holds/{hold_id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reserves more, or for longer, while the work goes on
         * @description Until 24 hours after it was placed at the latest. Refused, it stays as it was. Needs the scope `usage:write`.
         */
        post: operations["extendHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/holds/{hold_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets go of what was reserved: nothing came of it
         * @description Needs the scope `holds:release`.
         */
        post: operations["releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/holds/{hold_id}/release/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a release would give back, and to which lots
         * @description Needs the scope `accounts:read`.
         */
        post: operations["previewRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/holds/{hold_id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Charges what it came to, and gives back the rest
         * @description Usage is priced by the rate that the hold keeps. What is beyond the available credits becomes debt. An expired hold is settled all the same; one that was settled or released is 409. A settle is a debit: it can be refunded by its `debit_id`. Usage that the rate has no price for is 422 `unpriced_usage` and leaves the hold as it was: settle it by `credits`. Needs the scope `usage:write`.
         */
        post: operations["settleHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every event that moved credits, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`, of a widget `history:read`.
         */
        get: operations["listLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/lots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lots in the order of consumption
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`, of a widget `balance:read`.
         */
        get: operations["listLots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/mail-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which mails an account gets
         * @description What is not listed is always sent, such as that a payment has failed. Needs the scope `accounts:read`.
         */
        get: operations["getMailSettings"];
        /**
         * Sets which mails an account gets
         * @description Also for mails that wait. Whoever sends them to their own users switches them off. Needs the scope `accounts:write`.
         */
        put: operations["putMailSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mails about an account, the newest first
         * @description That they were sent, not what they say. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`.
         */
        get: operations["listMails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has a seat, and what of each limit is used
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives somebody a seat, or who has one another limit
         * @description 201 when a seat was taken, else 200. From the first member on, debits and holds name members only. Needs the scope `accounts:write`.
         */
        put: operations["putMember"];
        post?: never;
        /**
         * Takes a seat back
         * @description What the member has begun is still settled. Who has no seat, has none. Needs the scope `accounts:write`.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notes about an account, pinned ones first, then the newest
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`.
         */
        get: operations["listNotes"];
        put?: never;
        /**
         * Adds a note to an account; notes are never edited
         * @description Needs the scope `notes:write`.
         */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/pack-purchases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Packs that an account has bought or begun to buy, newest first
         * @description The payment's id, fee, net and receipt are null for callers without `payments:read`; a widget token has the receipt. Needs the scope `accounts:read`, of a widget `checkout:create`.
         */
        get: operations["listPackPurchases"];
        put?: never;
        /**
         * Begins the purchase of a pack
         * @description The browser names a pack, or an amount for a custom one; the price is ours. While a checkout page of the same account, pack and amount can be paid for another half hour, it is answered again, whatever the key. The same key answers the same, with one exception: once the page has expired, the purchase gets another `checkout_url`. Where payments are not set up the answer is 501 `payments_not_set_up`, and nothing is charged; where Stripe refuses the checkout page it is 409 `checkout_refused`, and the same key tries again. Needs the scope `accounts:write`, of a widget `checkout:create`.
         */
        post: operations["createPackPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/pack-purchases/{purchase_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How one purchase stands
         * @description The payment's id, fee, net and receipt are null for callers without `payments:read`; a widget token has the receipt. Needs the scope `accounts:read`, of a widget `checkout:create`.
         */
        get: operations["getPackPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/plan-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the plan, at once or at the renewal
         * @description Only a dearer plan can begin at once; another waits for the renewal. Asking for the present plan takes back a change that waits. A widget may pick a plan that costs no more than the present one; a dearer one is 501 `payments_not_set_up`: it is subscribed to. While a subscription pays for the plan, each change is 409 `subscription_active`: it alone is changed. Needs the scope `accounts:write`, of a widget `plan:change`.
         */
        post: operations["changePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/plan-changes/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a plan change would come to
         * @description Needs the scope `accounts:read`, of a widget `plan:change`.
         */
        post: operations["previewPlanChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/plan-changes/scheduled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes back the change that waits
         * @description People ask for the present plan instead, which they can preview. Needs the scope `accounts:write`, of a widget `plan:change`.
         */
        delete: operations["withdrawPlanChange"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a suspended account be used again
         * @description Needs the scope `accounts:write`.
         */
        post: operations["reinstateAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/reinstate/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What reinstating would come to
         * @description Needs the scope `accounts:read`.
         */
        post: operations["previewReinstate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an account has subscribed to, with its last invoices
         * @description Needs the scope `accounts:read`, of a widget `plan:change`.
         */
        get: operations["getSubscription"];
        put?: never;
        /**
         * Subscribes, or changes what was subscribed to
         * @description Subscribing leads to a checkout page; `cancel` and `withdraw` are about the end of the period, and the last word wins. An `upgrade` charges the full price for the full bundle and begins a new period; until it is paid, nothing changes (`pending`), and what is not paid in time is dropped. A `downgrade` waits for the end of the period. People of staff downgrade, cancel and withdraw only (`plans:write`): they charge no cards. While an account is subscribed, another `subscribe` is 409 `subscription_active`. Needs the scope `accounts:write`, of a widget `plan:change`.
         */
        post: operations["changeSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/subscription/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The card that is charged for a subscription
         * @description As Stripe has it now: the subscription’s own, or else the default of its customer. Automatic top-ups may charge another. Null: there is no subscription that goes on, or no card. Needs the scope `accounts:read`, of a widget `plan:change`.
         */
        get: operations["getSubscriptionCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/subscription/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link into Stripe’s customer portal: card, invoices, cancelling
         * @description For the buyer, at once: the link expires when nobody follows it within five minutes. In the portal they replace the card, see invoices, cancel at the end of the period and take that back; plans are changed here. Each call makes a new link. 409 `not_subscribed`: Stripe has no customer for the account. Needs the scope `accounts:write`, of a widget `plan:change`.
         */
        post: operations["openPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/subscription/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a change of a subscription would come to
         * @description Charges and changes nothing, and is refused as the request itself would be. What an upgrade costs is Stripe’s own computation. Needs the scope `accounts:read`, of a widget `plan:change`.
         */
        post: operations["previewSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops debits; refunds and renewals go on
         * @description Needs the scope `accounts:write`.
         */
        post: operations["suspendAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/suspend/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What suspending would come to
         * @description Needs the scope `accounts:read`.
         */
        post: operations["previewSuspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to an account, newest first, with usage folded by hour and model
         * @description Debits, holds and settlements that follow each other are one row an hour (UTC) and model; `events_url` has the events of the row. A fold ends with its page, so that a busy hour may have several. A page may have fewer rows than it could, or none, and still have a `next`. Needs the scope `accounts:read`.
         */
        get: operations["listTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{account_id}/widget-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a token with which the widget of one account speaks to this API
         * @description For your backend, which hands it to the page. Good for 15 minutes at most. Needs the scope `accounts:write`.
         */
        post: operations["createWidgetToken"];
        /**
         * Ends all tokens of an account that were made before now, everywhere within a second
         * @description Needs the scope `accounts:write`.
         */
        delete: operations["revokeWidgetTokens"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that was given, taken and refunded by hand, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`.
         */
        get: operations["listAdjustments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All keys, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `keys:write`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Makes a key; the key is shown once
         * @description A key can only give scopes that it holds itself; an administrator gives any. Needs the scope `keys:write`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a key, everywhere within a second
         * @description Needs the scope `keys:write`.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people asked others to approve, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`.
         */
        get: operations["listApprovals"];
        put?: never;
        /**
         * Asks others to approve what is beyond the own role or limit
         * @description After 403 `limit_exceeded`, with the preview that was seen. Nothing happens to the account until somebody else approves it; nobody can after 24 hours. Needs the scope `adjustments:request`.
         */
        post: operations["requestApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One request, what its requester saw, and what it would come to now
         * @description Needs the scope `accounts:read`.
         */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a request, which executes it
         * @description Needs a step-up; nobody approves what they asked for. What the account refuses right away leaves the request as it is. Two at once: one wins, the other is told who and when (`approval_decided`). Sent again by the same person, it happens once. Needs the scope `approvals:decide`.
         */
        post: operations["approveRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rejects a request, and says why
         * @description Needs a step-up; nobody rejects what they asked for. Needs the scope `approvals:decide`.
         */
        post: operations["rejectRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approval_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a request back; only whoever asked can
         * @description Needs the scope `adjustments:request`.
         */
        post: operations["withdrawRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/anchors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Signed statements of what the log held, oldest first
         * @description Keep copies elsewhere: `statement` is the exact text that `signature` signs. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `audit:read`.
         */
        get: operations["listAnchors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verifications of the log, newest first
         * @description The newest 200 are kept. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `audit:read`.
         */
        get: operations["listVerifications"];
        put?: never;
        /**
         * Begins to verify the log, or one account
         * @description A worker does what `GET /v1/audit/verify` does, one verification at a time; one that is interrupted begins again. Needs the scope `audit:read`.
         */
        post: operations["requestVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verifications/{verification_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a verification has come, and its result
         * @description Needs the scope `audit:read`.
         */
        get: operations["getVerification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proves the log, or names the first difference of each stream
         * @description Hash chains, control figures, signed anchors, and the fold of the log against the read models. With `Accept: application/x-ndjson` a line for each step while it goes on: `progress`, `finding`, at last `result` (or `failed`). Needs the scope `audit:read`.
         */
        get: operations["verifyLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the secret that an authenticator app is set up with
         * @description It counts once its first code is confirmed; asked again, there is another one.
         */
        post: operations["enrolTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/enrol/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the first code of the app, and gives ten recovery codes
         * @description The person is signed in, and the cookie changes.
         */
        post: operations["confirmTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an invitation: sets a password, and goes on to set up TOTP
         * @description The token of the link `/console/invite#<token>` is taken once.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with an e-mail address and a password
         * @description Sets the cookie `__Host-scrip`. An unknown address and a wrong password are the same answer. Too many wrong passwords lock whoever guesses, not the person.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session, if there is one
         * @description Deletes the cookie.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How people can sign in here
         * @description Asked by the page that people sign in with.
         */
        get: operations["getSignInMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finishes signing in with a code of the app, or a recovery code
         * @description The cookie changes. Each code is taken once.
         */
        post: operations["signInWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Leads the browser to the OpenID Connect provider
         * @description Sets a cookie, which the way back needs. 404 if no provider is set up.
         */
        get: operations["beginSingleSignOn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takes the browser back from the provider
         * @description Signs in the active member of staff whose verified e-mail address the provider names; from then on, whoever has the same account there. A code of TOTP is asked for next, as after a password. Leads to `/console/login?sso=…`: where the person stands, or why it was refused.
         */
        get: operations["finishSingleSignOn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proves again who you are, for five minutes
         * @description By a code of the app; people of the demo, who have none, by their password.
         */
        post: operations["stepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/demo-staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes people of the demo, who use the console without TOTP; sandbox mode only
         * @description An administrator, a lead, and one each of support, finance and product. Called again, it changes nothing and gives the same passwords. Needs the scope `clock:write`.
         */
        post: operations["createDemoStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Disputes of payments, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listDisputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What does not add up between Stripe and the ledger, newest first
         * @description Each class has one severity. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{finding_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One finding with both figures, and what was done about it
         * @description Notes need `pii:read` of people who are signed in. Needs the scope `payments:read`.
         */
        get: operations["getFinding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{finding_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes somebody the owner of a finding, or nobody
         * @description The owner may read payments. 409 `finding_resolved` once it is resolved. Needs the scope `findings:write`.
         */
        post: operations["assignFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{finding_id}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks others to approve that the purchase of a finding is granted
         * @description For people who are signed in. Nothing is granted until somebody else approves it, and then only if no money has gone back and nothing was granted meanwhile (409 `payment_not_grantable`). The finding is then resolved, and names the approval. Needs the scope `findings:write`.
         */
        post: operations["requestGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{finding_id}/grant/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What granting the purchase of a finding would come to
         * @description For what was paid and not granted: `paid_not_granted`, `amount` and `currency`; others are 409 `finding_not_actionable`. The credits are those of the purchase, which the buyer was shown, whatever has arrived for it. Reads the payment from Stripe; nothing is written. Needs the scope `findings:write`.
         */
        post: operations["previewGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{finding_id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives all that is left of the money of a finding back to the payer
         * @description As a refund of its payment, with the same keys, refusals and step-up; no credits are taken, as none were granted. The finding is resolved once the refund has been looked at, in seconds, and open again should the refund fail later. Needs the scope `findings:write`.
         */
        post: operations["refundFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{finding_id}/refund/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What giving back the money of a finding would come to
         * @description For what was paid and not granted: `paid_not_granted`, `amount` and `currency`; others are 409 `finding_not_actionable`. Reads the payment from Stripe; nothing is written. Needs the scope `findings:write`.
         */
        post: operations["previewFindingRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{finding_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Re-opens a finding that was resolved
         * @description It keeps its owner. 409 `finding_not_resolved` if it is not resolved. Needs the scope `findings:write`.
         */
        post: operations["reopenFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/findings/{finding_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says why a finding needs nobody any more
         * @description Nothing of what was found is edited. Two at once: one wins, the other is told who and when (409 `finding_resolved`). Sent again by the same caller, it happens once. Needs the scope `findings:write`.
         */
        post: operations["resolveFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gate-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What needs credits, and what has a price of its own
         * @description Needs the scope `accounts:read`.
         */
        get: operations["getGatePolicy"];
        /**
         * Publishes another policy, at least 60 seconds ahead
         * @description Replaces the whole policy. The answer lists every action of the new one. A built-in action that is left out keeps its default: `ai_change`, `image_generation` and `connect_integration` need credits and have no price; `serve_app`, `publish`, `manage_data`, `export_data` and `share_app` are free. If the policy before says something else of it, such as a price, leaving it out is refused (422). An action of your own that is left out ends, and the answer names it in `removed`. Needs the scope `plans:write`.
         */
        put: operations["putGatePolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invoices as Stripe had them when they were last looked at, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in, and what they may do
         * @description What the console shows and hides; each route decides for itself.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open sessions of the person who is signed in, newest first
         * @description A person has 50 at most: a new one ends the oldest. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`.
         */
        get: operations["listMySessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a session of the person who is signed in
         * @description It ends in all processes within a second.
         */
        delete: operations["endMySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All models, by id
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`, of a widget `models:read`.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A model and the rate that holds now
         * @description Needs the scope `accounts:read`, of a widget `models:read`.
         */
        get: operations["getModel"];
        /**
         * Registers a model or describes it anew
         * @description Needs the scope `models:write`.
         */
        put: operations["putModel"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model_id}/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A model's rates, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`.
         */
        get: operations["listRates"];
        put?: never;
        /**
         * Publishes a dated rate
         * @description Immutable once it holds; a later rate starts at least 60 seconds from now. Needs the scope `models:write`.
         */
        post: operations["publishRate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ops/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the worker has to do, how far it has come, and which accounts it cannot book
         * @description Needs the scope `ops:read`.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ops/jobs/{queue}/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries a job that was given up again, at once
         * @description Needs the scope `ops:write`.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ops/jobs/{queue}/failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs of a queue that were given up, newest first, and why
         * @description Needs the scope `ops:read`.
         */
        get: operations["listFailedJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ops/projections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far each read model has come, what stopped it, and the newest rebuild
         * @description Needs the scope `ops:read`.
         */
        get: operations["listProjections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ops/projections/{name}/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to rebuild a read model from the log, or all of them
         * @description Readers see the old tables until the new ones are complete and compared. Needs the scope `ops:write`.
         */
        post: operations["rebuildProjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pack-purchases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Packs that any account has bought or begun to buy, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listAllPackPurchases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Packs, by name
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`, of a widget `packs:read`.
         */
        get: operations["listPacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packs/{pack}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Publishes a new version of a pack
         * @description A version that is not the first takes effect at least 60 seconds from now. Needs the scope `plans:write`.
         */
        put: operations["putPack"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refunds of payments, asked for here or made in Stripe, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listPaymentRefunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments as Stripe had them when they were last looked at, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One payment: fee, net, what it paid for, and what of it went back
         * @description Needs the scope `payments:read`.
         */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{payment_id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives money of a payment back to the payer
         * @description Asks Stripe for one refund, however often it is sent under one key; two keys are two refunds. `submitted`: Stripe has it, and the credits follow in seconds. What Stripe refuses is 409 `payment_refund_refused` with its words, also when sent again: another try needs another key. People need a step-up. Needs the scope `payment_refunds:write`.
         */
        post: operations["refundPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{payment_id}/refunds/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What giving money back would come to, in money and in credits
         * @description Reads the payment from Stripe; nothing is written. What is left of the credits that the money bought is taken back; `spent` says what becomes of those that were spent. Needs the scope `payment_refunds:write`.
         */
        post: operations["previewPaymentRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Plans, by name
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `accounts:read`, of a widget `packs:read`.
         */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Publishes a new version of a plan
         * @description A version that is not the first takes effect at least 60 seconds from now. Needs the scope `plans:write`.
         */
        put: operations["putPlan"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proposes a version of a plan, a pack or a rate
         * @description With the preview that was seen. Nothing is published until somebody else approves it; nobody can after 24 hours. `GET /v1/approvals` lists proposals, too. Needs the scope `catalogue:request`.
         */
        post: operations["requestProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{approval_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One proposal, what it was compared with, and what it would come to now
         * @description Needs the scope `accounts:read`.
         */
        get: operations["getProposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{approval_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a proposal, which publishes it
         * @description Needs a step-up; nobody approves what they proposed. If another version holds or was published since, 409 `preview_stale`. Two at once: one wins, the other is told who and when (`approval_decided`). Needs the scope `catalogue:approve`.
         */
        post: operations["approveProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{approval_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rejects a proposal, and says why
         * @description Needs a step-up; nobody rejects what they proposed. Needs the scope `catalogue:approve`.
         */
        post: operations["rejectProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{approval_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a proposal back; only whoever proposed it can
         * @description Needs the scope `catalogue:request`.
         */
        post: operations["withdrawProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What publishing this would change
         * @description Needs the scope `catalogue:request`.
         */
        post: operations["previewProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a request would cost, and how that is computed
         * @description Nothing is written. A debit of the same usage and instant costs the same. Needs the scope `usage:read`, of a widget `models:read`.
         */
        post: operations["quoteUsage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/role-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many credits people of each role may give or take by hand
         * @description Other roles move no credits. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `staff:write`.
         */
        get: operations["listRoleLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/role-limits/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets the limit of a role
         * @description The change stands in `/v1/staff-actions`. Needs a step-up. Needs the scope `staff:write`.
         */
        put: operations["putRoleLimit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds accounts, tickets, and whatever an id names
         * @description By an account id or how it begins, by a whole e-mail address, by how a name begins, by a ticket, or by any id of an account (`dbt_ hld_ lot_ adj_ rfd_ apr_`). At most 10 of each kind. Needs the scope `accounts:read`.
         */
        get: operations["searchAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All people who use the console, newest first
         * @description Those who are not active too. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `staff:write`.
         */
        get: operations["listStaff"];
        put?: never;
        /**
         * Makes a person, who cannot sign in before an invitation
         * @description Needs a step-up. Needs the scope `staff:write`.
         */
        post: operations["createStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people did over the console, newest first
         * @description Every request that was to change something, refused ones too. With `audit:read` of everybody, else one's own. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `actions:read`.
         */
        get: operations["listStaffActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staff_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person who uses the console
         * @description Needs the scope `staff:write`.
         */
        get: operations["getStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the name or the role of a person, or whether they are active
         * @description In all processes within a second. Nobody changes their own role or activity. Needs a step-up. Needs the scope `staff:write`.
         */
        patch: operations["changeStaff"];
        trace?: never;
    };
    "/v1/staff/{staff_id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a link with which a person sets a password and TOTP
         * @description For somebody new, a lost password or a lost phone: password and TOTP are reset, and all sessions end. An earlier link is void. Needs a step-up. Needs the scope `staff:write`.
         */
        post: operations["inviteStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staff_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open sessions of a person, newest first
         * @description None of whoever does not exist. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `staff:write`.
         */
        get: operations["listStaffSessions"];
        put?: never;
        post?: never;
        /**
         * Ends all sessions of a person
         * @description In all processes within a second. Needs a step-up. Needs the scope `staff:write`.
         */
        delete: operations["endStaffSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staff_id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a session of a person
         * @description In all processes within a second. Needs a step-up. Needs the scope `staff:write`.
         */
        delete: operations["endStaffSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the people are called who stand in events as `staff:stf_…`
         * @description For every person; those who are not active too. At most 2,000, by name.
         */
        get: operations["listStaffNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stripe-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Webhooks of Stripe as they came, newest first
         * @description What they say is kept for 90 days and read one by one. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listStripeEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stripe-events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook of Stripe with what it says
         * @description The payload names people: it needs `pii:read` of people who are signed in. Needs the scope `payments:read`.
         */
        get: operations["getStripeEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stripe-events/{event_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has the object of a webhook looked at again
         * @description Whatever its state. A worker looks; the webhook is `received` until it has. Replaying twice does nothing more: commands are named by money objects, and happen once. Needs the scope `inbox:write`.
         */
        post: operations["replayStripeEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stripe-events/{event_id}/replay/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What replaying a webhook would do now; nothing is written
         * @description The object is read from Stripe as it is now, and what would follow is decided as if the webhook had come this moment. 409 `nothing_to_replay` where it names no object. Needs the scope `inbox:write`.
         */
        post: operations["previewStripeEventReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Subscriptions as Stripe had them when they were last looked at
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listSubscriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test-clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the clock of all processes forward; sandbox mode only
         * @description What falls due in between happens at its own instant, in order. The clock never goes back, and at most 100 years ahead of real time. With `STRIPE_SANDBOX_TOKEN`, the time of the double of Stripe goes along: from one instant at which something is due there to the next, each time until its webhooks and the payments are dealt with. What that stops is a 503 `test_clock_stuck`; the clock stays where it got to. Needs the scope `clock:write`.
         */
        post: operations["advanceTestClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/top-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attempts of automatic top-ups, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `payments:read`.
         */
        get: operations["listTopUps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was used, by time and by what is asked for
         * @description Bins without usage are left out. Sums of accounts that are named are exact between any two instants; of all accounts together, bounds are widened to quarter-hours, and `widened` says so. As CSV with `Accept: text/csv`: headers, and a comment (`# from=… to=…`), say what JSON says beside its rows; the last line is `# complete, N rows, position P`. People need a role that exports usage, or `filter[account]` with one account. Needs the scope `usage:read`.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Up to 1,000 debits of any accounts, each with its own result
         * @description Each item is a debit with its account and key, and is written or refused by itself: look at every `status`. Items of one account happen in their order. The whole batch can be sent again: what was written is a `hit`, what was not is tried anew. Needs the scope `usage:write`.
         */
        post: operations["debitBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Saved views: those of the person who is signed in, and those that are shared
         * @description By name. With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Saves a view of a page, for oneself or for everybody
         * @description Replaces the one of the same name that the person has saved on the page. A person has 100 at most.
         */
        post: operations["addView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a view that one has saved
         * @description For everybody, where it was shared. The page that it leads to stays.
         */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All endpoints, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `webhooks:write`.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Registers a URL that facts are sent to; the secret is shown once
         * @description At most 20. What is sent is signed by the Standard Webhooks scheme, at least once, in no promised order: repetitions have the same `webhook-id`. Needs the scope `webhooks:write`.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes an endpoint, or switches it on or off
         * @description What is left out stays as it is; `events: null` asks for all types again, `description: null` takes the description away. To an endpoint that is off nothing is sent. Needs the scope `webhooks:write`.
         */
        put: operations["putWebhookEndpoint"];
        post?: never;
        /**
         * Ends an endpoint and erases its secrets
         * @description Needs the scope `webhooks:write`.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent to an endpoint in the last 30 days, newest first
         * @description With `Accept: text/csv` every row, not just a page: `page[…]` is ignored. The last line is `# complete, N rows, position P`; a file without it was cut off. Needs `exports:read`. Needs the scope `webhooks:write`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One delivery: what was sent, and how each attempt went
         * @description Needs the scope `webhooks:write`.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends it again at once, with the same `webhook-id`
         * @description Needs the scope `webhooks:write`.
         */
        post: operations["resendWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an endpoint a new secret; it is shown once
         * @description Both sign for 24 hours unless told: the header then has two signatures. Refused (409 `secret_rotating`) while an earlier secret still signs, unless `overlap_hours` is 0. Needs the scope `webhooks:write`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a `test.ping` to this endpoint
         * @description Needs the scope `webhooks:write`.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/widget-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends the tokens of all accounts that were made before now
         * @description Needs the scope `ops:write`.
         */
        delete: operations["revokeAllWidgetTokens"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/widget-tokens/rotate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has another key sign the tokens of widgets
         * @description A key is followed by another every 30 days by itself. Tokens that the keys before it have signed are good for `overlap_minutes` more; with 0 they end, everywhere within a second. Needs the scope `ops:write`.
         */
        post: operations["rotateWidgetKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What needs the person who is signed in, by kind: how many, and since when
         * @description Each kind that the role deals with, also where there is nothing of it.
         */
        get: operations["getWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "credits.balance.depleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Credits went down to nothing (`empty`), or less (`overdrawn`). */
        post: operations["receiveCreditsBalanceDepleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "credits.balance.low": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Credits went down to at most 20 %; again only after it was above 25 %. */
        post: operations["receiveCreditsBalanceLow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "credits.balance.recovered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Credits came in, and the level is `ok` again. */
        post: operations["receiveCreditsBalanceRecovered"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "credits.granted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Credits came in: a bundle of the plan, a pack, or by hand. */
        post: operations["receiveCreditsGranted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "credits.lot.expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Credits that are left of a lot will end soon; plan lots are renewed. */
        post: operations["receiveCreditsLotExpiring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dispute.closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A dispute was won or lost; `won` also comes after an appeal. */
        post: operations["receiveDisputeClosed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dispute.opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The bank has withdrawn the money of a payment, and credits are frozen. */
        post: operations["receiveDisputeOpened"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A try to pay has failed. */
        post: operations["receivePaymentFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.refunded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A payment was refunded, in whole or part, and credits were taken for it. */
        post: operations["receivePaymentRefunded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.succeeded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A payment has succeeded; `credits.granted` says what it brought. */
        post: operations["receivePaymentSucceeded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "plan.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The plan is another one from now on. */
        post: operations["receivePlanChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "test.ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asked for by `POST …/test`, of that endpoint alone. */
        post: operations["receiveTestPing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "topup.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An automatic top-up was due and was not paid, or the cap left no room for it. */
        post: operations["receiveTopupFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "topup.succeeded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An automatic top-up was paid; `credits.granted` says what it brought. */
        post: operations["receiveTopupSucceeded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.endpoint.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another endpoint was disabled: nothing is sent there any more. */
        post: operations["receiveWebhookEndpointDisabled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Account: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            /** Format: idn-email */
            email: string | null;
            /**
             * @description Name and e-mail are masked, metadata left out: it needs `pii:read`.
             * @enum {boolean}
             */
            masked?: true;
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            name: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            opened_at: string;
            period: components["schemas"]["AccountPeriod"];
            plan: components["schemas"]["CatalogueName"];
            /** Format: int64 */
            plan_version: number;
            position: components["schemas"]["Position"];
            /**
             * Format: date-time
             * @description When name, address, metadata and notes were erased for good.
             * @example 2026-01-31T10:00:00.000Z
             */
            profile_erased_at: string | null;
            renewed_by: components["schemas"]["RenewedBy"];
            scheduled_change: components["schemas"]["ScheduledPlanChange"] | null;
            /**
             * @description `min_position` was not reached in 2 s.
             * @enum {boolean}
             */
            stale?: true;
            status: components["schemas"]["AccountStatus"];
            time_zone: components["schemas"]["TimeZone"];
        };
        AccountEvent: {
            /**
             * @description Who did it: `key:…`, `staff:…`, `widget:…`, or `system` where time did.
             * @example staff:stf_3k9d
             */
            actor: string;
            balance_after: components["schemas"]["BalanceAfter"] | null;
            /** @description The id of the request or event that led to it. */
            caused_by: string | null;
            /** @description Signed: a debit of 7 is "-7", a hold "0". */
            credits: components["schemas"]["Credits"];
            /** @description As it is stored; docs/events describes each type. */
            data: {
                [key: string]: unknown;
            };
            deltas: components["schemas"]["BalanceFigures"];
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            /** @description Whether a note was written with it. */
            has_note: boolean;
            /** @description As it is stored: command, control figures, hash. */
            metadata: {
                [key: string]: unknown;
            };
            /** @description The text of the note, for callers with `pii:read`; null once it was erased. */
            note: string | null;
            /**
             * Format: date-time
             * @description When it was true.
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            position: components["schemas"]["Position"];
            reason_code: components["schemas"]["ReasonCode"] | null;
            /**
             * Format: date-time
             * @description When it was written.
             * @example 2026-01-31T10:00:00.000Z
             */
            recorded_at: string;
            /**
             * Format: int64
             * @description Its place among the events of the account, from 0 on.
             */
            revision: number;
            /** @description The case in a help desk. */
            ticket: string | null;
            type: components["schemas"]["AccountEventType"];
        };
        AccountEvents: {
            data: components["schemas"]["AccountEvent"][];
            meta: components["schemas"]["PageMeta"];
        };
        /**
         * @description What kind of thing happened to an account.
         * @example CreditsDebited
         * @enum {string}
         */
        AccountEventType: "AccountOpened" | "PlanCreditsGranted" | "CreditsDebited" | "HoldPlaced" | "HoldExtended" | "HoldSettled" | "HoldReleased" | "DebitRefunded" | "CreditsAdjusted" | "MemberAdded" | "MemberLimitSet" | "MemberRemoved" | "PlanChanged" | "PlanChangeScheduled" | "PlanChangeWithdrawn" | "PeriodRenewed" | "LotExpired" | "LotsRetired" | "PackPurchased" | "PaymentRefunded" | "PaymentRefundUndone" | "DisputeOpened" | "DisputeClosed" | "DisputeReinstated" | "AutoTopUpConfigured" | "AutoTopUpSucceeded" | "AutoTopUpFailed" | "AutoTopUpTurnedOff" | "AccountSuspended" | "AccountReinstated" | "AccountClosed" | "BalanceLevelChanged";
        AccountFigures: {
            available: components["schemas"]["Credits"];
            debt: components["schemas"]["Credits"];
            frozen: components["schemas"]["Credits"];
            held: components["schemas"]["Credits"];
            level: components["schemas"]["BalanceLevel"];
            plan: components["schemas"]["CatalogueName"];
            status: components["schemas"]["AccountStatus"];
        };
        /**
         * @description Names one account.
         * @example acc_7h2kq0m4x9
         */
        AccountId: string;
        AccountNote: {
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            created_by: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            erased_at: string | null;
            /** @example not_3q2vEjRWeJq83vEj */
            note_id: string;
            pinned: boolean;
            /** @description Null to callers without `pii:read`, and once it was erased. */
            text: string | null;
            ticket: string | null;
        };
        AccountNotes: {
            data: components["schemas"]["AccountNote"][];
            meta: components["schemas"]["PageMeta"];
        };
        AccountPeriod: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            ends_at: string;
            /** Format: int64 */
            n: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            starts_at: string;
        };
        Accounts: {
            data: components["schemas"]["ListedAccount"][];
            meta: components["schemas"]["PageMeta"];
        };
        /** @enum {string} */
        AccountStatus: "open" | "suspended" | "closed";
        AccountSubscription: {
            account_id: components["schemas"]["AccountId"];
            /** @description The newest ten, newest first. */
            invoices: components["schemas"]["SubscriptionInvoice"][];
            /** @description The one that goes on, else one that is `incomplete`, or the last that has ended; null: there was none. */
            subscription: components["schemas"]["Subscription"] | null;
        };
        /**
         * @description `without`: leaves out previews, which change nothing.
         * @enum {string}
         */
        ActionsPreviews: "without";
        /**
         * @description What somebody did with credits by hand.
         * @enum {string}
         */
        AdjustmentKind: "issue" | "deduct" | "refund";
        Adjustments: {
            data: components["schemas"]["ListedAdjustment"][];
            meta: components["schemas"]["PageMeta"];
        };
        AdjustmentToApprove: {
            account_id: components["schemas"]["AccountId"];
            credits: components["schemas"]["SignedCredits"];
            expires_at?: components["schemas"]["Instant"];
            note: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "adjustment";
        };
        /**
         * @example {
         *       "credits": "50",
         *       "reason_code": "goodwill"
         *     }
         */
        AdjustmentToPreview: {
            credits: components["schemas"]["SignedCredits"];
            /** @description Of what is given; never by default. */
            expires_at?: components["schemas"]["Instant"];
            note?: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        AdjustmentWritten: {
            account_id: components["schemas"]["AccountId"];
            /** @example adj_000000000805rgtqd9 */
            adjustment_id: string;
            balance: components["schemas"]["BalanceAfter"];
            balance_before: components["schemas"]["BalanceBefore"];
            credits: components["schemas"]["Credits"];
            debt_repaid: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string | null;
            /** @description The new lot, or what was taken from which. */
            lots: components["schemas"]["LotCredits"][];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            position: components["schemas"]["Position"];
            reason_code: components["schemas"]["ReasonCode"];
            /** @enum {string} */
            status: "applied";
            ticket: string | null;
        };
        /**
         * @example {
         *       "by": 86400
         *     }
         */
        AdvanceTestClock: {
            /** @description Seconds. */
            by?: number;
            to?: components["schemas"]["Instant"];
        };
        Anchor: {
            /** Format: int64 */
            events: number;
            key_id: string;
            log_hash: string;
            /** Format: int64 */
            n: number;
            position: components["schemas"]["Position"];
            /** @description Ed25519 over `statement`, base64url. */
            signature: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            signed_at: string;
            /** @description The text that was signed (RFC 8785 JSON). */
            statement: string;
        };
        ApiKey: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            created_by: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string | null;
            id: components["schemas"]["ApiKeyId"];
            name: string;
            /** Format: int64 */
            requests_per_second: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            revoked_at: string | null;
            scopes: components["schemas"]["KeyScope"][];
        };
        /**
         * @description Names one API key.
         * @example key_0123456789abcdef
         */
        ApiKeyId: string;
        ApiKeyWithSecret: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            created_by: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string | null;
            id: components["schemas"]["ApiKeyId"];
            /** @description The key itself: shown now and never again. */
            key: string;
            name: string;
            /** Format: int64 */
            requests_per_second: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            revoked_at: string | null;
            scopes: components["schemas"]["KeyScope"][];
        };
        Approval: {
            account_id: components["schemas"]["AccountId"];
            /** @description What the account is called, masked without `pii:read`; null: it has no name. */
            account_name: string | null;
            approval_id: components["schemas"]["ApprovalId"];
            command: components["schemas"]["AskedCommand"];
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            decided_at: string | null;
            decided_by: components["schemas"]["Who"] | null;
            /**
             * Format: uuid
             * @description Its first event; null unless executed.
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            executed_at: string | null;
            /**
             * Format: date-time
             * @description Nobody can decide it from then on.
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string;
            /** @description Whether a note was written with it. */
            has_note: boolean;
            /** @description What the caller may do with it. */
            may: components["schemas"]["Decision"][];
            /** @description The text of the note, for callers with `pii:read`; null once it was erased. */
            note: string | null;
            position: components["schemas"]["Position"];
            /** @description Null unless it waits. */
            preview_now: components["schemas"]["PreviewNow"] | null;
            preview_then: components["schemas"]["PreviewThen"];
            reason_code: components["schemas"]["ReasonCode"] | null;
            /** @description Why the account refused it. */
            refusal: components["schemas"]["Refusal"] | null;
            /** @description Why the account would refuse it now; null unless it waits. */
            refused_now: components["schemas"]["Refusal"] | null;
            rejection_note: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            requested_at: string;
            requested_by: components["schemas"]["Who"];
            status: components["schemas"]["ApprovalStatus"];
            /** @description The case in a help desk. */
            ticket: string | null;
        };
        /**
         * @description Names one request for approval.
         * @example apr_4f1d0c7a92be3561d8e0
         */
        ApprovalId: string;
        ApprovalNeeded: {
            by: components["schemas"]["Approver"][];
        };
        Approvals: {
            data: components["schemas"]["ListedApproval"][];
            meta: components["schemas"]["PageMeta"];
        };
        /**
         * @description `approved`: not executed yet. `refused`: approved, and then refused when it was executed; `refusal` says why.
         * @enum {string}
         */
        ApprovalStatus: "requested" | "approved" | "executed" | "refused" | "rejected" | "withdrawn" | "expired";
        /**
         * @description `mine`: asked for by the caller. `for_me`: what the caller can decide. `open`: what waits. `decided`: what does not.
         * @enum {string}
         */
        ApprovalView: "mine" | "for_me" | "open" | "decided";
        /** @example {} */
        Approve: {
            /** @description Of the `preview_now` that the approver saw. Without it, status and plan must be those that the requester saw. */
            preview_hash?: components["schemas"]["PreviewHash"];
        };
        /** @example {} */
        ApproveProposal: {
            /** @description Of the `preview_now` that the approver saw. Without it, the versions must be those that the requester saw. */
            preview_hash?: components["schemas"]["ProposalHash"];
        };
        Approver: {
            name: string;
            role: components["schemas"]["Role"];
            staff_id: components["schemas"]["StaffId"];
        };
        AskedAdjustment: {
            /** @description Below 0: taken. */
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "adjustment";
        };
        AskedClose: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "close";
        };
        AskedCommand: components["schemas"]["AskedAdjustment"] | components["schemas"]["AskedRefund"] | components["schemas"]["AskedPlanChange"] | components["schemas"]["AskedHoldRelease"] | components["schemas"]["AskedSuspend"] | components["schemas"]["AskedReinstate"] | components["schemas"]["AskedClose"] | components["schemas"]["AskedPaymentRefund"] | components["schemas"]["AskedGrant"];
        AskedGrant: {
            finding_id: components["schemas"]["FindingId"];
            pack: components["schemas"]["CatalogueName"];
            /** @description What has arrived, without tax. */
            paid: components["schemas"]["Money"];
            payment_id: components["schemas"]["PaymentId"];
            purchase_id: components["schemas"]["PackPurchaseId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "grant";
        };
        AskedHoldRelease: {
            hold_id: components["schemas"]["HoldId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "hold_release";
        };
        AskedOfOthers: components["schemas"]["AskedAdjustment"] | components["schemas"]["AskedRefund"] | components["schemas"]["AskedPlanChange"] | components["schemas"]["AskedHoldRelease"] | components["schemas"]["AskedSuspend"] | components["schemas"]["AskedReinstate"] | components["schemas"]["AskedClose"] | components["schemas"]["AskedPaymentRefund"] | components["schemas"]["AskedGrant"] | components["schemas"]["AskedPlan"] | components["schemas"]["AskedPack"] | components["schemas"]["AskedRate"];
        AskedPack: {
            /**
             * Format: date-time
             * @description Null: 60 seconds after its approval; the first version: at once.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            name: string;
            pack: components["schemas"]["CatalogueName"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "publish_pack";
        };
        AskedPaymentRefund: {
            amount: components["schemas"]["Money"];
            payment_id: components["schemas"]["PaymentId"];
            spent: components["schemas"]["SpentPolicy"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment_refund";
        };
        AskedPlan: {
            /**
             * Format: date-time
             * @description Null: 60 seconds after its approval; the first version: at once.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            name: string;
            plan: components["schemas"]["CatalogueName"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "publish_plan";
        };
        AskedPlanChange: {
            plan: components["schemas"]["CatalogueName"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "plan_change";
            when: components["schemas"]["PlanChangeTime"];
        };
        AskedPublication: components["schemas"]["AskedPlan"] | components["schemas"]["AskedPack"] | components["schemas"]["AskedRate"];
        AskedRate: {
            /**
             * Format: date-time
             * @description Null: 60 seconds after its approval; the first version: at once.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            model_id: components["schemas"]["ModelId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "publish_rate";
        };
        AskedRefund: {
            credits: components["schemas"]["Credits"];
            debit_id: components["schemas"]["DebitId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "refund";
        };
        AskedReinstate: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "reinstate";
        };
        AskedSuspend: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "suspend";
        };
        /**
         * @example {
         *       "owner": null
         *     }
         */
        AssignFinding: {
            /**
             * @description Null: nobody any more.
             * @example stf_91be02c75d3fa8064e1b
             */
            owner: string | null;
        };
        AutoTopUp: {
            account_id: components["schemas"]["AccountId"];
            /** @description `text` is null for a moment after it was given. */
            consent: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                given_at: string;
                text: string | null;
                version: string;
            } | null;
            /** @description Why they are off: `withdrawn`, `failures` or `account_closed`. Null: they never were on, or ended a moment ago. */
            ended: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                at: string;
                failure_code: string | null;
                why: string;
            } | null;
            /**
             * Format: int64
             * @description In a row; the third turns them off.
             */
            failures: number;
            is_on: boolean;
            /** @description The last attempt. */
            last: components["schemas"]["TopUpAttempt"] | null;
            month: {
                /** @description Paid or under way. */
                charged: components["schemas"]["Money"];
                /** @description The cap leaves no room for another one. */
                is_capped: boolean;
                left: components["schemas"]["Money"];
                month: string;
            } | null;
            /** @description Null: there is no consent. */
            terms: components["schemas"]["AutoTopUpTerms"] | null;
        };
        AutoTopUpTerms: {
            below: components["schemas"]["Credits"];
            credits: components["schemas"]["Credits"];
            monthly_cap: components["schemas"]["Money"];
            pack: components["schemas"]["CatalogueName"];
            /** Format: int64 */
            pack_version: number;
            price: components["schemas"]["Money"];
        };
        AutoTopUpTurnedOff: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            /**
             * Format: uuid
             * @description The event that says it; null where nothing was to be done.
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string | null;
            /**
             * Format: date-time
             * @description When; null where nothing was done.
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string | null;
            position: components["schemas"]["Position"];
            /** @enum {string} */
            status: "off" | "unchanged";
        };
        AutoTopUpWritten: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            /**
             * Format: uuid
             * @description The event that says it; null where nothing was to be done.
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string | null;
            /**
             * Format: date-time
             * @description When; null where nothing was done.
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string | null;
            position: components["schemas"]["Position"];
            terms: components["schemas"]["AutoTopUpTerms"];
        };
        /**
         * @example {
         *       "account_id": "acc_7h2kq0m4x9",
         *       "status": "open",
         *       "available": "84.3",
         *       "held": "0",
         *       "frozen": "0",
         *       "debt": "0",
         *       "level": "ok",
         *       "percent_left": 84.3,
         *       "plan": {
         *         "plan": "free",
         *         "granted": "100",
         *         "remaining": "84.3",
         *         "renews_at": "2026-02-28T09:00:00.000Z"
         *       },
         *       "packs": {
         *         "remaining": "0"
         *       },
         *       "grants": {
         *         "remaining": "0"
         *       },
         *       "next_expiry": null,
         *       "as_of": "2026-01-31T10:00:10.000Z",
         *       "revision": 8,
         *       "position": "00000000000000124012"
         *     }
         */
        Balance: {
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            as_of: string;
            available: components["schemas"]["Credits"];
            debt: components["schemas"]["Credits"];
            /** @description Held back while a payment is disputed. */
            frozen: components["schemas"]["Credits"];
            grants: components["schemas"]["CreditsLeft"] | null;
            held: components["schemas"]["Credits"];
            known_at?: string;
            level: components["schemas"]["BalanceLevel"] | null;
            /** @description The first instant at which credits end for good, and how many are free to be spent until then: of lots with an expiry, except the bundle of the plan that its renewal replaces (see `plan.renews_at`). What is left of a former plan after an upgrade counts. Null when nothing ends. */
            next_expiry: {
                credits: components["schemas"]["Credits"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                expires_at: string;
            } | null;
            packs: components["schemas"]["CreditsLeft"] | null;
            /** @description At most two decimals. */
            percent_left: number | null;
            plan: {
                granted: components["schemas"]["Credits"];
                plan: components["schemas"]["CatalogueName"];
                remaining: components["schemas"]["Credits"];
                /**
                 * Format: date-time
                 * @description When the period ends; null for a closed account, which renews no more.
                 * @example 2026-01-31T10:00:00.000Z
                 */
                renews_at: string | null;
            } | null;
            position: components["schemas"]["Position"];
            /**
             * Format: int64
             * @description Of the last event of the account that counts; null as `status` is.
             */
            revision: number | null;
            /**
             * @description `min_position` was not reached in 2 s.
             * @enum {boolean}
             */
            stale?: true;
            /** @description Of the account now: null with `as_of` or `known_at`. */
            status: components["schemas"]["AccountStatus"] | null;
        };
        /** @description As its event recorded it; what is frozen by disputes stands in the balance. */
        BalanceAfter: {
            available: components["schemas"]["Credits"];
            debt: components["schemas"]["Credits"];
            held: components["schemas"]["Credits"];
        };
        BalanceAt: {
            available: components["schemas"]["Credits"];
            /** @description available + held + frozen - debt */
            credits: components["schemas"]["Credits"];
            debt: components["schemas"]["Credits"];
            frozen: components["schemas"]["Credits"];
            held: components["schemas"]["Credits"];
        };
        /** @description What the event found: the balance after it, less what it changed. */
        BalanceBefore: components["schemas"]["BalanceAfter"];
        /** @description Of a balance: as they are, or by how much they changed. */
        BalanceFigures: {
            available: components["schemas"]["Credits"];
            debt: components["schemas"]["Credits"];
            frozen: components["schemas"]["Credits"];
            held: components["schemas"]["Credits"];
        };
        /**
         * @description How much is left; `overdrawn` is less than nothing.
         * @enum {string}
         */
        BalanceLevel: "ok" | "low" | "empty" | "overdrawn";
        BatchAnswer: {
            results: components["schemas"]["BatchResult"][];
        };
        /**
         * @example {
         *       "account_id": "acme",
         *       "idempotency_key": "request-1",
         *       "credits": "2.5"
         *     }
         */
        BatchItem: {
            account_id: components["schemas"]["AccountId"];
            action?: components["schemas"]["Label"];
            complexity?: components["schemas"]["Label"];
            credits?: components["schemas"]["PositiveCredits"];
            feature?: components["schemas"]["Label"];
            /** @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a */
            idempotency_key: string;
            member_id?: components["schemas"]["AccountId"];
            mode?: components["schemas"]["Label"];
            model?: components["schemas"]["ModelId"];
            /** @description When it was used. Now unless told; older than a day needs usage:backfill. */
            occurred_at?: components["schemas"]["Instant"];
            /** @description `ok` unless told. */
            outcome?: components["schemas"]["Outcome"];
            /**
             * @description Usage that has happened already: what is missing becomes debt.
             * @enum {string}
             */
            policy?: "allow_debt";
            usage?: components["schemas"]["Usage"];
        };
        BatchResult: {
            balance?: components["schemas"]["BalanceAfter"];
            credits?: components["schemas"]["Credits"];
            debit_id?: components["schemas"]["DebitId"];
            error?: components["schemas"]["Problem"];
            /**
             * @description It was written before, by this key.
             * @enum {boolean}
             */
            hit?: true;
            /**
             * Format: int64
             * @description Of the item, from 0.
             */
            index: number;
            overdrawn?: components["schemas"]["Credits"];
            position?: components["schemas"]["Position"];
            /**
             * Format: int64
             * @description What the item alone would be answered with.
             */
            status: number;
        };
        BegunCard: {
            /** @description Where the owner enters the card. */
            checkout_url: string;
        };
        BegunPackPurchase: {
            /** @description Where the buyer pays. */
            checkout_url: string;
            purchase_id: components["schemas"]["PackPurchaseId"];
        };
        BoughtCredits: {
            /** @description Those of the purchase. */
            credits: components["schemas"]["Credits"];
            pack: components["schemas"]["CatalogueName"];
            /** @description What has arrived, without tax. */
            paid: components["schemas"]["Money"];
            payment_id: components["schemas"]["PaymentId"];
            /** @description What the purchase was to cost. */
            price: components["schemas"]["Money"];
            purchase_id: components["schemas"]["PackPurchaseId"];
        };
        /** @description What Stripe charges; null: there is none, or a checkout page asks for it. */
        CardCharged: {
            brand: string;
            /** Format: int64 */
            exp_month: number;
            /** Format: int64 */
            exp_year: number;
            last4: string;
        } | null;
        /**
         * @example {
         *       "return_url": "https://app.example/credits"
         *     }
         */
        CardToSave: {
            /**
             * @description The page of yours to which the buyer goes back, from the checkout and after the payment. A widget token with origins allows pages of those only.
             * @example https://app.example/credits
             */
            return_url: string;
        };
        /**
         * @description Names a plan or a pack.
         * @example pro
         */
        CatalogueName: string;
        CloseToApprove: {
            account_id: components["schemas"]["AccountId"];
            note: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "close";
        };
        CommandToApprove: components["schemas"]["AdjustmentToApprove"] | components["schemas"]["RefundToApprove"] | components["schemas"]["PlanChangeToApprove"] | components["schemas"]["HoldReleaseToApprove"] | components["schemas"]["SuspendToApprove"] | components["schemas"]["ReinstateToApprove"] | components["schemas"]["CloseToApprove"] | components["schemas"]["PaymentRefundToApprove"];
        /**
         * @example {
         *       "code": "492039"
         *     }
         */
        Confirmation: {
            code: components["schemas"]["TotpCode"];
        };
        Confirmed: {
            /** @description Each signs in once without the app; shown once. */
            recovery_codes: string[];
            /** @enum {string} */
            state: "signed_in";
        };
        /**
         * @example {
         *       "email": "ada@acme.example",
         *       "password": "correct horse battery staple"
         *     }
         */
        Credentials: {
            email: string;
            /** Format: password */
            password: string;
        };
        /**
         * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
         * @example 100
         */
        Credits: string;
        CreditsLeft: {
            remaining: components["schemas"]["Credits"];
        };
        Debit: {
            account_id: components["schemas"]["AccountId"];
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            action: string | null;
            actor: string;
            cause: string | null;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            complexity: string | null;
            credits: components["schemas"]["Credits"];
            debit_id: components["schemas"]["DebitId"];
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            feature: string | null;
            /**
             * @description The hold that it settled.
             * @example hld_000000000605rgtqd9
             */
            hold_id: string | null;
            lots: components["schemas"]["LotCredits"][];
            /**
             * @description Names one member of an account; opaque, so no name and no e-mail address.
             * @example usr_31
             */
            member_id: string | null;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            mode: string | null;
            /**
             * @description Names one model; chosen by the operator.
             * @example swift-1
             */
            model: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            outcome: components["schemas"]["Outcome"];
            overdrawn: components["schemas"]["Credits"];
            /**
             * Format: int64
             * @description The policy whose price of the action this is; null where something else priced it.
             */
            policy_version: number | null;
            position: components["schemas"]["Position"];
            /** @description How the credits came about; null where no rate priced them. */
            price: components["schemas"]["PriceArithmetic"] | null;
            /** @description The rate it was priced by; null for a debit of credits. */
            rate: components["schemas"]["RateUsed"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            recorded_at: string;
            /**
             * @description Null: too long ago to be known.
             * @example 100
             */
            refunded: string | null;
            usage: components["schemas"]["UsageCounts"] | null;
        };
        /**
         * @description Names one debit.
         * @example dbt_000000000405rgtqd9
         */
        DebitId: string;
        /**
         * @example {
         *       "debit_id": "dbt_000000000405rgtqd9",
         *       "account_id": "acc_7h2kq0m4x9",
         *       "credits": "12.5",
         *       "overdrawn": "0",
         *       "lots": [
         *         {
         *           "lot_id": "lot_000000000205rgtqd9",
         *           "credits": "12.5"
         *         }
         *       ],
         *       "rate": null,
         *       "price": null,
         *       "policy_version": null,
         *       "occurred_at": "2026-01-31T10:00:00.000Z",
         *       "balance": {
         *         "available": "87.5",
         *         "held": "0",
         *         "debt": "0"
         *       },
         *       "position": "00000000000000123456"
         *     }
         */
        DebitWritten: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            credits: components["schemas"]["Credits"];
            debit_id: components["schemas"]["DebitId"];
            lots: components["schemas"]["LotCredits"][];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            /** @description What became debt. */
            overdrawn: components["schemas"]["Credits"];
            /**
             * Format: int64
             * @description The policy whose price of the action this is; null where something else priced it.
             */
            policy_version: number | null;
            position: components["schemas"]["Position"];
            /** @description How the credits came about; null where no rate priced them. */
            price: components["schemas"]["PriceArithmetic"] | null;
            /** @description The rate it was priced by; null for a debit of credits. */
            rate: components["schemas"]["RateUsed"] | null;
        };
        /** @enum {string} */
        Decision: "approve" | "reject" | "withdraw";
        DemoPerson: {
            email: string;
            name: string;
            password: string;
            role: components["schemas"]["Role"];
        };
        DemoStaff: {
            data: components["schemas"]["DemoPerson"][];
        };
        /**
         * @example {
         *       "name": "Swift 1",
         *       "description": "Fast edits",
         *       "speed": 5,
         *       "quality": 3
         *     }
         */
        DescribeModel: {
            description?: string;
            name: string;
            provider?: string;
            /** Format: int32 */
            quality?: number;
            /** Format: int32 */
            speed?: number;
        };
        Dispute: {
            /**
             * @description Names one account.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            amount: components["schemas"]["Money"];
            /**
             * @description Taken of what was unspent. Null: nothing is taken for it.
             * @example 100
             */
            clawed_back: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /**
             * @description Spent before, and owed. Null: nothing is taken for it.
             * @example 100
             */
            debt: string | null;
            dispute_id: components["schemas"]["DisputeId"];
            /**
             * Format: date-time
             * @description Until when Stripe takes evidence.
             * @example 2026-01-31T10:00:00.000Z
             */
            evidence_due_at: string | null;
            in_ledger: components["schemas"]["DisputeInLedger"];
            /** @description False: its payment cannot be refunded. */
            is_charge_refundable: boolean;
            /** @description The payment; null until it is read from Stripe. */
            paid: components["schemas"]["PaidBack"] | null;
            payment_id: components["schemas"]["PaymentId"];
            /** @example fraudulent */
            reason: string;
            /**
             * @description Stripe's word for it: `needs_response`, `won`, `lost`, `warning_closed` …
             * @example needs_response
             */
            status: string;
            /**
             * @description Spent before, and given up. Null: nothing is taken for it.
             * @example 100
             */
            written_off: string | null;
        };
        /**
         * @description Names one dispute; given by Stripe.
         * @example du_1TabcD
         */
        DisputeId: string;
        /**
         * @description `open`: the credits that the withdrawn money bought are frozen. `lost`: they are taken. `none`: no money was withdrawn, or all of it came back.
         * @enum {string}
         */
        DisputeInLedger: "none" | "open" | "lost";
        Disputes: {
            data: components["schemas"]["Dispute"][];
            meta: components["schemas"]["PageMeta"];
        };
        Enrolment: {
            /** @description The same for a QR code. */
            otpauth_uri: string;
            /** @description In base32, to be typed into the app. */
            secret: string;
        };
        Estimate: {
            /**
             * @description Of one more message like the last ones, by the rate of now; null: not known.
             * @example 100
             */
            cost: string | null;
            description: string | null;
            /**
             * Format: int64
             * @description So many of them the available credits pay; null where `cost` is null or "0".
             */
            messages_left: number | null;
            model: components["schemas"]["ModelId"];
            name: string;
            /** @description The next one, if it begins within 7 days. */
            next_rate: components["schemas"]["Rate"] | null;
            provider: string | null;
            /**
             * Format: int64
             * @description 1 (least) to 5 (most).
             */
            quality: number | null;
            /** @description That holds now; null while there is none. */
            rate: components["schemas"]["Rate"] | null;
            /**
             * Format: int64
             * @description 1 (least) to 5 (most).
             */
            speed: number | null;
        };
        /** @description Their mean usage, to whole tokens. */
        EstimateBasis: {
            /**
             * Format: int64
             * @description So many of the last ones were looked at, at most 10.
             */
            messages: number;
            usage: components["schemas"]["UsageCounts"];
        };
        Estimates: {
            account_id: components["schemas"]["AccountId"];
            available: components["schemas"]["Credits"];
            basis: components["schemas"]["EstimateBasis"];
            data: components["schemas"]["Estimate"][];
            meta: components["schemas"]["PageMeta"];
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            mode: string | null;
            position: components["schemas"]["Position"];
        };
        EventRow: {
            event: components["schemas"]["AccountEvent"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            row: "event";
        };
        ExplainLine: {
            credits: components["schemas"]["Credits"];
            /** @example 2026-01-31 */
            day?: string;
            deltas: components["schemas"]["BalanceFigures"];
            /** Format: int64 */
            entries: number;
            /** @description The entries this line is the sum of. */
            entries_url: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            first_at: string;
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            first_event_id: string;
            /** @description Of `renewal`: what was left of the old lots; `credits` is granted - forfeited. Of `settle` and `release`: what was reserved of lots that had ended; part of `credits`. */
            forfeited?: components["schemas"]["Credits"];
            /** @description Of `renewal`: what the new lots gave. */
            granted?: components["schemas"]["Credits"];
            kind: components["schemas"]["LedgerKind"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            last_at: string;
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            last_event_id: string;
            /**
             * @description With `group_by=model`; null: the entries name none.
             * @example swift-1
             */
            model?: string | null;
            /** @description What the catalogue calls the model now. */
            model_name?: string | null;
        };
        Explanation: {
            account_id: components["schemas"]["AccountId"];
            closing: components["schemas"]["BalanceAt"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            from: string | null;
            known_at?: string;
            lines: components["schemas"]["ExplainLine"][];
            opening: components["schemas"]["BalanceAt"];
            /**
             * @description `min_position` was not reached in 2 s.
             * @enum {boolean}
             */
            stale?: true;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            to: string;
        };
        /** @enum {string} */
        ExportSubject: "account" | "accounts" | "usage" | "catalogue" | "staff" | "operations" | "audit";
        /**
         * @example {
         *       "credits": "2"
         *     }
         * @example {
         *       "expires_in_s": 300
         *     }
         */
        ExtendHold: {
            /** @description What to reserve besides what is reserved already. */
            credits?: components["schemas"]["PositiveCredits"];
            /**
             * Format: int32
             * @description How long it is kept from now on; never shorter than before.
             */
            expires_in_s?: number;
            /** @description The same as usage of the hold's model, by the rate that the hold keeps. */
            usage_estimate?: components["schemas"]["Usage"];
        };
        /**
         * @description A decimal string from 0 to 1000, at most 6 decimals.
         * @example 0.5
         */
        Factor: string;
        FailedJobs: {
            /** @description The newest 100. */
            data: {
                /** Format: int64 */
                attempts: number;
                /** @description Why the last attempt failed. */
                error: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                failed_at: string | null;
                job_id: components["schemas"]["JobId"];
                name: string;
            }[];
        };
        Finding: {
            /** Format: int64 */
            anchor?: number;
            /** @enum {string} */
            code: "event_changed" | "event_missing" | "event_unreadable" | "control_differs" | "tail_cut" | "chain_rewritten" | "log_rewritten" | "anchor_invalid" | "anchor_missing" | "read_model_differs" | "projection_stopped" | "streams_unlisted";
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id?: string;
            /** @description What the log, or the anchor, says. */
            expected?: string;
            found?: string;
            message: string;
            /** Format: int64 */
            revision?: number;
            stream?: string;
            table?: string;
        };
        /**
         * @description What does not add up; the guide "Taking payments" says what each means.
         * @enum {string}
         */
        FindingClass: "paid_not_granted" | "granted_not_paid" | "refund_not_reflected" | "dispute_not_reflected" | "amount" | "currency" | "proration" | "foreign_line" | "quantity" | "price" | "wrong_account" | "live_test_mix" | "unreadable_event" | "duplicate" | "subscribed_twice" | "outside_stripe" | "unattributed" | "fraud_warning" | "payout_failed" | "fee" | "timing";
        /**
         * @description `released`: it has no owner any more. `asked`: others were asked to approve that what was bought is granted. `refunding`: its payment was refunded.
         * @enum {string}
         */
        FindingDeed: "assigned" | "released" | "resolved" | "reopened" | "asked" | "refunding";
        FindingDetails: {
            /**
             * @description Names one account.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            class: components["schemas"]["FindingClass"];
            finding_id: components["schemas"]["FindingId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            found_at: string;
            /** @description Oldest first. */
            history: components["schemas"]["FindingEntry"][];
            /**
             * @description The object at Stripe, or the webhook.
             * @example cs_test_a1PqR2sT3uV4wX5yZ
             */
            object_id: string;
            /**
             * @description What we expected.
             * @example 2500 usd
             */
            ours: string | null;
            /** @description Who deals with it. */
            owner: components["schemas"]["Who"] | null;
            /**
             * @description Names one purchase of a pack.
             * @example pur_4f1c0a7be29d53186acd
             */
            purchase_id: string | null;
            /** @description What its money allows while it is not resolved: `grant` what was bought, or `refund` it. Empty unless something was paid and not granted. */
            remedies: components["schemas"]["FindingRemedy"][];
            severity: components["schemas"]["FindingSeverity"];
            state: components["schemas"]["FindingState"];
            /** @description What Stripe has. */
            theirs: string | null;
        };
        FindingEntry: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            at: string;
            by: components["schemas"]["Who"];
            did: components["schemas"]["FindingDeed"];
            /** @description What settles it. */
            link: string | null;
            /** @description For callers with `pii:read`; null once the person was erased. */
            note: string | null;
            owner: components["schemas"]["Who"] | null;
            reason: components["schemas"]["FindingResolution"] | null;
            /**
             * @description Names a case in a help desk; it stands in the log, so it is no place for prose.
             * @example ZD-4711
             */
            ticket: string | null;
        };
        /**
         * @description Names one thing that does not add up.
         * @example fnd_4f1c0a7be29d53186acd
         */
        FindingId: string;
        /** @enum {string} */
        FindingRemedy: "grant" | "refund";
        /**
         * @description `corrected`: an entry corrects it. `refunded`: the money went back. `granted`: what was bought was granted. `expected`: it is as it should be. `settled`: it has cleared itself.
         * @enum {string}
         */
        FindingResolution: "corrected" | "refunded" | "granted" | "expected" | "settled" | "other";
        /** @enum {string} */
        FindingSeverity: "info" | "warning" | "critical";
        /** @enum {string} */
        FindingState: "open" | "assigned" | "resolved";
        FoldedUsage: {
            /** @description After the newest of them. */
            balance_after: components["schemas"]["BalanceAfter"] | null;
            /** @description The sum of what they changed, signed. */
            credits: components["schemas"]["Credits"];
            /** Format: int64 */
            events: number;
            /** @description The events that are folded here. */
            events_url: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            first_at: string;
            /** Format: int64 */
            first_revision: number;
            /**
             * Format: date-time
             * @description When the hour begins, UTC.
             * @example 2026-01-31T10:00:00.000Z
             */
            hour: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            last_at: string;
            /** Format: int64 */
            last_revision: number;
            /**
             * @description Null: the events name none.
             * @example swift-1
             */
            model: string | null;
            /** @description What the catalogue calls it now. */
            model_name: string | null;
        };
        FoldedUsageRow: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            row: "usage";
            usage: components["schemas"]["FoldedUsage"];
        };
        GateAction: {
            action: components["schemas"]["Label"];
            needs_credits: boolean;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            price: string | null;
        };
        /**
         * @example {
         *       "account_id": "acc_7h2kq0m4x9",
         *       "action": "ai_change",
         *       "allowed": true,
         *       "reason": "enough_credits",
         *       "cost_estimate": "4",
         *       "available": "84.3",
         *       "held": "0",
         *       "debt": "0",
         *       "level": "ok",
         *       "percent_left": 84.3,
         *       "policy_version": 1,
         *       "renews_at": "2026-02-28T09:00:00.000Z",
         *       "options": [],
         *       "decided_at": "2026-01-31T10:00:10.000Z",
         *       "position": "00000000000000124012"
         *     }
         */
        GateAnswer: {
            account_id: components["schemas"]["AccountId"];
            action: components["schemas"]["Label"];
            allowed: boolean;
            available: components["schemas"]["Credits"];
            /**
             * @description What the model would cost, or else the action's own price; null: not known.
             * @example 100
             */
            cost_estimate: string | null;
            debt: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @description Given back as `at`, the answer is the same.
             * @example 2026-01-31T10:00:00.000Z
             */
            decided_at: string;
            held: components["schemas"]["Credits"];
            level: components["schemas"]["BalanceLevel"];
            /** @description What would let it through; also where nothing is left for what comes next. */
            options: components["schemas"]["WayOut"][];
            /** @description At most two decimals. */
            percent_left: number | null;
            /** Format: int64 */
            policy_version: number;
            /** @description Up to where the account was known. */
            position: components["schemas"]["Position"];
            /** @enum {string} */
            reason: "enough_credits" | "needs_no_credits" | "insufficient_credits" | "account_suspended" | "account_closed" | "member_limit_reached" | "member_not_found";
            /**
             * Format: date-time
             * @description When the period ends; null for a closed account, which renews no more.
             * @example 2026-01-31T10:00:00.000Z
             */
            renews_at: string | null;
        };
        GatePolicyShown: {
            actions: components["schemas"]["GateAction"][];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string;
            /** Format: int64 */
            version: number;
            /** @description All there are, newest first; `at` shows each. */
            versions: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                effective_from: string;
                /** Format: int64 */
                version: number;
            }[];
        };
        GatePolicyWritten: {
            actions: components["schemas"]["GateAction"][];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string;
            /**
             * @description Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that came together share one; the ledger has the position of each entry.
             * @example 00000000000000123456
             */
            position: string | null;
            /** @description Actions of the policy before that end with it: they were left out. */
            removed: components["schemas"]["Label"][];
            /** Format: int64 */
            version: number;
        };
        /**
         * @example {
         *       "action": "publish"
         *     }
         * @example {
         *       "action": "ai_change",
         *       "model": "swift-1",
         *       "usage_estimate": {
         *         "output_tokens": 2000
         *       }
         *     }
         */
        GateQuestion: {
            action: components["schemas"]["Label"];
            /**
             * @description Answers as it was answered then: an instant in the past (`decided_at` of an answer), or a `position`. By the policy, the rates and the account of that time; nothing is written.
             * @example 2026-01-31T10:00:00Z
             */
            at?: string;
            complexity?: components["schemas"]["Label"];
            member_id?: components["schemas"]["MemberId"];
            mode?: components["schemas"]["Label"];
            model?: components["schemas"]["ModelId"];
            usage_estimate?: components["schemas"]["Usage"];
        };
        GrantPreview: {
            after: components["schemas"]["AccountFigures"];
            /** @description `none`, or who can approve what the role or limit does not let through. */
            approval: "none" | components["schemas"]["ApprovalNeeded"];
            before: components["schemas"]["AccountFigures"];
            bought: components["schemas"]["BoughtCredits"];
            /** @description Given by hand in the last 90 days. */
            credited_90d: components["schemas"]["Credits"];
            /** @description What is given, taken or freed, without a sign. */
            credits: components["schemas"]["Credits"];
            debt_repaid: components["schemas"]["Credits"];
            /** @description Done by people in the last 10 minutes. */
            duplicates: components["schemas"]["SuspectedDuplicate"][];
            /** @description Of whoever asks; null: none, or not for this. */
            limit: components["schemas"]["LimitOfPerson"] | null;
            /** @description In the order of consumption. */
            lots: components["schemas"]["LotChange"][];
            preview_hash: components["schemas"]["PreviewHash"];
            warnings: components["schemas"]["MoneyWarning"][];
        };
        Hold: {
            account_id: components["schemas"]["AccountId"];
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            action: string | null;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            complexity: string | null;
            /** @description What is reserved now. */
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @description Null once it has ended.
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string | null;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            feature: string | null;
            hold_id: components["schemas"]["HoldId"];
            /** @description Oldest first. */
            life: components["schemas"]["HoldEvent"][];
            /** @description False: so much has happened on the account since that not all was read. */
            life_complete: boolean;
            /**
             * @description Names one member of an account; opaque, so no name and no e-mail address.
             * @example usr_31
             */
            member_id: string | null;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            mode: string | null;
            /**
             * @description Names one model; chosen by the operator.
             * @example swift-1
             */
            model: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            placed_at: string;
            /**
             * Format: int64
             * @description The policy whose price of the action this is; null where something else priced it.
             */
            policy_version: number | null;
            /** @description How the credits came about; null where no rate priced them. */
            price: components["schemas"]["PriceArithmetic"] | null;
            /** @description The rate it was priced by; null for a debit of credits. */
            rate: components["schemas"]["RateUsed"] | null;
            /**
             * @description `ended`: so long ago that it is not known how, where its life does not say.
             * @enum {string}
             */
            status: "open" | "expired" | "settled" | "released" | "ended";
            usage_estimate: components["schemas"]["UsageCounts"] | null;
        };
        HoldEvent: {
            actor: string;
            /** @description Reserved; of `settled` charged, else given back. */
            credits: components["schemas"]["Credits"];
            /**
             * @description Names one debit.
             * @example dbt_000000000405rgtqd9
             */
            debit_id: string | null;
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string | null;
            /** @enum {string} */
            kind: "placed" | "extended" | "settled" | "released" | "expired";
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            position: components["schemas"]["Position"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            recorded_at: string;
        };
        HoldExtended: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            /** @description What is reserved besides what was before. */
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string;
            hold_id: components["schemas"]["HoldId"];
            lots: components["schemas"]["LotCredits"][];
            position: components["schemas"]["Position"];
            /**
             * @description It was kept as long already.
             * @enum {boolean}
             */
            unchanged?: true;
        };
        /**
         * @description Names one hold.
         * @example hld_000000000605rgtqd9
         */
        HoldId: string;
        HoldReleased: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            balance_before: components["schemas"]["BalanceBefore"];
            /** @description Of what went back: paid to debt at once. */
            debt_repaid: components["schemas"]["Credits"];
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            /** @description Was reserved of lots that have ended since: lost. */
            forfeited: components["schemas"]["Credits"];
            hold_id: components["schemas"]["HoldId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            position: components["schemas"]["Position"];
            /** @description Was reserved and went back to its lots. */
            released: components["schemas"]["Credits"];
        };
        HoldReleaseToApprove: {
            account_id: components["schemas"]["AccountId"];
            hold_id: components["schemas"]["HoldId"];
            note?: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "hold_release";
        };
        /**
         * @example {
         *       "debit_id": "dbt_000000000805rgtqd9",
         *       "hold_id": "hld_000000000605rgtqd9",
         *       "account_id": "acc_7h2kq0m4x9",
         *       "credits": "3.2",
         *       "overdrawn": "0",
         *       "lots": [
         *         {
         *           "lot_id": "lot_000000000205rgtqd9",
         *           "credits": "3.2"
         *         }
         *       ],
         *       "released": "1.8",
         *       "forfeited": "0",
         *       "debt_repaid": "0",
         *       "rate": null,
         *       "price": null,
         *       "outcome": "ok",
         *       "occurred_at": "2026-01-31T10:00:09.000Z",
         *       "balance": {
         *         "available": "84.3",
         *         "held": "0",
         *         "debt": "0"
         *       },
         *       "position": "00000000000000124012"
         *     }
         */
        HoldSettled: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            /** @description What it cost. */
            credits: components["schemas"]["Credits"];
            debit_id: components["schemas"]["DebitId"];
            /** @description Of what went back: paid to debt at once. */
            debt_repaid: components["schemas"]["Credits"];
            /** @description Was reserved of lots that have ended since: lost. */
            forfeited: components["schemas"]["Credits"];
            hold_id: components["schemas"]["HoldId"];
            lots: components["schemas"]["LotCredits"][];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            outcome: components["schemas"]["Outcome"];
            /** @description What became debt. */
            overdrawn: components["schemas"]["Credits"];
            position: components["schemas"]["Position"];
            /** @description How the credits came about; null where no rate priced them. */
            price: components["schemas"]["PriceArithmetic"] | null;
            /** @description The rate it was priced by; null for a debit of credits. */
            rate: components["schemas"]["RateUsed"] | null;
            /** @description Was reserved and went back to its lots. */
            released: components["schemas"]["Credits"];
        };
        /**
         * @example {
         *       "hold_id": "hld_000000000605rgtqd9",
         *       "account_id": "acc_7h2kq0m4x9",
         *       "credits": "5",
         *       "lots": [
         *         {
         *           "lot_id": "lot_000000000205rgtqd9",
         *           "credits": "5"
         *         }
         *       ],
         *       "rate": null,
         *       "price": null,
         *       "policy_version": null,
         *       "placed_at": "2026-01-31T10:00:01.000Z",
         *       "expires_at": "2026-01-31T10:10:01.000Z",
         *       "balance": {
         *         "available": "82.5",
         *         "held": "5",
         *         "debt": "0"
         *       },
         *       "position": "00000000000000123789"
         *     }
         */
        HoldWritten: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            /** @description What is reserved. */
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string;
            hold_id: components["schemas"]["HoldId"];
            lots: components["schemas"]["LotCredits"][];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            placed_at: string;
            /**
             * Format: int64
             * @description The policy whose price of the action this is; null where something else priced it.
             */
            policy_version: number | null;
            position: components["schemas"]["Position"];
            /** @description How the credits came about; null where no rate priced them. */
            price: components["schemas"]["PriceArithmetic"] | null;
            /** @description The hold is settled by this one; null: by credits. */
            rate: components["schemas"]["RateUsed"] | null;
        };
        /**
         * Format: date-time
         * @description RFC 3339 with its offset from UTC, of the years 1970 to 8999.
         * @example 2026-01-31T10:00:00Z
         */
        Instant: string;
        InvalidParameter: {
            name: string;
            reason: string;
        };
        /**
         * @example {
         *       "token": "a1Zk0Vb2c9Qd8Xw7Ye6Rf5Tg4Uh3Ij2Ko1Lp0Mn9Bs8",
         *       "password": "correct horse battery staple"
         *     }
         */
        Invitation: {
            /** Format: password */
            password: string;
            token: string;
        };
        Invited: {
            /**
             * @description To be handed to the person: shown now and never again, valid for 72 hours.
             * @example https://scrip.example/console/invite#a1Zk0Vb2c9Qd8Xw7Ye6Rf5Tg4Uh3Ij2Ko1Lp0Mn9Bs8
             */
            invite_url: string;
        };
        /**
         * @description Names one invoice of a subscription; given by Stripe.
         * @example in_1TabcD
         */
        InvoiceId: string;
        InvoiceLine: {
            /** @description After discounts, tax included. */
            gross: components["schemas"]["Money"];
            /** @example il_1TabcD */
            line_id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            period_ends_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            period_starts_at: string;
            /**
             * @description Null: its price is not ours.
             * @example pro
             */
            plan: string | null;
            /** Format: int64 */
            plan_version: number | null;
            verdict: components["schemas"]["InvoiceLineVerdict"];
        };
        /**
         * @description `granted`: it has brought its credits. `unpaid`: it brings them once it is paid. `trial`: it is free, and brings none. Of all others there is a finding.
         * @enum {string}
         */
        InvoiceLineVerdict: "unpaid" | "granted" | "trial" | "proration" | "foreign" | "quantity" | "amount" | "currency" | "surplus" | "refused";
        Invoices: {
            data: components["schemas"]["ListedInvoice"][];
            meta: components["schemas"]["PageMeta"];
        };
        /**
         * @description Names one job of a queue.
         * @example whd_0123456789
         */
        JobId: string;
        /**
         * @description Names a job queue.
         * @enum {string}
         */
        JobQueue: "sweeps" | "payments" | "deliveries";
        JobStates: {
            queues: {
                /** Format: int64 */
                active: number;
                /**
                 * Format: int64
                 * @description Waiting for their time, or to try again.
                 */
                delayed: number;
                /**
                 * Format: int64
                 * @description Given up, and still kept.
                 */
                failed: number;
                queue: components["schemas"]["JobQueue"];
                /** Format: int64 */
                waiting: number;
            }[];
            /** @description How far facts have been turned into jobs; null before any worker. */
            reactions: {
                /**
                 * @description Of the last event reacted to.
                 * @example 00000000000000123456
                 */
                position: string | null;
                /** @description Since a worker was last heard of. */
                silent_seconds: number;
            } | null;
            /** @description Accounts that could not be booked, at most 100. */
            sweep_failures: {
                account_id: components["schemas"]["AccountId"];
                error: string;
                /** Format: int64 */
                failures: number;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                retry_at: string;
            }[];
        };
        /** @enum {string} */
        KeyScope: "usage:write" | "usage:read" | "accounts:read" | "accounts:write" | "usage:backfill" | "debt:allow" | "adjustments:write" | "refunds:write" | "plans:write" | "models:write" | "clock:write" | "audit:read" | "ops:write" | "keys:write" | "webhooks:write" | "ops:read" | "holds:release" | "pii:read" | "pii:write" | "pii:erase" | "notes:write" | "exports:read" | "payments:read" | "payment_refunds:write" | "inbox:write" | "findings:write";
        /**
         * @description A name of a mode, complexity, feature or action that the product chose.
         * @example ai_change
         */
        Label: string;
        Ledger: {
            data: components["schemas"]["LedgerEntry"][];
            meta: components["schemas"]["PageMeta"];
        };
        LedgerEntry: {
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            action: string | null;
            actor: string;
            balance_after: components["schemas"]["BalanceAfter"];
            cause: string | null;
            /** @description Signed: a debit of 7 is "-7", a hold "0". */
            credits: components["schemas"]["Credits"];
            deltas: components["schemas"]["BalanceFigures"];
            /** @example ent_0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a */
            entry_id: string;
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            feature: string | null;
            /** @description What was lost with lots that ended: by a renewal, by expiry, or of what a hold that ends here had reserved of a lot that had ended before it. Part of `credits`. */
            forfeited: components["schemas"]["Credits"];
            /** @description Whether a note was written with it. */
            has_note: boolean;
            /** @description A pack that an automatic top-up bought. */
            is_top_up: boolean;
            kind: components["schemas"]["LedgerKind"];
            /** @description What each lot gave (-) or got. */
            lots: components["schemas"]["LotCredits"][];
            /**
             * @description Names one member of an account; opaque, so no name and no e-mail address.
             * @example usr_31
             */
            member_id: string | null;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            mode: string | null;
            /**
             * @description What it was for, as `mode`, `action`, `feature` and `member_id` say it too.
             * @example swift-1
             */
            model: string | null;
            /** @description What the catalogue calls it now. */
            model_name: string | null;
            /** @description The text of the note, for callers with `pii:read`; null once it was erased. */
            note: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            /** @description Of a hold: null. */
            outcome: components["schemas"]["Outcome"] | null;
            /**
             * @description What paid for the lot that is granted, or the payment that was refunded or disputed; as in `paid_by` of a lot. Null for entries of use.
             * @example payment:pi_3MtwBwLkdIwHu7ix28a3tqPa
             */
            paid_by: string | null;
            position: components["schemas"]["Position"];
            reason_code: components["schemas"]["ReasonCode"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            recorded_at: string;
            /** @description The debit, refund, lot … it is about. */
            ref_id: string | null;
            /** @description The case in a help desk. */
            ticket: string | null;
            /** @description What a debit or settlement reported; null where it reported nothing. */
            usage: components["schemas"]["UsageCounts"] | null;
        };
        /**
         * @description What kind of event the entry is of; `promo` is reserved, no entry has it.
         * @enum {string}
         */
        LedgerKind: "plan_grant" | "pack_purchase" | "promo" | "adjustment" | "debit" | "hold" | "settle" | "release" | "refund" | "renewal" | "lot_expired" | "payment_refund" | "payment_refund_undone" | "dispute_opened" | "dispute_closed" | "dispute_reinstated";
        LevelCrossed: {
            account_id: components["schemas"]["AccountId"];
            /** @description As it was after this event. */
            balance: components["schemas"]["BalanceAfter"];
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            from_level: components["schemas"]["BalanceLevel"];
            level: components["schemas"]["BalanceLevel"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            percent_left: number | null;
            position: components["schemas"]["Position"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            recorded_at: string;
        };
        /**
         * @description A role that moves credits by hand, or gives money back (`finance`): counted by the credits that the money stands for.
         * @enum {string}
         */
        LimitedRole: "support" | "lead" | "finance";
        LimitOfPerson: {
            per_action: components["schemas"]["Credits"];
            per_day: components["schemas"]["Credits"];
            used: components["schemas"]["Credits"];
        };
        ListedAccount: {
            account_id: components["schemas"]["AccountId"];
            available: components["schemas"]["Credits"];
            balance: components["schemas"]["BalanceAfter"];
            /** Format: idn-email */
            email: string | null;
            held: components["schemas"]["Credits"];
            level: components["schemas"]["BalanceLevel"];
            /**
             * @description Name and e-mail are masked, metadata left out: it needs `pii:read`.
             * @enum {boolean}
             */
            masked?: true;
            metadata: {
                [key: string]: string | number | boolean | null;
            } | null;
            name: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            opened_at: string;
            /** @description At most two decimals. */
            percent_left: number | null;
            period: components["schemas"]["AccountPeriod"];
            plan: components["schemas"]["CatalogueName"];
            /** Format: int64 */
            plan_version: number;
            position: components["schemas"]["Position"];
            /**
             * Format: date-time
             * @description When name, address, metadata and notes were erased for good.
             * @example 2026-01-31T10:00:00.000Z
             */
            profile_erased_at: string | null;
            renewed_by: components["schemas"]["RenewedBy"];
            /**
             * Format: date-time
             * @description Null of a closed account.
             * @example 2026-01-31T10:00:00.000Z
             */
            renews_at: string | null;
            scheduled_change: components["schemas"]["ScheduledPlanChange"] | null;
            status: components["schemas"]["AccountStatus"];
            time_zone: components["schemas"]["TimeZone"];
        };
        ListedAdjustment: {
            account_id: components["schemas"]["AccountId"];
            actor: string;
            /** @description Of a person; null: nobody on the staff. */
            actor_name: string | null;
            /**
             * @description `adj_…`, or `rfd_…` of a refund.
             * @example adj_000000000805rgtqd9
             */
            adjustment_id: string;
            /** @description The request that it comes from; null where it needed none. */
            approval: {
                approval_id: components["schemas"]["ApprovalId"];
                /**
                 * @description Who approved it; null while the read models do not know it yet.
                 * @example staff:stf_3k9d
                 */
                approved_by: string | null;
                approved_by_name: string | null;
            } | null;
            /** @description What the account got; below 0 where taken. */
            credits: components["schemas"]["Credits"];
            /**
             * @description Of a refund: its debit.
             * @example dbt_000000000405rgtqd9
             */
            debit_id: string | null;
            debt_repaid: components["schemas"]["Credits"];
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            /** @description Whether a note was written with it. */
            has_note: boolean;
            kind: components["schemas"]["AdjustmentKind"];
            /** @description The text of the note, for callers with `pii:read`; null once it was erased. */
            note: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            position: components["schemas"]["Position"];
            reason_code: components["schemas"]["ReasonCode"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            recorded_at: string;
            /** @description The case in a help desk. */
            ticket: string | null;
        };
        ListedApproval: {
            /**
             * @description Null: a proposal.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description What the account is called, masked without `pii:read`; null: it has no name. */
            account_name: string | null;
            approval_id: components["schemas"]["ApprovalId"];
            command: components["schemas"]["AskedOfOthers"];
            /**
             * @description What it gives, takes or frees, without a sign, as its requester saw it; null of a proposal.
             * @example 100
             */
            credits: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            decided_at: string | null;
            decided_by: components["schemas"]["Who"] | null;
            /**
             * Format: uuid
             * @description Its first event; null unless executed.
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string | null;
            /**
             * Format: date-time
             * @description Nobody can decide it from then on.
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string;
            /** @description Whether a note was written with it. */
            has_note: boolean;
            /** @description The text of the note, for callers with `pii:read`; null once it was erased. */
            note: string | null;
            position: components["schemas"]["Position"];
            reason_code: components["schemas"]["ReasonCode"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            requested_at: string;
            requested_by: components["schemas"]["Who"];
            status: components["schemas"]["ApprovalStatus"];
            /** @description The case in a help desk. */
            ticket: string | null;
        };
        ListedInvoice: {
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description How often a card was charged for it.
             */
            attempts: number;
            /** @description Paid with what the customer had at Stripe. */
            balance_applied: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            invoice_id: components["schemas"]["InvoiceId"];
            /** @description The first 20. */
            lines: components["schemas"]["InvoiceLine"][];
            /**
             * Format: date-time
             * @description When Stripe charges it again; null: it does not.
             * @example 2026-01-31T10:00:00.000Z
             */
            next_attempt_at: string | null;
            /** @example 7F3A21C0-0003 */
            number: string | null;
            /** @description By charges. */
            paid: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            paid_at: string | null;
            /** @description Paid by other means, as Stripe was told. */
            paid_off_stripe: components["schemas"]["Money"];
            /** @description Where the buyer can pay or see it. */
            pay_url: string | null;
            /** @description The payments that its lines are paid by. */
            payment_ids: components["schemas"]["PaymentId"][];
            /**
             * @description Why Stripe made it.
             * @example subscription_cycle
             */
            reason: string | null;
            /**
             * Format: date-time
             * @description When Stripe was last looked at.
             * @example 2026-01-31T10:00:00.000Z
             */
            seen_at: string;
            /**
             * @description Stripe's word for it: `open`, `paid`, `void` …
             * @example paid
             */
            status: string;
            /**
             * @description Names one subscription; given by Stripe.
             * @example sub_1TabcD
             */
            subscription_id: string | null;
            /** @description Tax included, discounts taken off. */
            total: components["schemas"]["Money"];
        };
        ListedPayment: {
            /**
             * @description Null: no purchase of ours explains it.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description Asked for, tax included. */
            amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /** @example cus_TabcD */
            customer_id: string | null;
            /** @description Stripe's fees for disputes, in the currency of the balance. */
            dispute_fee: components["schemas"]["Money"];
            /** @description Withdrawn by disputes and not returned, in the currency of the balance. */
            disputed: components["schemas"]["Money"];
            /**
             * @description Why the last try failed.
             * @example card_declined
             */
            failure_code: string | null;
            /** @description Stripe's fee, in the currency of its balance; null until it is known. */
            fee: components["schemas"]["Money"] | null;
            /** @description The invoice that it is for, whether it has paid it or not. */
            invoice: components["schemas"]["PaidInvoice"] | null;
            /** @description What is left on the balance: `net` and all that refunds and disputes moved there, with their fees. Negative where they took more than was earned; null until `net` is known. */
            kept: components["schemas"]["Money"] | null;
            /** @description Received less the fee; refunds and disputes not counted. */
            net: components["schemas"]["Money"] | null;
            payment_id: components["schemas"]["PaymentId"];
            /** @description The purchase that it is for, whether it has paid it or not. */
            purchase: components["schemas"]["PaidPurchase"] | null;
            receipt_url: string | null;
            received: components["schemas"]["Money"];
            refundable: components["schemas"]["PaymentRefundable"];
            /** @description Of what was received. Refunds under way count, failed ones do not. */
            refunded: components["schemas"]["Money"];
            standing: components["schemas"]["PaymentStanding"];
            /**
             * @description Stripe's word for it.
             * @example succeeded
             */
            status: string;
        };
        ListedRate: {
            actor: string;
            complexity_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            /**
             * Format: date-time
             * @description Null: from the beginning of time (the first rate of a model).
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_to: string | null;
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            minimum: string | null;
            mode_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            model_id: components["schemas"]["ModelId"];
            outcome_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            per_image: string | null;
            per_million: components["schemas"]["PricesPerMillion"];
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            per_request: string | null;
            /** @description The proposal that it comes from; null where it was published without one, for widgets, and while the read models do not know it yet. */
            proposal: components["schemas"]["VersionProposal"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            published_at: string;
            status: components["schemas"]["VersionStatus"];
            /** Format: int64 */
            version: number;
        };
        ListedSubscription: {
            account_id: components["schemas"]["AccountId"];
            /** @description What the account is called, masked without `pii:read`; null: it has no name. */
            account_name: string | null;
            /**
             * @description The older subscription of the account, where this is one too many.
             * @example sub_1TabcD
             */
            besides: string | null;
            /**
             * Format: date-time
             * @description When that was asked for.
             * @example 2026-01-31T10:00:00.000Z
             */
            canceled_at: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the last credits that it paid for end, or have ended, unless the next period is paid: 96 hours after the period, or later where they were paid late. Null: it paid for none.
             * @example 2026-01-31T10:00:00.000Z
             */
            credits_end_at: string | null;
            /** @description Whether that is over. */
            credits_ended: boolean;
            /** @example cus_TabcD */
            customer_id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            ended_at: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            next_at: string | null;
            /**
             * @description What begins at `next_at`; `free`: it is cancelled; null: the same goes on.
             * @example pro
             */
            next_plan: string | null;
            /**
             * @description What begins once it is paid, before `pending_until`.
             * @example pro
             */
            pending_plan: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            pending_until: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            period_ends_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            period_starts_at: string;
            /**
             * @description Null: its price is not ours.
             * @example pro
             */
            plan: string | null;
            /** Format: int64 */
            plan_version: number | null;
            /** @description A month of that version, without tax; null: its price is not ours. */
            price: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description When Stripe was last looked at.
             * @example 2026-01-31T10:00:00.000Z
             */
            seen_at: string;
            /**
             * @description Stripe's word for it, such as `active`, `past_due` or `canceled`.
             * @example active
             */
            status: string;
            subscription_id: components["schemas"]["SubscriptionId"];
            /** @description Its last invoice, while Stripe waits for its money; null: it waits for none. */
            unpaid: components["schemas"]["UnpaidInvoice"] | null;
        };
        LogVerification: {
            /**
             * @description Null: the whole log.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description The first 100 findings. */
            data: components["schemas"]["Finding"][];
            /** @description Why it came to no result. */
            error: string | null;
            /**
             * Format: int64
             * @description Found so far.
             */
            findings: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            finished_at: string | null;
            /** @description What could not be checked. */
            notes: string[];
            /** @description Null until it is done. */
            ok: boolean | null;
            /**
             * @description The end of the log by then.
             * @example 00000000000000123456
             */
            position: string | null;
            /** @description What was checked so far; `of`: how much there is, where known. */
            progress: {
                /** Format: int64 */
                anchors: number;
                /** Format: int64 */
                events: number;
                of: {
                    /** Format: int64 */
                    events: number | null;
                    /** Format: int64 */
                    streams: number | null;
                };
                /** @enum {string} */
                phase: "streams" | "anchors" | "log";
                /** Format: int64 */
                streams: number;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            requested_at: string;
            requested_by: string;
            state: components["schemas"]["RequestState"];
            verification_id: components["schemas"]["VerificationId"];
        };
        Lot: {
            /** @description Who gave it; null to a widget, and for a moment after it was given. */
            actor: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_at: string;
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string | null;
            frozen: components["schemas"]["Credits"];
            granted: components["schemas"]["Credits"];
            /** @description Whether a note was written with it. */
            has_note: boolean;
            held: components["schemas"]["Credits"];
            lot_id: components["schemas"]["LotId"];
            /** @description The text of the note, for callers with `pii:read`; null once it was erased. */
            note: string | null;
            paid_by: string;
            reason_code: components["schemas"]["ReasonCode"] | null;
            remaining: components["schemas"]["Credits"];
            source: components["schemas"]["LotSource"];
            /** @enum {string} */
            status: "live" | "expired" | "replaced" | "clawed_back";
            /** @description The case in a help desk. */
            ticket: string | null;
            /** @description Null when it was free. */
            unit_price: components["schemas"]["UnitPrice"] | null;
        };
        LotChange: {
            /** @description Signed. */
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string | null;
            /**
             * @description Null: a new lot.
             * @example lot_000000000205rgtqd9
             */
            lot_id: string | null;
            /**
             * Format: int64
             * @description In the order of consumption; null where nothing is free of it.
             */
            place: number | null;
            remaining: components["schemas"]["Credits"];
        };
        LotCredits: {
            credits: components["schemas"]["Credits"];
            lot_id: components["schemas"]["LotId"];
        };
        /**
         * @description Names one lot of credits.
         * @example lot_000000000205rgtqd9
         */
        LotId: string;
        Lots: {
            data: components["schemas"]["Lot"][];
            meta: components["schemas"]["PageMeta"];
        };
        /**
         * @description Where the credits of a lot come from.
         * @enum {string}
         */
        LotSource: "plan" | "pack" | "promo" | "adjustment";
        Mail: {
            account_id: components["schemas"]["AccountId"];
            /** @enum {string} */
            addressee: "account" | "finance";
            /** Format: int64 */
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the next attempt is due.
             * @example 2026-01-31T10:00:00.000Z
             */
            due_at: string | null;
            /** @description Why the last attempt failed; without the address. */
            error: string | null;
            /** @example receipt */
            kind: string;
            mail_id: components["schemas"]["MailId"];
            /**
             * Format: date-time
             * @description When the mail server took it.
             * @example 2026-01-31T10:00:00.000Z
             */
            sent_at: string | null;
            /**
             * @description `unknown`: the mail server may have taken it, so it is not sent again. `failed`: nobody gets it.
             * @enum {string}
             */
            state: "queued" | "sending" | "sent" | "failed" | "unknown";
        };
        /**
         * @description Names one mail; its Message-ID begins with it.
         * @example mail_4f1c0a7be29d53186acd
         */
        MailId: string;
        Mails: {
            data: components["schemas"]["Mail"][];
            meta: components["schemas"]["PageMeta"];
        };
        MailSettings: {
            /** @description Warnings that credits run low or are used up, and that a plan has ended. */
            balance: boolean;
            /** @description Receipts of what was paid. */
            receipts: boolean;
        };
        Me: {
            /** @description What the role may do to accounts: `do` within its limit, `request` of somebody who approves it, or `no`. */
            actions: {
                change_plan: components["schemas"]["Permit"];
                close: components["schemas"]["Permit"];
                deduct: components["schemas"]["Permit"];
                grant_payment: components["schemas"]["Permit"];
                issue: components["schemas"]["Permit"];
                refund: components["schemas"]["Permit"];
                refund_payment: components["schemas"]["Permit"];
                reinstate: components["schemas"]["Permit"];
                release: components["schemas"]["Permit"];
                suspend: components["schemas"]["Permit"];
            };
            email: string;
            /** @description What may be taken away as a file. */
            exports: components["schemas"]["ExportSubject"][];
            /** @description False: a step-up asks for the password. */
            has_totp: boolean;
            /** @description Credits given or taken by hand; null: no limit of the role. */
            limits: {
                /**
                 * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
                 * @example 100
                 */
                per_action: string | null;
                /**
                 * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
                 * @example 100
                 */
                per_day: string | null;
            };
            name: string;
            permissions: components["schemas"]["Permission"][];
            role: components["schemas"]["Role"];
            sandbox: boolean;
            session: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                ends_at: string;
                /**
                 * Format: date-time
                 * @description When it ends unless it is used. Requests with `x-scrip-unattended` do not use it.
                 * @example 2026-01-31T10:00:00.000Z
                 */
                idle_until: string;
                /**
                 * Format: date-time
                 * @description The time by which these are meant.
                 * @example 2026-01-31T10:00:00.000Z
                 */
                now: string;
                session_id: components["schemas"]["SessionId"];
            };
            staff_id: components["schemas"]["StaffId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            step_up_until: string | null;
        };
        Member: {
            /**
             * Format: date-time
             * @description Null while the read model has not come so far (`meta.stale`).
             * @example 2026-01-31T10:00:00.000Z
             */
            added_at: string | null;
            /** @description What its open holds have reserved. */
            held: components["schemas"]["Credits"];
            /**
             * @description A period; null: as much as there is.
             * @example 100
             */
            limit: string | null;
            member_id: components["schemas"]["MemberId"];
            /**
             * Format: date-time
             * @description When `used` begins anew; null while the plan waits for its invoice.
             * @example 2026-01-31T10:00:00.000Z
             */
            resets_at: string | null;
            /** @description In this period, less what was refunded of it. */
            used: components["schemas"]["Credits"];
        };
        /**
         * @description Names one member of an account; opaque, so no name and no e-mail address.
         * @example usr_31
         */
        MemberId: string;
        MemberRemoved: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            member_id: components["schemas"]["MemberId"];
            position: components["schemas"]["Position"];
            /** @enum {string} */
            status: "removed" | "unchanged";
        };
        Members: {
            data: components["schemas"]["Member"][];
            meta: components["schemas"]["PageMeta"];
        };
        MemberWritten: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            /**
             * @description Null: as much as there is.
             * @example 100
             */
            limit: string | null;
            member_id: components["schemas"]["MemberId"];
            position: components["schemas"]["Position"];
            /** @enum {string} */
            status: "added" | "limit_set" | "unchanged";
        };
        Model: {
            description: string | null;
            model_id: components["schemas"]["ModelId"];
            name: string;
            provider: string | null;
            /**
             * Format: int64
             * @description 1 (least) to 5 (most).
             */
            quality: number | null;
            rate: components["schemas"]["Rate"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            retired_at: string | null;
            /**
             * Format: int64
             * @description 1 (least) to 5 (most).
             */
            speed: number | null;
            status: components["schemas"]["ModelStatus"];
        };
        /**
         * @description Names one model; chosen by the operator.
         * @example swift-1
         */
        ModelId: string;
        /** @enum {string} */
        ModelStatus: "active" | "retired";
        ModelSummary: {
            description: string | null;
            model_id: components["schemas"]["ModelId"];
            name: string;
            /** @description With `include=rates`: the first to come; null if there is none. */
            next_rate?: components["schemas"]["Rate"] | null;
            provider: string | null;
            /**
             * Format: int64
             * @description 1 (least) to 5 (most).
             */
            quality: number | null;
            /** @description With `include=rates`: that holds now; null while there is none. */
            rate?: components["schemas"]["Rate"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            retired_at: string | null;
            /**
             * Format: int64
             * @description 1 (least) to 5 (most).
             */
            speed: number | null;
            status: components["schemas"]["ModelStatus"];
        };
        ModelWritten: {
            description: string | null;
            model_id: components["schemas"]["ModelId"];
            name: string;
            /**
             * @description Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that came together share one; the ledger has the position of each entry.
             * @example 00000000000000123456
             */
            position: string | null;
            provider: string | null;
            /**
             * Format: int64
             * @description 1 (least) to 5 (most).
             */
            quality: number | null;
            /**
             * Format: int64
             * @description 1 (least) to 5 (most).
             */
            speed: number | null;
        };
        /**
         * @example {
         *       "minor": 2000,
         *       "currency": "usd"
         *     }
         */
        Money: {
            /**
             * @description A lower-case ISO 4217 code.
             * @example usd
             */
            currency: string;
            /** Format: int64 */
            minor: number;
        };
        /**
         * @description Whole minor units: 2000 usd is $20.00.
         * @example {
         *       "minor": 2000,
         *       "currency": "usd"
         *     }
         */
        MoneyAmount: {
            currency: string;
            /** Format: int64 */
            minor: number;
        };
        MoneyPreview: {
            after: components["schemas"]["AccountFigures"];
            /** @description `none`, or who can approve what the role or limit does not let through. */
            approval: "none" | components["schemas"]["ApprovalNeeded"];
            before: components["schemas"]["AccountFigures"];
            /** @description Given by hand in the last 90 days. */
            credited_90d: components["schemas"]["Credits"];
            /** @description What is given, taken or freed, without a sign. */
            credits: components["schemas"]["Credits"];
            debt_repaid: components["schemas"]["Credits"];
            /** @description Done by people in the last 10 minutes. */
            duplicates: components["schemas"]["SuspectedDuplicate"][];
            /** @description Of whoever asks; null: none, or not for this. */
            limit: components["schemas"]["LimitOfPerson"] | null;
            /** @description In the order of consumption. */
            lots: components["schemas"]["LotChange"][];
            preview_hash: components["schemas"]["PreviewHash"];
            warnings: components["schemas"]["MoneyWarning"][];
        };
        /**
         * @description `open_holds`: they can still be settled. `credits_remain`: nobody can spend them once the account is closed. `forfeits_credits`: what a hold kept of lots that have ended is lost. `nothing_granted`: the payment has bought nothing, so no credits are taken.
         * @enum {string}
         */
        MoneyWarning: "account_suspended" | "repays_debt" | "empties_account" | "changes_nothing" | "open_holds" | "credits_remain" | "forfeits_credits" | "nothing_granted";
        /**
         * @example {
         *       "name": "Acme",
         *       "email": "ops@acme.example",
         *       "time_zone": "Europe/Berlin"
         *     }
         */
        NewAccount: {
            /** @description Made by the server unless told. */
            account_id?: components["schemas"]["AccountId"];
            /**
             * Format: idn-email
             * @example ops@acme.example
             */
            email: string;
            /**
             * @example {
             *       "region": "eu"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            name: string;
            /** @description `free` unless told. */
            plan?: components["schemas"]["CatalogueName"];
            /** @default UTC */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /**
         * @example {
         *       "text": "Billing contact is on leave until March",
         *       "ticket": "ZD-4711"
         *     }
         */
        NewAccountNote: {
            /**
             * @description Pinned notes stand first.
             * @default false
             */
            pinned?: boolean;
            text: string;
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "credits": "50",
         *       "reason_code": "goodwill",
         *       "note": "For the long outage"
         *     }
         */
        NewAdjustment: {
            /** @description A second, separate credit is meant: 409 `duplicate_suspected` is passed. */
            confirm_duplicate?: boolean;
            credits: components["schemas"]["SignedCredits"];
            /** @description Of what is given; never by default. */
            expires_at?: components["schemas"]["Instant"];
            note: string;
            /** @description Of the preview that was confirmed; people must send it. */
            preview_hash?: components["schemas"]["PreviewHash"];
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "name": "Backend"
         *     }
         * @example {
         *       "name": "Reports",
         *       "scopes": [
         *         "usage:read",
         *         "accounts:read"
         *       ],
         *       "requests_per_second": 20
         *     }
         */
        NewApiKey: {
            expires_at?: components["schemas"]["Instant"];
            name: string;
            /** Format: int32 */
            requests_per_second?: number;
            /**
             * @default [
             *       "usage:write",
             *       "usage:read",
             *       "accounts:read",
             *       "accounts:write"
             *     ]
             */
            scopes?: components["schemas"]["KeyScope"][];
        };
        /**
         * @example {
         *       "command": {
         *         "type": "adjustment",
         *         "account_id": "acc_7h2kq0m4x9",
         *         "credits": "800",
         *         "reason_code": "service_outage",
         *         "note": "Down for a day"
         *       },
         *       "preview_hash": "k3Jd9a0Q.Xb2P81aa.c0ffee00.00000000.mZ8q1w2e.0a1b2c3d"
         *     }
         */
        NewApproval: {
            command: components["schemas"]["CommandToApprove"];
            preview_hash: components["schemas"]["PreviewHash"];
        };
        /**
         * @example {
         *       "below": "50",
         *       "pack": "small",
         *       "monthly_cap": {
         *         "minor": 3000,
         *         "currency": "usd"
         *       },
         *       "consent": {
         *         "version": "en-1",
         *         "text": "Below 50 credits, buy 200 credits for $10.00 with my saved card, up to $30.00 a month."
         *       }
         *     }
         */
        NewAutoTopUp: {
            /** @description Of a custom pack. */
            amount?: components["schemas"]["PaidAmount"];
            /** @description Due when a charge leaves fewer available credits than these. */
            below: components["schemas"]["PositiveCredits"];
            /** @description Without it: 409 `consent_required`. */
            consent?: components["schemas"]["TopUpConsent"];
            /** @description Who consents, where members are known. */
            member_id?: components["schemas"]["MemberId"];
            /** @description Most that is charged in a calendar month of the account’s time zone. */
            monthly_cap: components["schemas"]["PaidAmount"];
            pack: components["schemas"]["CatalogueName"];
        };
        /**
         * @example {
         *       "credits": "2.5",
         *       "action": "ai_change"
         *     }
         * @example {
         *       "model": "swift-1",
         *       "usage": {
         *         "input_tokens": 1200,
         *         "output_tokens": 450
         *       },
         *       "feature": "editor"
         *     }
         * @example {
         *       "action": "connect_integration"
         *     }
         */
        NewDebit: {
            action?: components["schemas"]["Label"];
            complexity?: components["schemas"]["Label"];
            credits?: components["schemas"]["PositiveCredits"];
            feature?: components["schemas"]["Label"];
            member_id?: components["schemas"]["AccountId"];
            mode?: components["schemas"]["Label"];
            model?: components["schemas"]["ModelId"];
            /** @description When it was used. Now unless told; older than a day needs usage:backfill. */
            occurred_at?: components["schemas"]["Instant"];
            /** @description `ok` unless told. */
            outcome?: components["schemas"]["Outcome"];
            /**
             * @description Usage that has happened already: what is missing becomes debt.
             * @enum {string}
             */
            policy?: "allow_debt";
            usage?: components["schemas"]["Usage"];
        };
        /**
         * @example {
         *       "reason_code": "billing_error"
         *     }
         */
        NewFindingRefund: {
            /** @description A second, separate credit is meant: 409 `duplicate_suspected` is passed. */
            confirm_duplicate?: boolean;
            note?: string;
            /** @description Of the preview that was confirmed; people must send it. */
            preview_hash?: components["schemas"]["PreviewHash"];
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "reason_code": "billing_error",
         *       "preview_hash": "k3Jd9a0Q.Xb2P81aa.c0ffee00.00000000.mZ8q1w2e.0a1b2c3d"
         *     }
         */
        NewGrant: {
            note?: string;
            preview_hash: components["schemas"]["PreviewHash"];
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "credits": "5",
         *       "action": "ai_change"
         *     }
         * @example {
         *       "model": "swift-1",
         *       "usage_estimate": {
         *         "input_tokens": 1200,
         *         "output_tokens": 2000
         *       },
         *       "expires_in_s": 600
         *     }
         */
        NewHold: {
            action?: components["schemas"]["Label"];
            complexity?: components["schemas"]["Label"];
            credits?: components["schemas"]["PositiveCredits"];
            /**
             * Format: int32
             * @description How long it is kept: 300 unless told.
             */
            expires_in_s?: number;
            feature?: components["schemas"]["Label"];
            member_id?: components["schemas"]["MemberId"];
            mode?: components["schemas"]["Label"];
            model?: components["schemas"]["ModelId"];
            usage_estimate?: components["schemas"]["Usage"];
        };
        /**
         * @example {
         *       "receipts": true,
         *       "balance": false
         *     }
         */
        NewMailSettings: {
            /** @description Warnings that credits run low or are used up, and that a plan has ended. */
            balance: boolean;
            /** @description Receipts of what was paid. */
            receipts: boolean;
        };
        /**
         * @example {
         *       "limit": "50"
         *     }
         */
        NewMember: {
            /**
             * @description Credits a period; null: as much as there is. Absent: as it is.
             * @example 0.25
             */
            limit?: string | null;
        };
        /**
         * @example {
         *       "pack": "medium"
         *     }
         * @example {
         *       "pack": "custom",
         *       "amount": {
         *         "minor": 4000,
         *         "currency": "usd"
         *       }
         *     }
         */
        NewPackPurchase: {
            amount?: components["schemas"]["PaidAmount"];
            pack: components["schemas"]["CatalogueName"];
            /**
             * @description The page of yours to which the buyer goes back, from the checkout and after the payment. A widget token with origins allows pages of those only.
             * @example https://app.example/credits
             */
            return_url?: string;
        };
        /**
         * @example {
         *       "reason_code": "duplicate_charge",
         *       "amount": {
         *         "minor": 2500,
         *         "currency": "usd"
         *       }
         *     }
         */
        NewPaymentRefund: {
            /** @description Tax included. All that is left unless told. */
            amount?: components["schemas"]["PaidAmount"];
            /** @description A second, separate credit is meant: 409 `duplicate_suspected` is passed. */
            confirm_duplicate?: boolean;
            note?: string;
            /** @description Of the preview that was confirmed; people must send it. */
            preview_hash?: components["schemas"]["PreviewHash"];
            reason_code: components["schemas"]["ReasonCode"];
            /** @default written_off */
            spent?: components["schemas"]["SpentPolicy"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "plan": "pro",
         *       "when": "now"
         *     }
         */
        NewPlanChange: {
            note?: string;
            plan: components["schemas"]["CatalogueName"];
            /** @description Of the preview that was confirmed; people must send it. */
            preview_hash?: components["schemas"]["PreviewHash"];
            /** @description People must send it. */
            reason_code?: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            when: components["schemas"]["PlanChangeTime"];
        };
        /**
         * @example {
         *       "publication": {
         *         "type": "plan",
         *         "plan": "pro",
         *         "terms": {
         *           "name": "Pro",
         *           "price": {
         *             "minor": 2500,
         *             "currency": "usd"
         *           },
         *           "credits": "600"
         *         }
         *       },
         *       "preview_hash": "k3Jd9a0QXb2P81aa.2.2"
         *     }
         */
        NewProposal: {
            /** @description Why, for whoever decides. */
            note?: string;
            preview_hash: components["schemas"]["ProposalHash"];
            publication: components["schemas"]["Publication"];
        };
        /**
         * @example {
         *       "reason_code": "model_quality"
         *     }
         */
        NewRefund: {
            /** @description A second, separate credit is meant: 409 `duplicate_suspected` is passed. */
            confirm_duplicate?: boolean;
            /** @description All that is left unless told. */
            credits?: components["schemas"]["PositiveCredits"];
            note?: string;
            /** @description Of the preview that was confirmed; people must send it. */
            preview_hash?: components["schemas"]["PreviewHash"];
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "per_action": "500",
         *       "per_day": "5000"
         *     }
         */
        NewRoleLimit: {
            per_action: components["schemas"]["PositiveCredits"];
            per_day: components["schemas"]["PositiveCredits"];
        };
        /**
         * @example {
         *       "name": "Ada",
         *       "email": "ada@acme.example",
         *       "role": "support"
         *     }
         */
        NewStaff: {
            /**
             * Format: idn-email
             * @example ops@acme.example
             */
            email: string;
            name: string;
            role: components["schemas"]["Role"];
        };
        /**
         * @example {
         *       "account": null
         *     }
         */
        NewVerification: {
            /**
             * @description Null: the whole log.
             * @example acc_7h2kq0m4x9
             */
            account: string | null;
        };
        /**
         * @example {
         *       "url": "https://example.com/webhooks/scrip"
         *     }
         * @example {
         *       "url": "https://example.com/webhooks/scrip",
         *       "events": [
         *         "credits.balance.low",
         *         "credits.balance.depleted"
         *       ],
         *       "description": "Warns our support"
         *     }
         */
        NewWebhookEndpoint: {
            /** @default null */
            description?: string | null;
            /**
             * @description Types to send; null: all, also those to come.
             * @default null
             */
            events?: components["schemas"]["WebhookType"][] | null;
            /**
             * @description Where to POST: https, no user and password, leading to the public Internet (in sandbox mode http and any address will do). Redirects are not followed.
             * @example https://example.com/webhooks/scrip
             */
            url: string;
        };
        /**
         * @example {
         *       "origins": [
         *         "https://app.example"
         *       ]
         *     }
         */
        NewWidgetToken: {
            /**
             * Format: int32
             * @default 900
             */
            expires_in_s?: number;
            member_id?: components["schemas"]["MemberId"];
            /**
             * @description Pages that may use it; any, unless told.
             * @default []
             */
            origins?: string[];
            /**
             * @default [
             *       "balance:read",
             *       "history:read",
             *       "models:read",
             *       "packs:read",
             *       "checkout:create"
             *     ]
             */
            scopes?: components["schemas"]["WidgetScope"][];
        };
        Now: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            now: string;
        };
        /**
         * @description `versions`: every version, past and future. `upcoming`: those sold now and those to come. Else what is sold now.
         * @enum {string}
         */
        OffersIncluded: "upcoming" | "versions";
        OfferVersion: components["schemas"]["PlanVersion"] | components["schemas"]["PackVersion"] | components["schemas"]["RateVersion"];
        OpenHold: {
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            action: string | null;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            complexity: string | null;
            /** @description What is reserved now. */
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            feature: string | null;
            hold_id: components["schemas"]["HoldId"];
            /**
             * @description Names one member of an account; opaque, so no name and no e-mail address.
             * @example usr_31
             */
            member_id: string | null;
            /**
             * @description A name of a mode, complexity, feature or action that the product chose.
             * @example ai_change
             */
            mode: string | null;
            /**
             * @description Names one model; chosen by the operator.
             * @example swift-1
             */
            model: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            placed_at: string;
        };
        OpenHolds: {
            data: components["schemas"]["OpenHold"][];
            meta: components["schemas"]["PageMeta"];
        };
        /**
         * @description How a request ended; a rate may price each outcome differently.
         * @enum {string}
         */
        Outcome: "ok" | "failed" | "retried" | "aborted" | "platform_error";
        Pack: {
            /** @description Who published it; null for widgets. */
            actor: string | null;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            credits: string | null;
            /**
             * @description Credits for a whole unit of the currency, such as a dollar.
             * @example 100
             */
            credits_per_unit: string | null;
            description: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string;
            /**
             * Format: date-time
             * @description When the next version begins.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_to: string | null;
            kind: components["schemas"]["PackKind"];
            least: components["schemas"]["Money"] | null;
            most: components["schemas"]["Money"] | null;
            name: string;
            pack: components["schemas"]["CatalogueName"];
            price: components["schemas"]["Money"] | null;
            /** @description The proposal that it comes from; null where it was published without one, for widgets, and while the read models do not know it yet. */
            proposal: components["schemas"]["VersionProposal"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            published_at: string;
            status: components["schemas"]["VersionStatus"];
            /** Format: int64 */
            version: number;
        };
        /** @enum {string} */
        PackKind: "fixed" | "custom";
        PackPurchase: {
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            changed_at: string;
            /** @description Where the buyer pays; null once nobody can pay there. */
            checkout_url: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            credits: components["schemas"]["Credits"];
            /** @description Begun by Scrip, with the consent of the account. */
            is_top_up: boolean;
            name: string;
            pack: components["schemas"]["CatalogueName"];
            /** Format: int64 */
            pack_version: number;
            payment: {
                /** @description Tax included. */
                amount: components["schemas"]["Money"];
                /**
                 * @description Why the last try failed.
                 * @example card_declined
                 */
                failure_code: string | null;
                /** @description Stripe's fee, in the currency of its balance; null until it is known. */
                fee: components["schemas"]["Money"] | null;
                net: components["schemas"]["Money"] | null;
                /**
                 * @description Null: it is not for this caller, nor are fee and net.
                 * @example pi_3TabcD
                 */
                payment_id: string | null;
                receipt_url: string | null;
                /** @description Of what was received. Refunds under way count, failed ones do not. */
                refunded: components["schemas"]["Money"];
                standing: components["schemas"]["PaymentStanding"];
                /** @description Stripe's word for it. */
                status: string;
            } | null;
            price: components["schemas"]["Money"];
            purchase_id: components["schemas"]["PackPurchaseId"];
            state: components["schemas"]["PackPurchaseState"];
        };
        /**
         * @description Names one purchase of a pack.
         * @example pur_4f1c0a7be29d53186acd
         */
        PackPurchaseId: string;
        PackPurchases: {
            data: components["schemas"]["PackPurchase"][];
            meta: components["schemas"]["PageMeta"];
        };
        /**
         * @description `starting`: no checkout page yet. `processing`: the payment takes days. `paid`: the money is there, and credits follow once a person has looked at it.
         * @enum {string}
         */
        PackPurchaseState: "starting" | "open" | "processing" | "paid" | "granted" | "failed" | "expired";
        PackToPublish: {
            pack: components["schemas"]["CatalogueName"];
            terms: components["schemas"]["PublishPack"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pack";
        };
        PackVersion: {
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            credits: string | null;
            /**
             * @description Credits for a whole unit of the currency, such as a dollar.
             * @example 100
             */
            credits_per_unit: string | null;
            description: string;
            /**
             * Format: date-time
             * @description Null: since the beginning of time; of a proposal: 60 seconds after its approval.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            kind: components["schemas"]["PackKind"];
            least: components["schemas"]["Money"] | null;
            most: components["schemas"]["Money"] | null;
            name: string;
            pack: components["schemas"]["CatalogueName"];
            price: components["schemas"]["Money"] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pack";
            /**
             * Format: int64
             * @description Null: not published yet.
             */
            version: number | null;
        };
        PackWritten: {
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            credits: string | null;
            /**
             * @description Credits for a whole unit of the currency, such as a dollar.
             * @example 100
             */
            credits_per_unit: string | null;
            description: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string;
            kind: components["schemas"]["PackKind"];
            least: components["schemas"]["Money"] | null;
            most: components["schemas"]["Money"] | null;
            name: string;
            pack: components["schemas"]["CatalogueName"];
            /**
             * @description Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that came together share one; the ledger has the position of each entry.
             * @example 00000000000000123456
             */
            position: string | null;
            price: components["schemas"]["Money"] | null;
            /** Format: int64 */
            version: number;
        };
        PageMeta: {
            page: {
                /** @description The `page[after]` of the next page; null on the last. */
                next: string | null;
                /** Format: int32 */
                size: number;
            };
            /**
             * @description `min_position` was not reached in 2 s.
             * @enum {boolean}
             */
            stale?: true;
        };
        /**
         * @description Whole minor units: 2000 usd is $20.00.
         * @example {
         *       "minor": 2000,
         *       "currency": "usd"
         *     }
         */
        PaidAmount: {
            currency: string;
            /** Format: int64 */
            minor: number;
        };
        PaidBack: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /** @description Of the pack that it bought; null: no purchase of ours explains it. */
            name: string | null;
            /**
             * @description That its invoice was for.
             * @example pro
             */
            plan: string | null;
            received: components["schemas"]["Money"];
        };
        PaidInvoice: {
            invoice_id: components["schemas"]["InvoiceId"];
            number: string | null;
            /**
             * @description That its lines are of; null: of several, or of none that is ours.
             * @example pro
             */
            plan: string | null;
            /**
             * @description Why Stripe made it.
             * @example subscription_cycle
             */
            reason: string | null;
        };
        PaidPurchase: {
            credits: components["schemas"]["Credits"];
            /** @description Begun by itself, with consent. */
            is_top_up: boolean;
            name: string;
            pack: components["schemas"]["CatalogueName"];
            purchase_id: components["schemas"]["PackPurchaseId"];
            state: components["schemas"]["PackPurchaseState"];
        };
        Payment: {
            /**
             * @description Null: no purchase of ours explains it.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description Asked for, tax included. */
            amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /** @example cus_TabcD */
            customer_id: string | null;
            /** @description Stripe's fees for disputes, in the currency of the balance. */
            dispute_fee: components["schemas"]["Money"];
            /** @description Withdrawn by disputes and not returned, in the currency of the balance. */
            disputed: components["schemas"]["Money"];
            /** @description The newest 100. */
            disputes: components["schemas"]["Dispute"][];
            /**
             * @description Why the last try failed.
             * @example card_declined
             */
            failure_code: string | null;
            /** @description Stripe's fee, in the currency of its balance; null until it is known. */
            fee: components["schemas"]["Money"] | null;
            /** @description The invoice that it is for, whether it has paid it or not. */
            invoice: components["schemas"]["PaidInvoice"] | null;
            /** @description What is left on the balance: `net` and all that refunds and disputes moved there, with their fees. Negative where they took more than was earned; null until `net` is known. */
            kept: components["schemas"]["Money"] | null;
            /** @description Received less the fee; refunds and disputes not counted. */
            net: components["schemas"]["Money"] | null;
            /** @description Empty: it has granted nothing. */
            paid_for: components["schemas"]["PaymentUse"][];
            payment_id: components["schemas"]["PaymentId"];
            /** @description The purchase that it is for, whether it has paid it or not. */
            purchase: components["schemas"]["PaidPurchase"] | null;
            receipt_url: string | null;
            received: components["schemas"]["Money"];
            refundable: components["schemas"]["PaymentRefundable"];
            /** @description Of what was received. Refunds under way count, failed ones do not. */
            refunded: components["schemas"]["Money"];
            /** @description The newest 100. */
            refunds: components["schemas"]["PaymentRefund"][];
            standing: components["schemas"]["PaymentStanding"];
            /**
             * @description Stripe's word for it.
             * @example succeeded
             */
            status: string;
        };
        PaymentFinding: {
            /**
             * @description Names one account.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            class: components["schemas"]["FindingClass"];
            finding_id: components["schemas"]["FindingId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            found_at: string;
            /**
             * @description The object at Stripe, or the webhook.
             * @example cs_test_a1PqR2sT3uV4wX5yZ
             */
            object_id: string;
            /**
             * @description What we expected.
             * @example 2500 usd
             */
            ours: string | null;
            /** @description Who deals with it. */
            owner: components["schemas"]["Who"] | null;
            /**
             * @description Names one purchase of a pack.
             * @example pur_4f1c0a7be29d53186acd
             */
            purchase_id: string | null;
            /** @description What its money allows while it is not resolved: `grant` what was bought, or `refund` it. Empty unless something was paid and not granted. */
            remedies: components["schemas"]["FindingRemedy"][];
            severity: components["schemas"]["FindingSeverity"];
            state: components["schemas"]["FindingState"];
            /** @description What Stripe has. */
            theirs: string | null;
        };
        /**
         * @description Names one payment; given by Stripe.
         * @example pi_3TabcD
         */
        PaymentId: string;
        PaymentRefund: {
            /**
             * @description Names one account.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description Tax included. */
            amount: components["schemas"]["Money"];
            /**
             * @description Taken of what was unspent. Null: nothing is taken for it.
             * @example 100
             */
            clawed_back: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /**
             * @description Spent before, and owed. Null: nothing is taken for it.
             * @example 100
             */
            debt: string | null;
            /** @example lost_or_stolen_card */
            failure_reason: string | null;
            /** @description The payment; null until it is read from Stripe. */
            paid: components["schemas"]["PaidBack"] | null;
            payment_id: components["schemas"]["PaymentId"];
            refund_id: components["schemas"]["PaymentRefundId"];
            /** @description Who asked for it here; null: it was made in Stripe. */
            request: components["schemas"]["RefundRequestOf"] | null;
            spent: components["schemas"]["SpentPolicy"];
            /**
             * @description Stripe's word for it: `pending`, `succeeded`, `failed` … What failed is given back in the ledger too.
             * @example succeeded
             */
            status: string;
            /**
             * @description Spent before, and given up. Null: nothing is taken for it.
             * @example 100
             */
            written_off: string | null;
        };
        /** @description As Stripe had it when it was last looked at; it is asked again at each refund. */
        PaymentRefundable: {
            /** @description Received less refunded. */
            left: components["schemas"]["Money"];
            /** @description Why no refund of it can be made here; null: one can. `no_account`: nobody here has bought anything with it. `disputed`: a dispute says that its charge cannot be refunded. */
            why_not: ("no_account" | "nothing_paid" | "disputed" | "all_back") | null;
        };
        /**
         * @description Names one refund of a payment; given by Stripe.
         * @example re_3TabcD
         */
        PaymentRefundId: string;
        PaymentRefundPreview: {
            after: components["schemas"]["AccountFigures"];
            /** @description `none`, or who can approve what the role or limit does not let through. */
            approval: "none" | components["schemas"]["ApprovalNeeded"];
            before: components["schemas"]["AccountFigures"];
            /** @description Given by hand in the last 90 days. */
            credited_90d: components["schemas"]["Credits"];
            /** @description What is given, taken or freed, without a sign. */
            credits: components["schemas"]["Credits"];
            debt_repaid: components["schemas"]["Credits"];
            /** @description Done by people in the last 10 minutes. */
            duplicates: components["schemas"]["SuspectedDuplicate"][];
            /** @description Of whoever asks; null: none, or not for this. */
            limit: components["schemas"]["LimitOfPerson"] | null;
            /** @description In the order of consumption. */
            lots: components["schemas"]["LotChange"][];
            money: components["schemas"]["RefundedMoney"];
            preview_hash: components["schemas"]["PreviewHash"];
            warnings: components["schemas"]["MoneyWarning"][];
        };
        PaymentRefunds: {
            data: components["schemas"]["PaymentRefund"][];
            meta: components["schemas"]["PageMeta"];
        };
        PaymentRefundToApprove: {
            account_id: components["schemas"]["AccountId"];
            amount: components["schemas"]["PaidAmount"];
            note?: string;
            payment_id: components["schemas"]["PaymentId"];
            reason_code: components["schemas"]["ReasonCode"];
            /** @default written_off */
            spent?: components["schemas"]["SpentPolicy"];
            ticket?: components["schemas"]["Ticket"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment_refund";
        };
        /**
         * @example {
         *       "reason_code": "duplicate_charge",
         *       "amount": {
         *         "minor": 2500,
         *         "currency": "usd"
         *       }
         *     }
         */
        PaymentRefundToPreview: {
            /** @description Tax included. All that is left unless told. */
            amount?: components["schemas"]["PaidAmount"];
            note?: string;
            reason_code: components["schemas"]["ReasonCode"];
            /** @default written_off */
            spent?: components["schemas"]["SpentPolicy"];
            ticket?: components["schemas"]["Ticket"];
        };
        PaymentRefundWritten: {
            account_id: components["schemas"]["AccountId"];
            amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /** @description What the money stands for. */
            credits: components["schemas"]["Credits"];
            payment_id: components["schemas"]["PaymentId"];
            reason_code: components["schemas"]["ReasonCode"] | null;
            refund_id: components["schemas"]["PaymentRefundId"];
            request_id: components["schemas"]["RefundRequestId"];
            spent: components["schemas"]["SpentPolicy"];
            /**
             * @description Stripe has the refund. The credits are taken as soon as it has been looked at, in seconds; should it fail later, all of it is given back.
             * @enum {string}
             */
            state: "submitted";
        };
        Payments: {
            data: components["schemas"]["ListedPayment"][];
            meta: components["schemas"]["PageMeta"];
        };
        /**
         * @description `disputed`: a dispute is open, or keeps money. `lost`: a lost dispute keeps it. Otherwise what was paid, and how much of it went back by refunds.
         * @enum {string}
         */
        PaymentStanding: "unpaid" | "paid" | "partly_refunded" | "refunded" | "disputed" | "lost";
        PaymentUse: {
            account_id: components["schemas"]["AccountId"];
            /** @description Tax included. */
            gross: components["schemas"]["Money"];
            net: components["schemas"]["Money"];
            /**
             * @description The lot's source in the ledger.
             * @example payment:pi_3TabcD
             */
            paid_by: string;
            /**
             * @description Names one purchase of a pack.
             * @example pur_4f1c0a7be29d53186acd
             */
            purchase_id: string | null;
            tax: components["schemas"]["Money"];
        };
        /** @enum {string} */
        Permission: "usage:write" | "usage:read" | "accounts:read" | "accounts:write" | "usage:backfill" | "debt:allow" | "adjustments:write" | "refunds:write" | "plans:write" | "models:write" | "clock:write" | "audit:read" | "ops:write" | "keys:write" | "webhooks:write" | "ops:read" | "holds:release" | "pii:read" | "pii:write" | "pii:erase" | "notes:write" | "exports:read" | "actions:read" | "adjustments:request" | "approvals:decide" | "catalogue:request" | "catalogue:approve" | "staff:write" | "payments:read" | "payment_refunds:write" | "inbox:write" | "findings:write";
        /** @enum {string} */
        Permit: "do" | "request" | "no";
        Plan: {
            /** @description Who published it; null for widgets. */
            actor: string | null;
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string;
            /**
             * Format: date-time
             * @description When the next version begins.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_to: string | null;
            name: string;
            plan: components["schemas"]["CatalogueName"];
            /** @description A month. */
            price: components["schemas"]["Money"];
            priority_support: boolean;
            /** @description The proposal that it comes from; null where it was published without one, for widgets, and while the read models do not know it yet. */
            proposal: components["schemas"]["VersionProposal"] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            published_at: string;
            /** Format: int64 */
            seats: number;
            status: components["schemas"]["VersionStatus"];
            /** Format: int64 */
            version: number;
        };
        PlanChangePreview: {
            account_id: components["schemas"]["AccountId"];
            after: components["schemas"]["AccountFigures"];
            /** @description `none`, or who can approve what the role or limit does not let through. */
            approval: "none" | components["schemas"]["ApprovalNeeded"];
            /** @description What the balance would be right after it. */
            balance: components["schemas"]["BalanceAfter"];
            before: components["schemas"]["AccountFigures"];
            /** @description Given by hand in the last 90 days. */
            credited_90d?: components["schemas"]["Credits"];
            /** @description What is given, taken or freed, without a sign. */
            credits: components["schemas"]["Credits"];
            debt_repaid: components["schemas"]["Credits"];
            /** @description Done by people in the last 10 minutes. */
            duplicates?: components["schemas"]["SuspectedDuplicate"][];
            /**
             * Format: date-time
             * @description When the change takes effect; null where nothing changes.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_at: string | null;
            /**
             * @description The plan until then; `unchanged`: the one there is.
             * @example pro
             */
            from: string | null;
            /**
             * @description What the new plan gave at once; null where none began.
             * @example 100
             */
            granted: string | null;
            /** @description Of whoever asks; null: none, or not for this. */
            limit?: components["schemas"]["LimitOfPerson"] | null;
            /** @description In the order of consumption. */
            lots: components["schemas"]["LotChange"][];
            /** @description The plan that was asked for; `withdrawn`, also by asking for the present plan: the one that will not begin. */
            plan: components["schemas"]["CatalogueName"];
            preview_hash: components["schemas"]["PreviewHash"];
            /** @description What the plan costs a month. */
            price: components["schemas"]["Money"] | null;
            /**
             * Format: date-time
             * @description When the period ends.
             * @example 2026-01-31T10:00:00.000Z
             */
            renews_at: string | null;
            status: components["schemas"]["PlanChangeStatus"];
            warnings: components["schemas"]["MoneyWarning"][];
        };
        /** @enum {string} */
        PlanChangeStatus: "changed" | "scheduled" | "withdrawn" | "unchanged";
        /** @enum {string} */
        PlanChangeTime: "now" | "renewal";
        PlanChangeToApprove: {
            account_id: components["schemas"]["AccountId"];
            note?: string;
            plan: components["schemas"]["CatalogueName"];
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "plan_change";
            when: components["schemas"]["PlanChangeTime"];
        };
        /**
         * @example {
         *       "plan": "pro",
         *       "when": "now"
         *     }
         */
        PlanChangeToPreview: {
            note?: string;
            plan: components["schemas"]["CatalogueName"];
            /** @description People must send it. */
            reason_code?: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            when: components["schemas"]["PlanChangeTime"];
        };
        PlanChangeWritten: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            balance_before: components["schemas"]["BalanceBefore"];
            /**
             * Format: date-time
             * @description When the change takes effect; null where nothing changes.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_at: string | null;
            /**
             * Format: uuid
             * @description The event that says it; null where nothing was to be done.
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string | null;
            /**
             * @description The plan until then; `unchanged`: the one there is.
             * @example pro
             */
            from: string | null;
            /**
             * @description What the new plan gave at once; null where none began.
             * @example 100
             */
            granted: string | null;
            /**
             * Format: date-time
             * @description When; null where nothing was done.
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string | null;
            /** @description The plan that was asked for; `withdrawn`, also by asking for the present plan: the one that will not begin. */
            plan: components["schemas"]["CatalogueName"];
            position: components["schemas"]["Position"];
            /**
             * Format: date-time
             * @description When the period ends.
             * @example 2026-01-31T10:00:00.000Z
             */
            renews_at: string | null;
            status: components["schemas"]["PlanChangeStatus"];
        };
        PlanToPublish: {
            plan: components["schemas"]["CatalogueName"];
            terms: components["schemas"]["PublishPlan"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "plan";
        };
        PlanVersion: {
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @description Null: since the beginning of time; of a proposal: 60 seconds after its approval.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            name: string;
            plan: components["schemas"]["CatalogueName"];
            /** @description A month. */
            price: components["schemas"]["Money"];
            priority_support: boolean;
            /** Format: int64 */
            seats: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "plan";
            /**
             * Format: int64
             * @description Null: not published yet.
             */
            version: number | null;
        };
        PlanWritten: {
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string;
            name: string;
            plan: components["schemas"]["CatalogueName"];
            /**
             * @description Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that came together share one; the ledger has the position of each entry.
             * @example 00000000000000123456
             */
            position: string | null;
            /** @description A month. */
            price: components["schemas"]["Money"];
            priority_support: boolean;
            /** Format: int64 */
            seats: number;
            /** Format: int64 */
            version: number;
        };
        Portal: {
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: date-time
             * @description Until when the link can be followed first.
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string;
            /** @description For the one customer, now: whoever has it can cancel, and see the invoices. */
            portal_url: string;
        };
        /**
         * @example {
         *       "return_url": "https://app.example/plan"
         *     }
         */
        PortalRequest: {
            /**
             * @description The page of yours to which the buyer goes back, from the checkout and after the payment. A widget token with origins allows pages of those only.
             * @example https://app.example/credits
             */
            return_url?: string;
        };
        /**
         * @description Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that came together share one; the ledger has the position of each entry.
         * @example 00000000000000123456
         */
        Position: string;
        /**
         * @description Credits: a canonical decimal string above 0, at most 6 decimals.
         * @example 12.5
         */
        PositiveCredits: string;
        /** @example k3Jd9a0Q.Xb2P81aa.c0ffee00.00000000.mZ8q1w2e.0a1b2c3d */
        PreviewHash: string;
        PreviewNow: {
            after: components["schemas"]["AccountFigures"];
            before: components["schemas"]["AccountFigures"];
            /** @description What differs from what the requester saw: `status`, `plan`, `debt` … */
            changed: string[];
            /** @description Given by hand in the last 90 days. */
            credited_90d: components["schemas"]["Credits"];
            /** @description What is given, taken or freed, without a sign. */
            credits: components["schemas"]["Credits"];
            debt_repaid: components["schemas"]["Credits"];
            /** @description Done by people in the last 10 minutes. */
            duplicates: components["schemas"]["SuspectedDuplicate"][];
            /** @description In the order of consumption. */
            lots: components["schemas"]["LotChange"][];
            preview_hash: components["schemas"]["PreviewHash"];
            warnings: components["schemas"]["MoneyWarning"][];
        };
        PreviewThen: {
            after: components["schemas"]["AccountFigures"];
            before: components["schemas"]["AccountFigures"];
            credits: components["schemas"]["Credits"];
            debt_repaid: components["schemas"]["Credits"];
            warnings: components["schemas"]["MoneyWarning"][];
        };
        /**
         * @description Credits: a canonical decimal string, 0 or more, at most 6 decimals.
         * @example 0.25
         */
        Price: string;
        PriceArithmetic: {
            credits: components["schemas"]["Credits"];
            /**
             * @description The cost before it was rounded.
             * @example 0.000000125
             */
            exact: string;
            lines: {
                /**
                 * @description An exact decimal, not rounded: it may have more than six decimals.
                 * @example 0.000000125
                 */
                credits: string;
                kind: components["schemas"]["PriceKind"];
                /**
                 * Format: int64
                 * @description The rate is for this many: 1000000 or 1.
                 */
                per: number;
                /** @description Whose price this is: its own, or `input` for `cached_input` and `output` for `reasoning` where the rate names none for them. */
                price_of: components["schemas"]["PriceKind"];
                /** Format: int64 */
                quantity: number;
                rate: components["schemas"]["Credits"];
            }[];
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            minimum: string | null;
            model: components["schemas"]["ModelId"];
            multipliers: {
                /**
                 * @description What the cost came to with this factor.
                 * @example 0.000000125
                 */
                credits: string;
                factor: components["schemas"]["Factor"];
                key: string;
                /** @enum {string} */
                kind: "mode" | "complexity" | "outcome";
            }[];
            /** Format: int64 */
            rate_version: number;
            /** @enum {string} */
            rounding: "up";
            /**
             * @description An exact decimal, not rounded: it may have more than six decimals.
             * @example 0.000000125
             */
            sum: string;
        };
        /** @enum {string} */
        PriceKind: "input" | "cached_input" | "output" | "reasoning" | "image" | "request";
        PricesPerMillion: {
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            cached_input: string | null;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            input: string | null;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            output: string | null;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            reasoning: string | null;
        };
        Problem: {
            /** @description With `account_not_found` and others. */
            account_id?: components["schemas"]["AccountId"];
            /** @description With `insufficient_credits`. */
            available?: components["schemas"]["Credits"];
            /** @description With `not_ready`: each `ok`, or what is wrong with it. */
            checks?: {
                [key: string]: string;
            };
            code: components["schemas"]["ProblemCode"];
            /** @description What is wrong here, and what can be done about it. */
            detail: string;
            /** @description With `insufficient_credits`. */
            held?: components["schemas"]["Credits"];
            /** @description The path that was asked for, without its query. */
            instance: string;
            /** @description Fields that are not as they should be, by their paths. */
            invalid_parameters?: components["schemas"]["InvalidParameter"][];
            /** @description With `forbidden`. */
            missing_scope?: string;
            /** @description With `insufficient_credits`: what would let this debit through. */
            options?: ({
                kind: components["schemas"]["WayOutKind"];
            } & {
                [key: string]: unknown;
            })[];
            /**
             * @description With `unauthorized`: why a token or a session does not count any more.
             * @enum {string}
             */
            reason?: "token_expired" | "token_revoked" | "session_ended";
            request_id: string;
            /** @description With `insufficient_credits`. */
            required?: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @description With `insufficient_credits`, and with `member_limit_reached` when the limit counts anew: null where nobody knows.
             * @example 2026-01-31T10:00:00.000Z
             */
            resets_at?: string | null;
            /** Format: int32 */
            status: number;
            title: string;
            /**
             * Format: uri-reference
             * @description `urn:scrip:problem:` and the code.
             * @example urn:scrip:problem:validation_failed
             */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description What kind of problem this is; the text around it may change, this will not.
         * @enum {string}
         */
        ProblemCode: "account_closed" | "account_exists" | "account_not_found" | "account_suspended" | "action_not_found" | "amount_too_large" | "approval_decided" | "approval_not_found" | "approval_not_own" | "approval_own" | "debit_not_found" | "dispute_not_lost" | "dispute_not_open" | "hold_not_found" | "hold_not_open" | "idempotency_mismatch" | "insufficient_credits" | "member_limit_reached" | "member_not_found" | "model_exists" | "model_not_found" | "model_retired" | "no_scheduled_plan_change" | "no_seat_left" | "occurred_at_not_allowed" | "pack_not_found" | "payment_not_found" | "payment_refund_not_found" | "plan_change_not_allowed" | "plan_not_found" | "rate_not_found" | "rate_too_early" | "refund_exceeds_debit" | "source_already_used" | "subscription_active" | "too_many_holds" | "too_many_lots" | "unpriced_usage" | "validation_failed" | "version_changed" | "bad_request" | "invalid_signature" | "malformed_json" | "idempotency_key_required" | "idempotency_key_invalid" | "unauthorized" | "invalid_credentials" | "invalid_code" | "invalid_invite" | "step_up_required" | "cross_site_request" | "staff_exists" | "too_many_attempts" | "forbidden" | "limit_exceeded" | "not_found" | "event_not_found" | "method_not_allowed" | "approval_not_needed" | "preview_stale" | "duplicate_suspected" | "profile_erased" | "rebuild_under_way" | "verification_under_way" | "too_many_webhook_endpoints" | "secret_rotating" | "webhook_endpoint_off" | "finding_resolved" | "finding_not_resolved" | "finding_not_actionable" | "nothing_to_replay" | "version_conflict" | "body_too_large" | "uri_too_long" | "unsupported_media_type" | "expectation_failed" | "rate_limited" | "headers_too_large" | "internal_error" | "too_many_streams" | "stream_contended" | "store_unavailable" | "database_unavailable" | "database_busy" | "test_clock_stuck" | "queues_unavailable" | "starting" | "not_ready" | "shutting_down" | "consent_required" | "card_required" | "not_subscribed" | "checkout_refused" | "payment_not_refundable" | "payment_not_grantable" | "payment_refund_refused" | "payments_not_set_up" | "payments_unavailable";
        /**
         * @example {
         *       "email": "billing@acme.example"
         *     }
         */
        ProfileChange: {
            /**
             * Format: idn-email
             * @description Null removes it.
             * @example ops@acme.example
             */
            email?: string | null;
            /**
             * @description In place of all there is.
             * @example {
             *       "region": "eu"
             *     }
             */
            metadata?: {
                [key: string]: string | number | boolean | null;
            };
            /** @description Null removes it. */
            name?: string | null;
        };
        Projection: {
            error: string | null;
            /**
             * Format: uuid
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            error_event_id: string | null;
            /** @description 0 when live, else the age of the last event handled. */
            lag_seconds: number | null;
            name: string;
            /**
             * @description Of the last event handled.
             * @example 00000000000000123456
             */
            position: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            rebuilt_at: string | null;
            /** @description Since its runner was last heard of. */
            silent_seconds: number;
            /** @enum {string} */
            state: "catching_up" | "live" | "stopped";
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            updated_at: string;
        };
        /**
         * @description Names a read model; `all` names all.
         * @example balances
         */
        ProjectionName: string;
        Proposal: {
            /**
             * @description Null: a proposal.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description What the account is called, masked without `pii:read`; null: it has no name. */
            account_name: string | null;
            approval_id: components["schemas"]["ApprovalId"];
            command: components["schemas"]["AskedPublication"];
            /**
             * @description What it gives, takes or frees, without a sign, as its requester saw it; null of a proposal.
             * @example 100
             */
            credits: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            decided_at: string | null;
            decided_by: components["schemas"]["Who"] | null;
            /**
             * Format: uuid
             * @description Its first event; null unless executed.
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            executed_at: string | null;
            /**
             * Format: date-time
             * @description Nobody can decide it from then on.
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string;
            /** @description Whether a note was written with it. */
            has_note: boolean;
            /** @description What held when it was proposed; null: nothing. */
            live_then: components["schemas"]["OfferVersion"] | null;
            /** @description What the caller may do with it. */
            may: components["schemas"]["Decision"][];
            /** @description The text of the note, for callers with `pii:read`; null once it was erased. */
            note: string | null;
            position: components["schemas"]["Position"];
            /** @description Null unless it waits. */
            preview_now: components["schemas"]["ProposalNow"] | null;
            proposed: components["schemas"]["OfferVersion"];
            reason_code: components["schemas"]["ReasonCode"] | null;
            /** @description Why it was not published. */
            refusal: components["schemas"]["Refusal"] | null;
            /** @description Why it could not be published now; null unless it waits. */
            refused_now: components["schemas"]["Refusal"] | null;
            rejection_note: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            requested_at: string;
            requested_by: components["schemas"]["Who"];
            status: components["schemas"]["ApprovalStatus"];
            /** @description The case in a help desk. */
            ticket: string | null;
        };
        /** @example k3Jd9a0QXb2P81aa.2.2 */
        ProposalHash: string;
        ProposalNow: {
            /** @description What differs from what the requester saw. */
            changed: ("live" | "newest")[];
            /** @description What holds now; null: nothing. */
            live: components["schemas"]["OfferVersion"] | null;
            /** @description The last version published, where it begins later than now. */
            newest: components["schemas"]["OfferVersion"] | null;
            preview_hash: components["schemas"]["ProposalHash"];
            proposed: components["schemas"]["OfferVersion"];
        };
        ProposalPreview: {
            /** @description What holds now; null: nothing. */
            live: components["schemas"]["OfferVersion"] | null;
            /** @description The last version published, where it begins later than now. */
            newest: components["schemas"]["OfferVersion"] | null;
            preview_hash: components["schemas"]["ProposalHash"];
            proposed: components["schemas"]["OfferVersion"];
        };
        /**
         * @example {
         *       "publication": {
         *         "type": "plan",
         *         "plan": "pro",
         *         "terms": {
         *           "name": "Pro",
         *           "price": {
         *             "minor": 2500,
         *             "currency": "usd"
         *           },
         *           "credits": "600"
         *         }
         *       }
         *     }
         */
        ProposalToPreview: {
            publication: components["schemas"]["Publication"];
        };
        Publication: components["schemas"]["PlanToPublish"] | components["schemas"]["PackToPublish"] | components["schemas"]["RateToPublish"];
        /** @description A pack for any amount between two. */
        PublishCustomPack: {
            credits_per_unit: components["schemas"]["PositiveCredits"];
            /** @default  */
            description?: string;
            /** @description At least 60 seconds from now, which it is unless told. The first version of a plan or pack may start at any time, also in the past, and starts now unless told. */
            effective_from?: components["schemas"]["Instant"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "custom";
            least: components["schemas"]["PaidAmount"];
            most: components["schemas"]["PaidAmount"];
            name: string;
        };
        /** @description A pack at one price. */
        PublishFixedPack: {
            credits: components["schemas"]["PositiveCredits"];
            /** @default  */
            description?: string;
            /** @description At least 60 seconds from now, which it is unless told. The first version of a plan or pack may start at any time, also in the past, and starts now unless told. */
            effective_from?: components["schemas"]["Instant"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "fixed";
            name: string;
            price: components["schemas"]["PaidAmount"];
        };
        /**
         * @example {
         *       "actions": [
         *         {
         *           "action": "ai_change",
         *           "needs_credits": true
         *         },
         *         {
         *           "action": "connect_integration",
         *           "needs_credits": true,
         *           "price": "5"
         *         },
         *         {
         *           "action": "publish",
         *           "needs_credits": false
         *         }
         *       ]
         *     }
         */
        PublishGatePolicy: {
            actions: {
                action: string;
                needs_credits: boolean;
                /** @description What doing it once costs where neither credits nor a model is named. */
                price?: components["schemas"]["Price"];
            }[];
            /** @description At least 60 seconds from now, which it is unless told. */
            effective_from?: components["schemas"]["Instant"];
        };
        /**
         * @example {
         *       "kind": "fixed",
         *       "name": "Small",
         *       "description": "about 10 features",
         *       "price": {
         *         "minor": 1000,
         *         "currency": "usd"
         *       },
         *       "credits": "200"
         *     }
         * @example {
         *       "kind": "custom",
         *       "name": "As you like",
         *       "least": {
         *         "minor": 1000,
         *         "currency": "usd"
         *       },
         *       "most": {
         *         "minor": 100000,
         *         "currency": "usd"
         *       },
         *       "credits_per_unit": "20"
         *     }
         */
        PublishPack: components["schemas"]["PublishFixedPack"] | components["schemas"]["PublishCustomPack"];
        /**
         * @example {
         *       "name": "Pro",
         *       "price": {
         *         "minor": 2000,
         *         "currency": "usd"
         *       },
         *       "credits": "500"
         *     }
         */
        PublishPlan: {
            credits: components["schemas"]["Price"];
            /** @description At least 60 seconds from now, which it is unless told. The first version of a plan or pack may start at any time, also in the past, and starts now unless told. */
            effective_from?: components["schemas"]["Instant"];
            name: string;
            price: components["schemas"]["MoneyAmount"];
            /** @default false */
            priority_support?: boolean;
            /**
             * Format: int32
             * @default 1
             */
            seats?: number;
        };
        /**
         * @example {
         *       "per_million": {
         *         "input": "2",
         *         "cached_input": "0.2",
         *         "output": "10"
         *       },
         *       "per_image": "1",
         *       "mode_multipliers": {
         *         "plan": "0.5"
         *       },
         *       "outcome_multipliers": {
         *         "platform_error": "0"
         *       }
         *     }
         */
        PublishRate: {
            complexity_multipliers?: {
                [key: string]: components["schemas"]["Factor"];
            };
            /** @description At least 60 seconds from now; the first rate holds from the beginning of time. */
            effective_from?: components["schemas"]["Instant"];
            minimum?: components["schemas"]["Price"];
            mode_multipliers?: {
                [key: string]: components["schemas"]["Factor"];
            };
            outcome_multipliers?: {
                [key: string]: components["schemas"]["Factor"];
            };
            /** @description Without it such usage is refused (`unpriced_usage`); "0" makes it free. */
            per_image?: components["schemas"]["Price"];
            per_million?: {
                /** @description As `input` without it; "0" makes it free. */
                cached_input?: components["schemas"]["Price"];
                /** @description Without it such usage is refused (`unpriced_usage`); "0" makes it free. */
                input?: components["schemas"]["Price"];
                /** @description Without it such usage is refused (`unpriced_usage`); "0" makes it free. */
                output?: components["schemas"]["Price"];
                /** @description As `output` without it; "0" makes it free. */
                reasoning?: components["schemas"]["Price"];
            };
            per_request?: components["schemas"]["Price"];
        };
        /**
         * @example {
         *       "model": "swift-1",
         *       "occurred_at": "2026-01-31T10:00:00.000Z",
         *       "credits": "0.207",
         *       "rate": {
         *         "model_id": "swift-1",
         *         "version": 1,
         *         "effective_from": null,
         *         "published_at": "2026-01-05T08:00:00.000Z",
         *         "per_million": {
         *           "input": "60",
         *           "cached_input": null,
         *           "output": "300",
         *           "reasoning": null
         *         },
         *         "per_image": null,
         *         "per_request": null,
         *         "minimum": null,
         *         "mode_multipliers": {},
         *         "complexity_multipliers": {},
         *         "outcome_multipliers": {}
         *       },
         *       "price": {
         *         "model": "swift-1",
         *         "rate_version": 1,
         *         "lines": [
         *           {
         *             "kind": "input",
         *             "quantity": 1200,
         *             "rate": "60",
         *             "price_of": "input",
         *             "per": 1000000,
         *             "credits": "0.072"
         *           },
         *           {
         *             "kind": "output",
         *             "quantity": 450,
         *             "rate": "300",
         *             "price_of": "output",
         *             "per": 1000000,
         *             "credits": "0.135"
         *           }
         *         ],
         *         "sum": "0.207",
         *         "minimum": null,
         *         "multipliers": [],
         *         "exact": "0.207",
         *         "rounding": "up",
         *         "credits": "0.207"
         *       }
         *     }
         */
        Quote: {
            credits: components["schemas"]["Credits"];
            model: components["schemas"]["ModelId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            price: components["schemas"]["PriceArithmetic"];
            rate: components["schemas"]["Rate"];
        };
        /**
         * @example {
         *       "model": "swift-1",
         *       "usage": {
         *         "input_tokens": 1200,
         *         "output_tokens": 450
         *       }
         *     }
         */
        QuoteRequest: {
            complexity?: components["schemas"]["Label"];
            mode?: components["schemas"]["Label"];
            model: components["schemas"]["ModelId"];
            /** @description Now unless told. */
            occurred_at?: components["schemas"]["Instant"];
            /** @description `ok` unless told. */
            outcome?: components["schemas"]["Outcome"];
            usage: components["schemas"]["Usage"];
        };
        Rate: {
            complexity_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            /**
             * Format: date-time
             * @description Null: from the beginning of time (the first rate of a model).
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            minimum: string | null;
            mode_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            model_id: components["schemas"]["ModelId"];
            outcome_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            per_image: string | null;
            per_million: components["schemas"]["PricesPerMillion"];
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            per_request: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            published_at: string;
            /** Format: int64 */
            version: number;
        };
        RateToPublish: {
            model_id: components["schemas"]["ModelId"];
            terms: components["schemas"]["PublishRate"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "rate";
        };
        RateUsed: {
            model: components["schemas"]["ModelId"];
            /** Format: int64 */
            version: number;
        };
        RateVersion: {
            complexity_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            /**
             * Format: date-time
             * @description Null: since the beginning of time; of a proposal: 60 seconds after its approval.
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            minimum: string | null;
            mode_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            model_id: components["schemas"]["ModelId"];
            outcome_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            per_image: string | null;
            per_million: components["schemas"]["PricesPerMillion"];
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            per_request: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "rate";
            /**
             * Format: int64
             * @description Null: not published yet.
             */
            version: number | null;
        };
        RateWritten: {
            complexity_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            /**
             * Format: date-time
             * @description Null: from the beginning of time (the first rate of a model).
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_from: string | null;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            minimum: string | null;
            mode_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            model_id: components["schemas"]["ModelId"];
            outcome_multipliers: {
                [key: string]: components["schemas"]["Factor"];
            };
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            per_image: string | null;
            per_million: components["schemas"]["PricesPerMillion"];
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            per_request: string | null;
            /**
             * @description Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that came together share one; the ledger has the position of each entry.
             * @example 00000000000000123456
             */
            position: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            published_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @enum {string} */
        ReasonCode: "service_outage" | "model_quality" | "duplicate_charge" | "billing_error" | "late_refund_alternative" | "goodwill" | "sales_promise" | "migration_correction" | "fraud_reversal" | "test_data" | "other";
        /**
         * @example {
         *       "reason_code": "other",
         *       "note": "asked for by phone"
         *     }
         */
        ReasonIfAny: {
            note?: string;
            /** @description People must send it. */
            reason_code?: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        Rebuild: {
            /** @description What was compared row by row, once done. */
            compared: {
                /** Format: int64 */
                differences: number;
                /** Format: int64 */
                rows: number;
                table: string;
            }[] | null;
            /**
             * Format: int64
             * @description Rows of the old tables that were not as the log says.
             */
            differences: number | null;
            error: string | null;
            /**
             * Format: int64
             * @description Read so far.
             */
            events: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            finished_at: string | null;
            /** @description Tables that had stopped or were behind: there was nothing to compare. */
            not_compared: string[] | null;
            projections: string[];
            rebuild_id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            requested_at: string;
            requested_by: string;
            /**
             * Format: int64
             * @description Written, once done.
             */
            rows: number | null;
            state: components["schemas"]["RequestState"];
        };
        RecomputedBalance: {
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description How many events were folded.
             */
            events: number;
            /** @description The first difference; null: none. */
            finding: components["schemas"]["Finding"] | null;
            /**
             * @description `differs`: see `finding`. `catching_up`: the read models do not stand at one event, so that they cannot be compared now. `too_many_events`: nothing was computed, since the account has more than 200000 events; `GET /v1/audit/verify` takes any.
             * @enum {string}
             */
            outcome: "agrees" | "differs" | "catching_up" | "too_many_events";
            /** @description From the events alone; null where an event is wrong. */
            recomputed: components["schemas"]["BalanceFigures"] | null;
            /**
             * Format: int64
             * @description The last event in the read model: both balances are after it.
             */
            revision: number | null;
            /** @description From the read model. */
            shown: components["schemas"]["BalanceFigures"] | null;
        };
        RefundedMoney: {
            amount: components["schemas"]["Money"];
            /** @description Taken of what is unspent or held. */
            clawed_back: components["schemas"]["Credits"];
            /** @description Spent already, and owed. */
            debt: components["schemas"]["Credits"];
            /** @description What stays of the lots that it bought. */
            kept: components["schemas"]["Credits"];
            /** @description What can still go back afterwards. */
            left: components["schemas"]["Money"];
            payment_id: components["schemas"]["PaymentId"];
            /** @description What the payment brought, tax included. */
            received: components["schemas"]["Money"];
            /** @description What went back before. */
            refunded: components["schemas"]["Money"];
            spent: components["schemas"]["SpentPolicy"];
            /** @description Spent already, and given up. */
            written_off: components["schemas"]["Credits"];
        };
        /**
         * @description Names one request that money of a payment go back.
         * @example rfq_4f1c0a7be29d53186acd
         */
        RefundRequestId: string;
        RefundRequestOf: {
            /** @example staff:stf_3k9d */
            actor: string;
            reason_code: components["schemas"]["ReasonCode"] | null;
            request_id: components["schemas"]["RefundRequestId"];
            ticket: string | null;
        };
        RefundToApprove: {
            account_id: components["schemas"]["AccountId"];
            credits?: components["schemas"]["PositiveCredits"];
            debit_id: components["schemas"]["DebitId"];
            note?: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "refund";
        };
        /**
         * @example {
         *       "reason_code": "model_quality"
         *     }
         */
        RefundToPreview: {
            /** @description All that is left unless told. */
            credits?: components["schemas"]["PositiveCredits"];
            note?: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "refund_id": "rfd_000000000a05rgtqd9",
         *       "debit_id": "dbt_000000000405rgtqd9",
         *       "account_id": "acc_7h2kq0m4x9",
         *       "credits": "2.5",
         *       "debt_repaid": "0",
         *       "lots": [
         *         {
         *           "lot_id": "lot_000000000205rgtqd9",
         *           "credits": "2.5"
         *         }
         *       ],
         *       "new_lots": [],
         *       "not_returned": "0",
         *       "reason_code": "model_quality",
         *       "occurred_at": "2026-01-31T10:05:00.000Z",
         *       "balance_before": {
         *         "available": "84.3",
         *         "held": "0",
         *         "debt": "0"
         *       },
         *       "balance": {
         *         "available": "86.8",
         *         "held": "0",
         *         "debt": "0"
         *       },
         *       "position": "00000000000000124345"
         *     }
         */
        RefundWritten: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            balance_before: components["schemas"]["BalanceBefore"];
            credits: components["schemas"]["Credits"];
            debit_id: components["schemas"]["DebitId"];
            debt_repaid: components["schemas"]["Credits"];
            /** @description Back to where they came from. */
            lots: components["schemas"]["LotCredits"][];
            /** @description In place of lots that have ended since. */
            new_lots: {
                credits: components["schemas"]["Credits"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                expires_at: string | null;
                lot_id: components["schemas"]["LotId"];
            }[];
            /** @description Came from a lot that was clawed back. */
            not_returned: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string;
            position: components["schemas"]["Position"];
            reason_code: components["schemas"]["ReasonCode"];
            /** @example rfd_000000000705rgtqd9 */
            refund_id: string;
        };
        Refusal: {
            code: string;
            detail: string;
        };
        ReinstateToApprove: {
            account_id: components["schemas"]["AccountId"];
            note: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "reinstate";
        };
        /**
         * @example {
         *       "note": "The outage was credited to everybody already"
         *     }
         */
        Reject: {
            note: string;
        };
        /**
         * @example {
         *       "note": "Not before the spring"
         *     }
         */
        RejectProposal: {
            note: string;
        };
        /**
         * @example {
         *       "reason_code": "other",
         *       "note": "The job is dead"
         *     }
         */
        ReleaseHold: {
            note?: string;
            /** @description Of the preview that was confirmed; people must send it. */
            preview_hash?: components["schemas"]["PreviewHash"];
            /** @description People must send it. */
            reason_code?: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "reason_code": "billing_error"
         *     }
         */
        RemedyToPreview: {
            note?: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @description What begins the next period.
         * @enum {string}
         */
        RenewedBy: "clock" | "invoice";
        /**
         * @example {
         *       "note": "The payer has complained"
         *     }
         */
        ReopenFinding: {
            note: string;
            ticket?: components["schemas"]["Ticket"];
        };
        ReplayCommand: {
            /** @description The id of the money object, and what became of it. */
            command_id: string;
            /**
             * @description Credits: a canonical decimal string such as "100", "0.25" or "-7".
             * @example 100
             */
            credits: string | null;
            /** @description Why the account would refuse it. */
            refused: components["schemas"]["Refusal"] | null;
            /** @example RecordPackPurchase */
            type: string;
        };
        ReplayFinding: {
            class: components["schemas"]["FindingClass"];
            /** @description It was found before. */
            is_known: boolean;
            /**
             * @description Names one object; given by Stripe.
             * @example cs_test_a1PqR2sT3uV4wX5yZ
             */
            object_id: string;
            ours: string | null;
            severity: components["schemas"]["FindingSeverity"];
            theirs: string | null;
        };
        ReplayPreview: {
            /**
             * @description Names one account.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description What the ledger would be told, in order. */
            commands: components["schemas"]["ReplayCommand"][];
            findings: components["schemas"]["ReplayFinding"][];
            /** @description Whether Stripe has the object. */
            is_there: boolean;
            /**
             * @description Names one object; given by Stripe.
             * @example cs_test_a1PqR2sT3uV4wX5yZ
             */
            object_id: string;
            /**
             * @description Names one purchase of a pack.
             * @example pur_4f1c0a7be29d53186acd
             */
            purchase_id: string | null;
            /** @description Null where no purchase of ours explains it. */
            purchase_state: {
                after: components["schemas"]["PackPurchaseState"];
                before: components["schemas"]["PackPurchaseState"];
            } | null;
        };
        /**
         * @description How far work has come that was asked for.
         * @enum {string}
         */
        RequestState: "requested" | "running" | "done" | "failed";
        /**
         * @example {
         *       "reason": "expected",
         *       "note": "Sold at the fair, with our terminal"
         *     }
         */
        ResolveFinding: {
            /**
             * @description What settles it.
             * @example adj_000000000805rgtqd9
             */
            link?: string;
            note: string;
            reason: components["schemas"]["FindingResolution"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @description What a member of staff may do.
         * @example support
         * @enum {string}
         */
        Role: "support" | "lead" | "finance" | "product" | "operator" | "admin";
        RoleLimit: {
            per_action: components["schemas"]["Credits"];
            /** @description Of one person in one day (UTC). */
            per_day: components["schemas"]["Credits"];
            role: components["schemas"]["LimitedRole"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            updated_at: string | null;
            /** @description Null: never changed. */
            updated_by: string | null;
        };
        RoleLimits: {
            data: components["schemas"]["RoleLimit"][];
        };
        SavedCard: {
            card: {
                /** @example visa */
                brand: string;
                /** Format: int64 */
                exp_month: number;
                /** Format: int64 */
                exp_year: number;
                last4: string;
            } | null;
        };
        SavedView: {
            name: string;
            /** @description Whether the caller saved it, and can delete it. */
            own: boolean;
            page: components["schemas"]["ViewPage"];
            query: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            saved_at: string;
            /** @description The name of whoever saved it. */
            saved_by: string;
            shared: boolean;
            view_id: components["schemas"]["ViewId"];
        };
        SavedViews: {
            data: components["schemas"]["SavedView"][];
            meta: components["schemas"]["PageMeta"];
        };
        /**
         * @example {
         *       "page": "accounts",
         *       "name": "Overdrawn",
         *       "query": "filter=%7B%7D",
         *       "shared": true
         *     }
         */
        SaveView: {
            name: string;
            page: components["schemas"]["ViewPage"];
            /** @example filter=%7B%22plan%22%3A%22pro%22%7D */
            query: string;
            /**
             * @description Whether colleagues see it, too.
             * @default false
             */
            shared?: boolean;
        };
        ScheduledPlanChange: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            effective_at: string;
            plan: components["schemas"]["CatalogueName"];
        };
        SearchResult: {
            /**
             * @description Null: of no account, as proposals are.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description What was found: an account, a debit, an adjustment … */
            id: string;
            /** @enum {string} */
            kind: "account" | "debit" | "hold" | "lot" | "adjustment" | "refund" | "ticket" | "approval" | "finding" | "stripe_event" | "payment";
            /**
             * @description Where the console shows it.
             * @example /accounts/acc_7h2kq0m4x9/timeline?event=dbt_000000000405rgtqd9
             */
            path: string;
            subtitle: string;
            title: string;
        };
        SearchResults: {
            data: components["schemas"]["SearchResult"][];
            /**
             * @description `min_position` was not reached in 2 s.
             * @enum {boolean}
             */
            stale?: true;
        };
        /**
         * @example {
         *       "code": "492039"
         *     }
         */
        SecondFactor: {
            code?: components["schemas"]["TotpCode"];
            recovery_code?: string;
        };
        /**
         * @description Names one session of the console.
         * @example ses_4f1c0a7be29d53186acd
         */
        SessionId: string;
        /**
         * @example {
         *       "usage": {
         *         "input_tokens": 1240,
         *         "output_tokens": 910
         *       }
         *     }
         * @example {
         *       "credits": "1.25",
         *       "outcome": "aborted"
         *     }
         */
        SettleHold: {
            complexity?: components["schemas"]["Label"];
            credits?: components["schemas"]["Price"];
            /** @description The hold's unless told; so is `complexity`. */
            mode?: components["schemas"]["Label"];
            /** @description What was really used; the hold's unless told. */
            model?: components["schemas"]["ModelId"];
            /** @description `ok` unless told; `aborted`: its reader went away, this is what was produced. */
            outcome?: components["schemas"]["Outcome"];
            usage?: components["schemas"]["Usage"];
        };
        /**
         * @description Credits, given (`"50"`) or taken (`"-50"`): a canonical decimal string, not 0.
         * @example -50
         */
        SignedCredits: string;
        SignInMethods: {
            /** @description Single sign-on by OpenID Connect; null if it is not set up. */
            oidc: {
                name: string;
                /** @description Where a page goes to begin. */
                url: string;
            } | null;
            password: boolean;
            /** @description False if the request came without TLS to an address that is not loopback: browsers keep no session then. */
            secure: boolean;
        };
        SignInState: {
            /**
             * @description `code`: send a code next; `enrol`: set up TOTP next.
             * @enum {string}
             */
            state: "signed_in" | "code" | "enrol";
        };
        /**
         * @description What becomes of credits that were spent before their money went back.
         * @enum {string}
         */
        SpentPolicy: "written_off" | "debt";
        Staff: {
            /** @description Whoever is not active cannot sign in. */
            active: boolean;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            created_by: string;
            email: string;
            /** @description False until an invitation is taken. */
            has_password: boolean;
            has_totp: boolean;
            name: string;
            role: components["schemas"]["Role"];
            /**
             * Format: date-time
             * @description Last use of the console, exact to a minute; null: never.
             * @example 2026-01-31T10:00:00.000Z
             */
            seen_at: string | null;
            staff_id: components["schemas"]["StaffId"];
        };
        StaffAction: {
            /**
             * @description Names one account.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @example 4711 */
            action_id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            at: string;
            /** @description What the route says of it, such as the new role of a person. */
            detail: {
                [key: string]: string | boolean;
            } | null;
            /** @description `request`: something that was to be changed. `export`: a file was taken away. */
            kind: string;
            method: string;
            reason_code: string | null;
            request_id: string;
            /** @example /v1/accounts/:account_id/suspend */
            route: string;
            /**
             * @description Null where signing in failed before there was a session.
             * @example ses_4f1c0a7be29d53186acd
             */
            session_id: string | null;
            /**
             * @description Null where somebody who is not known failed to sign in.
             * @example stf_91be02c75d3fa8064e1b
             */
            staff_id: string | null;
            /**
             * Format: int32
             * @description Status of the answer.
             */
            status: number;
            /** @description Other ids of the path, and ids of what came about. */
            targets: {
                [key: string]: string;
            };
            ticket: string | null;
        };
        /**
         * @example {
         *       "role": "lead"
         *     }
         */
        StaffChange: {
            active?: boolean;
            name?: string;
            role?: components["schemas"]["Role"];
        };
        /**
         * @description Names one member of staff.
         * @example stf_91be02c75d3fa8064e1b
         */
        StaffId: string;
        StaffNames: {
            data: {
                name: string;
                staff_id: components["schemas"]["StaffId"];
            }[];
        };
        StaffSession: {
            /** @description Where it was begun from. */
            address: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /** @description Whether it is the one that asks. */
            current: boolean;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            ends_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            idle_until: string;
            /**
             * Format: date-time
             * @description When it was used last, exact to a minute.
             * @example 2026-01-31T10:00:00.000Z
             */
            seen_at: string;
            session_id: components["schemas"]["SessionId"];
            user_agent: string | null;
        };
        StaffSessions: {
            data: components["schemas"]["StaffSession"][];
        };
        /**
         * @example {
         *       "reason_code": "other",
         *       "note": "Asked by its owner"
         *     }
         */
        StatusChange: {
            note: string;
            /** @description Of the preview that was confirmed; people must send it. */
            preview_hash?: components["schemas"]["PreviewHash"];
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        /**
         * @example {
         *       "reason_code": "other"
         *     }
         */
        StatusChangeToPreview: {
            note?: string;
            reason_code?: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
        };
        StatusWritten: {
            account_id: components["schemas"]["AccountId"];
            balance: components["schemas"]["BalanceAfter"];
            /**
             * Format: uuid
             * @description The event that says it; null where nothing was to be done.
             * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
             */
            event_id: string | null;
            /**
             * Format: date-time
             * @description When; null where nothing was done.
             * @example 2026-01-31T10:00:00.000Z
             */
            occurred_at: string | null;
            position: components["schemas"]["Position"];
            status: components["schemas"]["AccountStatus"];
        };
        SteppedUp: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            step_up_until: string;
        };
        /**
         * @example {
         *       "code": "492039"
         *     }
         */
        StepUp: {
            code?: components["schemas"]["TotpCode"];
            /** Format: password */
            password?: string;
        };
        StripeEvent: {
            /**
             * @description Whose it is; null until its object was looked at, or where nothing tells.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            api_version: string | null;
            /**
             * Format: int64
             * @description How often it was tried again.
             */
            attempts: number;
            /**
             * Format: date-time
             * @description By Stripe's clock.
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            done_at: string | null;
            /** @description Why it is parked, or not done yet. */
            error: string | null;
            event_id: components["schemas"]["StripeEventId"];
            /** @description False 90 days after it came, and once the person was erased. */
            has_payload: boolean;
            livemode: boolean | null;
            /**
             * @description What is looked at.
             * @example cs_test_a1PqR2sT3uV4wX5yZ
             */
            object_id: string | null;
            /** @description base64url SHA-256 of the bytes. */
            payload_hash: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            received_at: string;
            /**
             * Format: date-time
             * @description When somebody last had its object looked at again.
             * @example 2026-01-31T10:00:00.000Z
             */
            replayed_at: string | null;
            /**
             * @description Who: `staff:…` or `key:…`.
             * @example staff:stf_91be02c7
             */
            replayed_by: string | null;
            state: components["schemas"]["StripeEventState"];
            /** @example checkout.session.completed */
            type: string | null;
        };
        StripeEventDetails: {
            /**
             * @description Whose it is; null until its object was looked at, or where nothing tells.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            api_version: string | null;
            /**
             * Format: int64
             * @description How often it was tried again.
             */
            attempts: number;
            /**
             * Format: date-time
             * @description By Stripe's clock.
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            done_at: string | null;
            /** @description Why it is parked, or not done yet. */
            error: string | null;
            event_id: components["schemas"]["StripeEventId"];
            /** @description False 90 days after it came, and once the person was erased. */
            has_payload: boolean;
            livemode: boolean | null;
            /**
             * @description What is looked at.
             * @example cs_test_a1PqR2sT3uV4wX5yZ
             */
            object_id: string | null;
            /** @description The text as it came, its first 256 KiB. It may name people: null without `pii:read`, too. */
            payload: string | null;
            /** Format: int64 */
            payload_bytes: number | null;
            /** @description base64url SHA-256 of the bytes. */
            payload_hash: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            received_at: string;
            /**
             * Format: date-time
             * @description When somebody last had its object looked at again.
             * @example 2026-01-31T10:00:00.000Z
             */
            replayed_at: string | null;
            /**
             * @description Who: `staff:…` or `key:…`.
             * @example staff:stf_91be02c7
             */
            replayed_by: string | null;
            state: components["schemas"]["StripeEventState"];
            /** @example checkout.session.completed */
            type: string | null;
        };
        /**
         * @description Given by Stripe; `unreadable_…` where none could be read.
         * @example evt_1PqR2sT3uV4wX5yZ
         */
        StripeEventId: string;
        /**
         * @description `received`: its object is still to be looked at; `error` says what held that up. `parked`: unreadable, or of another mode or API version. `ignored`: it names no object that is looked at.
         * @enum {string}
         */
        StripeEventState: "received" | "done" | "parked" | "ignored";
        Subscription: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            ended_at: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            next_at: string | null;
            /**
             * @description What begins at the end of the period; `free`: it is cancelled; null: the same.
             * @example pro
             */
            next_plan: string | null;
            /**
             * @description What begins once it is paid, before `pending_until`.
             * @example pro
             */
            pending_plan: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            pending_until: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            period_ends_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            period_starts_at: string;
            /**
             * @description Null: its price is not ours.
             * @example pro
             */
            plan: string | null;
            /** Format: int64 */
            plan_version: number | null;
            /** @description Stripe's word for it, such as `active`, `past_due` or `canceled`; `incomplete`: its first payment is missing, and nothing has begun. */
            status: string;
            subscription_id: components["schemas"]["SubscriptionId"];
        };
        /**
         * @description `subscribe`: to a paid plan, by a checkout page. `cancel`: at the end of the period. `withdraw`: whatever waits for the end of the period. `upgrade`: to a dearer plan, at once; `downgrade`: to another paid plan at the end of the period, or back to the one that the account has, as `withdraw`; 409 `plan_change_not_allowed` where that goes on anyway.
         * @enum {string}
         */
        SubscriptionAction: "subscribe" | "upgrade" | "downgrade" | "cancel" | "withdraw";
        SubscriptionCard: {
            card: components["schemas"]["CardCharged"];
        };
        /**
         * @description Names one subscription; given by Stripe.
         * @example sub_1TabcD
         */
        SubscriptionId: string;
        SubscriptionInvoice: {
            /** Format: int64 */
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            invoice_id: components["schemas"]["InvoiceId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            next_attempt_at: string | null;
            number: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            paid_at: string | null;
            /** @description Where the buyer can pay or see it. */
            pay_url: string | null;
            /**
             * @description The plan that it bills; null: several, or a price that is not ours.
             * @example pro
             */
            plan: string | null;
            reason: string | null;
            /** @description Stripe's word for it. */
            status: string;
            /** @description Tax included, discounts taken off. */
            total: components["schemas"]["Money"];
        };
        SubscriptionPlan: {
            credits: components["schemas"]["Credits"];
            name: string;
            plan: components["schemas"]["CatalogueName"];
            /** Format: int64 */
            plan_version: number;
            /** @description A month. */
            price: components["schemas"]["Money"];
        };
        SubscriptionPreview: {
            account_id: components["schemas"]["AccountId"];
            action: components["schemas"]["SubscriptionAction"];
            /** @description As soon as it is paid. */
            available_after: components["schemas"]["Credits"];
            available_now: components["schemas"]["Credits"];
            card: components["schemas"]["CardCharged"];
            /** @description As Stripe computes it, tax included. */
            charged_now: components["schemas"]["Money"];
            /** @description Added as soon as it is paid. */
            credits_now: components["schemas"]["Credits"];
            /** @description What ends of the plan’s credits that are free now, and when. */
            ends: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                at: string;
                credits: components["schemas"]["Credits"];
                /**
                 * @description The plan that was paid for them; null: they were not paid for.
                 * @example pro
                 */
                plan: string | null;
            }[];
            /** @description Null: a price that is not ours. */
            from: components["schemas"]["SubscriptionPlan"] | null;
            /** @description What is charged then, before tax. */
            renewal: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description Null: it does not.
             * @example 2026-01-31T10:00:00.000Z
             */
            renews_at: string | null;
            /**
             * @description What the request leads to; an upgrade that the card does not pay is `pending`.
             * @enum {string}
             */
            status: "checkout" | "applied" | "scheduled" | "withdrawn";
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            takes_effect_at: string;
            /** @description Part of it; null: none is computed. */
            tax: components["schemas"]["Money"] | null;
            to: components["schemas"]["SubscriptionPlan"] | null;
        };
        /**
         * @example {
         *       "action": "upgrade",
         *       "plan": "team"
         *     }
         * @example {
         *       "action": "cancel"
         *     }
         */
        SubscriptionPreviewRequest: {
            action: components["schemas"]["SubscriptionAction"];
            /** @description The plan to subscribe to, or to change to; none to cancel and withdraw. */
            plan?: components["schemas"]["CatalogueName"];
            /**
             * Format: int32
             * @description The version that the buyer was shown; if another is on sale by now, the answer is 409 `version_changed`, and nothing is changed.
             */
            plan_version?: number;
        };
        /**
         * @example {
         *       "action": "subscribe",
         *       "plan": "pro"
         *     }
         * @example {
         *       "action": "cancel"
         *     }
         */
        SubscriptionRequest: {
            action: components["schemas"]["SubscriptionAction"];
            /** @description The plan to subscribe to, or to change to; none to cancel and withdraw. */
            plan?: components["schemas"]["CatalogueName"];
            /**
             * Format: int32
             * @description The version that the buyer was shown; if another is on sale by now, the answer is 409 `version_changed`, and nothing is changed.
             */
            plan_version?: number;
            /**
             * @description The page of yours to which the buyer goes back, from the checkout and after the payment. A widget token with origins allows pages of those only.
             * @example https://app.example/credits
             */
            return_url?: string;
        };
        Subscriptions: {
            data: components["schemas"]["ListedSubscription"][];
            meta: components["schemas"]["PageMeta"];
        };
        SubscriptionWritten: {
            account_id: components["schemas"]["AccountId"];
            action: components["schemas"]["SubscriptionAction"];
            checkout_url: string | null;
            /** @description Why it is not paid yet. */
            pay_reason: ("authentication_required" | "declined") | null;
            pay_url: string | null;
            /**
             * @description `checkout`: the buyer pays at `checkout_url`. `pending`: it begins once it is paid at `pay_url`, and is dropped if it is not by `pending_until`. `scheduled`: it begins at `next_at`. `withdrawn`: nothing is scheduled any more.
             * @enum {string}
             */
            status: "checkout" | "applied" | "pending" | "scheduled" | "withdrawn";
            subscription: components["schemas"]["Subscription"] | null;
        };
        SuspectedDuplicate: {
            actor: string;
            adjustment_id: string;
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            recorded_at: string;
        };
        SuspendToApprove: {
            account_id: components["schemas"]["AccountId"];
            note: string;
            reason_code: components["schemas"]["ReasonCode"];
            ticket?: components["schemas"]["Ticket"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "suspend";
        };
        /**
         * @description Names a case in a help desk; it stands in the log, so it is no place for prose.
         * @example ZD-4711
         */
        Ticket: string;
        Timeline: {
            data: components["schemas"]["TimelineRow"][];
            meta: components["schemas"]["PageMeta"];
        };
        TimelineRow: components["schemas"]["EventRow"] | components["schemas"]["FoldedUsageRow"];
        /**
         * @description An IANA time zone.
         * @example Europe/Berlin
         */
        TimeZone: string;
        TopUpAttempt: {
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            begun_at: string;
            checkout_url: string | null;
            credits: components["schemas"]["Credits"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            ended_at: string | null;
            /** @description Why the card was not charged, in Stripe's words. */
            failure_code: string | null;
            /**
             * @description Whose cap it counts for.
             * @example 2026-11
             */
            month: string;
            pack: components["schemas"]["CatalogueName"];
            /**
             * @description Names one payment; given by Stripe.
             * @example pi_3TabcD
             */
            payment_id: string | null;
            price: components["schemas"]["Money"];
            purchase_id: components["schemas"]["PackPurchaseId"];
            state: components["schemas"]["TopUpState"];
        };
        TopUpAttempts: {
            data: components["schemas"]["TopUpAttempt"][];
            meta: components["schemas"]["PageMeta"];
        };
        TopUpConsent: {
            /** @description What was shown, word for word, with the terms filled in and without names of people or cards: it is kept in the log for ever, as the evidence of a disputed charge. */
            text: string;
            /** @description Names the wording. */
            version: string;
        };
        /**
         * @description `paid`: the card was charged, and the credits are not there; where that stays so, as on a closed account, a finding says why. `succeeded`: they are there. `link_open`: the bank wants its customer to be there, who can pay at `checkout_url`.
         * @enum {string}
         */
        TopUpState: "under_way" | "paid" | "succeeded" | "link_open" | "failed";
        /** @example 492039 */
        TotpCode: string;
        UnitPrice: {
            /**
             * @description A lower-case ISO 4217 code.
             * @example usd
             */
            currency: string;
            /**
             * @description Minor units of the currency a credit, at most 6 decimals, rounded up.
             * @example 5
             */
            minor: string;
        };
        UnpaidInvoice: {
            /**
             * Format: int64
             * @description How often a card was charged for it.
             */
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            /** @description Tax included. */
            due: components["schemas"]["Money"];
            invoice_id: components["schemas"]["InvoiceId"];
            /**
             * Format: date-time
             * @description When Stripe charges it again; null: it does not.
             * @example 2026-01-31T10:00:00.000Z
             */
            next_attempt_at: string | null;
            number: string | null;
            /** @description Where the buyer can pay it. */
            pay_url: string | null;
        };
        /**
         * @description Kinds are disjoint: cached input is not counted in input. Absent ones are 0.
         * @example {
         *       "input_tokens": 1200,
         *       "cached_input_tokens": 8000,
         *       "output_tokens": 450
         *     }
         */
        Usage: {
            /**
             * Format: int64
             * @default 0
             */
            cached_input_tokens?: number;
            /**
             * Format: int64
             * @default 0
             */
            images?: number;
            /**
             * Format: int64
             * @default 0
             */
            input_tokens?: number;
            /**
             * Format: int64
             * @default 0
             */
            output_tokens?: number;
            /**
             * Format: int64
             * @default 0
             */
            reasoning_tokens?: number;
        };
        UsageAnswer: {
            /**
             * Format: date-time
             * @description Everything recorded up to then is counted.
             * @example 2026-01-31T10:00:00.000Z
             */
            complete_to: string | null;
            data: components["schemas"]["UsageRow"][];
            /**
             * Format: date-time
             * @description As it was counted; inclusive.
             * @example 2026-01-31T10:00:00.000Z
             */
            from: string;
            /**
             * @description `min_position` was not reached in 2 s.
             * @enum {boolean}
             */
            stale?: true;
            /**
             * Format: date-time
             * @description As it was counted; exclusive.
             * @example 2026-01-31T10:00:00.000Z
             */
            to: string;
            /**
             * @description A bound that was asked for lies between quarter-hours, and no account is named: what is counted reaches to the next quarter-hour.
             * @enum {boolean}
             */
            widened?: true;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "account_id": "acme",
         *           "idempotency_key": "request-1",
         *           "credits": "2.5"
         *         }
         *       ]
         *     }
         * @example {
         *       "items": [
         *         {
         *           "account_id": "acme",
         *           "idempotency_key": "request-2",
         *           "action": "ai_change",
         *           "credits": "1"
         *         }
         *       ],
         *       "dry_run": true
         *     }
         */
        UsageBatch: {
            /**
             * @description In a dry run, accounts that do not exist are taken for just opened, on the free plan. Refused without `dry_run`.
             * @default false
             */
            assume_open?: boolean;
            /**
             * @description Decides each item on the account as it is and writes nothing: `credits` and `balance` are what they would be if it were the only one.
             * @default false
             */
            dry_run?: boolean;
            items: components["schemas"]["BatchItem"][];
        };
        /** @description Kinds are disjoint: cached input is not counted in input. */
        UsageCounts: {
            /** Format: int64 */
            cached_input_tokens: number;
            /** Format: int64 */
            images: number;
            /** Format: int64 */
            input_tokens: number;
            /** Format: int64 */
            output_tokens: number;
            /** Format: int64 */
            reasoning_tokens: number;
        };
        UsageRow: {
            account?: string | null;
            action?: string | null;
            /** Format: int64 */
            cached_input_tokens: number;
            /** @description Gross. */
            credits: components["schemas"]["Credits"];
            feature?: string | null;
            /** Format: int64 */
            images: number;
            /** Format: int64 */
            input_tokens: number;
            member?: string | null;
            model?: string | null;
            outcome?: string | null;
            /** Format: int64 */
            output_tokens: number;
            /** Format: int64 */
            reasoning_tokens: number;
            /** @description What of it was given back since. */
            refunded: components["schemas"]["Credits"];
            /** Format: int64 */
            requests: number;
            /**
             * Format: date-time
             * @description Start of the bin.
             * @example 2026-01-31T10:00:00.000Z
             */
            time: string;
        };
        Verification: {
            checked: {
                /** Format: int64 */
                anchors: number;
                /** Format: int64 */
                events: number;
                /** Format: int64 */
                streams: number;
            };
            /** @description The first 100 findings. */
            data: components["schemas"]["Finding"][];
            /** Format: int64 */
            findings: number;
            /** @description What could not be checked. */
            notes: string[];
            ok: boolean;
            /**
             * @description Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that came together share one; the ledger has the position of each entry.
             * @example 00000000000000123456
             */
            position: string | null;
        };
        /**
         * @description Names one verification.
         * @example 12
         */
        VerificationId: string;
        VersionProposal: {
            approval_id: components["schemas"]["ApprovalId"];
            /**
             * @description Who approved it.
             * @example staff:stf_3k9d
             */
            approved_by: string | null;
        };
        /**
         * @description `current` holds now, `upcoming` is published and begins later.
         * @enum {string}
         */
        VersionStatus: "past" | "current" | "upcoming";
        /** @example viw_91be02c75d3fa8064e1b */
        ViewId: string;
        /**
         * @description A page of the console.
         * @enum {string}
         */
        ViewPage: "accounts" | "adjustments" | "usage";
        WayOut: {
            /**
             * Format: date-time
             * @description When the credits renew.
             * @example 2026-01-31T10:00:00.000Z
             */
            available_at?: string;
            credits?: components["schemas"]["Credits"];
            credits_per_unit?: components["schemas"]["Credits"];
            /** @description What a pack is good for. */
            description?: string;
            kind: components["schemas"]["WayOutKind"];
            /** @description Of a pack for any amount: just enough. */
            least?: components["schemas"]["Money"];
            most?: components["schemas"]["Money"];
            name?: string;
            pack?: components["schemas"]["CatalogueName"];
            plan?: components["schemas"]["CatalogueName"];
            price?: components["schemas"]["Money"];
            /** @description Where it is bought, if anywhere. */
            url?: string | null;
        };
        /** @enum {string} */
        WayOutKind: "pack" | "upgrade" | "wait";
        /** @description What is sent: told apart by `type`. */
        WebhookBody: components["schemas"]["WebhookCreditsBalanceLow"] | components["schemas"]["WebhookCreditsBalanceDepleted"] | components["schemas"]["WebhookCreditsBalanceRecovered"] | components["schemas"]["WebhookCreditsGranted"] | components["schemas"]["WebhookCreditsLotExpiring"] | components["schemas"]["WebhookPlanChanged"] | components["schemas"]["WebhookPaymentSucceeded"] | components["schemas"]["WebhookPaymentFailed"] | components["schemas"]["WebhookPaymentRefunded"] | components["schemas"]["WebhookDisputeOpened"] | components["schemas"]["WebhookDisputeClosed"] | components["schemas"]["WebhookTopupSucceeded"] | components["schemas"]["WebhookTopupFailed"] | components["schemas"]["WebhookWebhookEndpointDisabled"] | components["schemas"]["WebhookTestPing"];
        /** @description Credits went down to nothing (`empty`), or less (`overdrawn`). */
        WebhookCreditsBalanceDepleted: {
            data: components["schemas"]["LevelCrossed"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "credits.balance.depleted";
        };
        /** @description Credits went down to at most 20 %; again only after it was above 25 %. */
        WebhookCreditsBalanceLow: {
            data: components["schemas"]["LevelCrossed"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "credits.balance.low";
        };
        /** @description Credits came in, and the level is `ok` again. */
        WebhookCreditsBalanceRecovered: {
            data: components["schemas"]["LevelCrossed"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "credits.balance.recovered";
        };
        /** @description Credits came in: a bundle of the plan, a pack, or by hand. */
        WebhookCreditsGranted: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description As it was after this event. */
                balance: components["schemas"]["BalanceAfter"];
                credits: components["schemas"]["Credits"];
                /**
                 * Format: uuid
                 * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
                 */
                event_id: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                expires_at: string | null;
                lot_id: components["schemas"]["LotId"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                /**
                 * @description Names a plan or a pack.
                 * @example pro
                 */
                pack: string | null;
                /**
                 * @description Names a plan or a pack.
                 * @example pro
                 */
                plan: string | null;
                position: components["schemas"]["Position"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                recorded_at: string;
                /** @description What of it went to debt at once. */
                repaid_debt: components["schemas"]["Credits"];
                source: components["schemas"]["LotSource"];
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "credits.granted";
        };
        /** @description Credits that are left of a lot will end soon; plan lots are renewed. */
        WebhookCreditsLotExpiring: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description What was left of it when this was said. */
                credits: components["schemas"]["Credits"];
                /**
                 * Format: int64
                 * @description How many days ahead this is said: 7 or 1.
                 */
                days: number;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                expires_at: string;
                lot_id: components["schemas"]["LotId"];
                source: components["schemas"]["LotSource"];
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "credits.lot.expiring";
        };
        WebhookDelivery: {
            /**
             * @description Names one account.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description Whether one of the last 100 attempts got a 2xx: with `failed_attempts`, a later one than the first; with the state `failed`, one before it was sent again. */
            arrived: boolean;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            attempted_at: string | null;
            /** Format: int64 */
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            endpoint_id: components["schemas"]["WebhookEndpointId"];
            /**
             * Format: int64
             * @description Attempts without a 2xx, of the last 100.
             */
            failed_attempts: number;
            id: components["schemas"]["WebhookDeliveryId"];
            last_error: string | null;
            /** Format: int64 */
            last_status: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            next_attempt_at: string | null;
            state: components["schemas"]["WebhookDeliveryState"];
            type: components["schemas"]["WebhookSentType"];
            /** @description The header `webhook-id`: the same for every attempt, so that it is done once. */
            webhook_id: string;
        };
        WebhookDeliveryDetails: {
            /**
             * @description Names one account.
             * @example acc_7h2kq0m4x9
             */
            account_id: string | null;
            /** @description Whether one of the last 100 attempts got a 2xx: with `failed_attempts`, a later one than the first; with the state `failed`, one before it was sent again. */
            arrived: boolean;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            attempted_at: string | null;
            /** Format: int64 */
            attempts: number;
            body: components["schemas"]["WebhookBody"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            endpoint_id: components["schemas"]["WebhookEndpointId"];
            /**
             * Format: int64
             * @description Attempts without a 2xx, of the last 100.
             */
            failed_attempts: number;
            id: components["schemas"]["WebhookDeliveryId"];
            last_error: string | null;
            /** Format: int64 */
            last_status: number | null;
            log: {
                /** @description The first kibibyte of what was answered. */
                answer: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                at: string;
                /** Format: int64 */
                attempt: number;
                /** Format: int64 */
                duration_ms: number;
                error: string | null;
                /** Format: int64 */
                status: number | null;
            }[];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            next_attempt_at: string | null;
            state: components["schemas"]["WebhookDeliveryState"];
            type: components["schemas"]["WebhookSentType"];
            /** @description The header `webhook-id`: the same for every attempt, so that it is done once. */
            webhook_id: string;
        };
        /**
         * @description Names one message on its way to one endpoint.
         * @example whd_91be02c75d3fa8064e1b
         */
        WebhookDeliveryId: string;
        /** @enum {string} */
        WebhookDeliveryState: "pending" | "succeeded" | "failed";
        /** @enum {string} */
        WebhookDisabledReason: "operator" | "failing" | "gone";
        /** @description A dispute was won or lost; `won` also comes after an appeal. */
        WebhookDisputeClosed: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description Withdrawn; null: the whole payment. */
                amount: components["schemas"]["Money"] | null;
                /** @description As it was after this event. */
                balance: components["schemas"]["BalanceAfter"];
                /** @description Taken of what was unspent. */
                clawed_back: components["schemas"]["Credits"];
                /** @description Spent before, and owed now. */
                debt: components["schemas"]["Credits"];
                dispute_id: components["schemas"]["DisputeId"];
                /**
                 * Format: uuid
                 * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
                 */
                event_id: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                /** @enum {string} */
                outcome: "won" | "lost";
                payment_id: components["schemas"]["PaymentId"];
                position: components["schemas"]["Position"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                recorded_at: string;
                /** @description They can be used again. */
                returned: components["schemas"]["Credits"];
                /** @description Spent before, and not asked back. */
                written_off: components["schemas"]["Credits"];
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "dispute.closed";
        };
        /** @description The bank has withdrawn the money of a payment, and credits are frozen. */
        WebhookDisputeOpened: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description Withdrawn; null: the whole payment. */
                amount: components["schemas"]["Money"] | null;
                /** @description As it was after this event. */
                balance: components["schemas"]["BalanceAfter"];
                dispute_id: components["schemas"]["DisputeId"];
                /**
                 * Format: uuid
                 * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
                 */
                event_id: string;
                /** @description They cannot be used until it is closed. */
                frozen: components["schemas"]["Credits"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                payment_id: components["schemas"]["PaymentId"];
                position: components["schemas"]["Position"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                recorded_at: string;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "dispute.opened";
        };
        WebhookEndpoint: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            created_by: string;
            description: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            disabled_at: string | null;
            /** @description `failing`: nothing arrived for five days. `gone`: it answered 410. */
            disabled_reason: components["schemas"]["WebhookDisabledReason"] | null;
            enabled: boolean;
            /** @description Types that are sent; null: all, also those to come. */
            events: components["schemas"]["WebhookType"][] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            failing_since: string | null;
            id: components["schemas"]["WebhookEndpointId"];
            /**
             * Format: date-time
             * @description Until then the secret before this one signs too.
             * @example 2026-01-31T10:00:00.000Z
             */
            previous_secret_until: string | null;
            url: string;
        };
        /**
         * @example {
         *       "enabled": false
         *     }
         * @example {
         *       "events": null
         *     }
         */
        WebhookEndpointChanges: {
            description?: string | null;
            enabled?: boolean;
            /** @description Types to send; null: all, also those to come. */
            events?: components["schemas"]["WebhookType"][] | null;
            /**
             * @description Where to POST: https, no user and password, leading to the public Internet (in sandbox mode http and any address will do). Redirects are not followed.
             * @example https://example.com/webhooks/scrip
             */
            url?: string;
        };
        /**
         * @description Names an endpoint that webhooks are sent to.
         * @example whk_4f1c0a7be29d53186acd
         */
        WebhookEndpointId: string;
        WebhookEndpointWithSecret: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            created_at: string;
            created_by: string;
            description: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            disabled_at: string | null;
            /** @description `failing`: nothing arrived for five days. `gone`: it answered 410. */
            disabled_reason: components["schemas"]["WebhookDisabledReason"] | null;
            enabled: boolean;
            /** @description Types that are sent; null: all, also those to come. */
            events: components["schemas"]["WebhookType"][] | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            failing_since: string | null;
            id: components["schemas"]["WebhookEndpointId"];
            /**
             * Format: date-time
             * @description Until then the secret before this one signs too.
             * @example 2026-01-31T10:00:00.000Z
             */
            previous_secret_until: string | null;
            /**
             * @description Signs what is sent (Standard Webhooks): shown now and never again.
             * @example whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD
             */
            secret: string;
            url: string;
        };
        /** @description A try to pay has failed. */
        WebhookPaymentFailed: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description Tax included. */
                amount: components["schemas"]["Money"];
                /** @description Stripe's code, such as `insufficient_funds`. */
                failure_code: string;
                /**
                 * Format: date-time
                 * @description When Scrip learnt of it.
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                payment_id: components["schemas"]["PaymentId"];
                /**
                 * @description Names one purchase of a pack.
                 * @example pur_4f1c0a7be29d53186acd
                 */
                purchase_id: string | null;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment.failed";
        };
        /** @description A payment was refunded, in whole or part, and credits were taken for it. */
        WebhookPaymentRefunded: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description Tax included. */
                amount: components["schemas"]["Money"];
                /** @description As it was after this event. */
                balance: components["schemas"]["BalanceAfter"];
                /** @description Taken of what was unspent. */
                clawed_back: components["schemas"]["Credits"];
                /** @description Spent before, and owed now. */
                debt: components["schemas"]["Credits"];
                /**
                 * Format: uuid
                 * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
                 */
                event_id: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                payment_id: components["schemas"]["PaymentId"];
                position: components["schemas"]["Position"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                recorded_at: string;
                refund_id: components["schemas"]["PaymentRefundId"];
                /** @description Spent before, and not asked back. */
                written_off: components["schemas"]["Credits"];
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment.refunded";
        };
        /** @description A payment has succeeded; `credits.granted` says what it brought. */
        WebhookPaymentSucceeded: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description Tax included. */
                amount: components["schemas"]["Money"];
                /**
                 * Format: date-time
                 * @description When Scrip learnt of it.
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                payment_id: components["schemas"]["PaymentId"];
                /**
                 * @description Names one purchase of a pack.
                 * @example pur_4f1c0a7be29d53186acd
                 */
                purchase_id: string | null;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "payment.succeeded";
        };
        /** @description The plan is another one from now on. */
        WebhookPlanChanged: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description As it was after this event. */
                balance: components["schemas"]["BalanceAfter"];
                /**
                 * Format: uuid
                 * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
                 */
                event_id: string;
                from: components["schemas"]["CatalogueName"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                period: {
                    /**
                     * Format: date-time
                     * @example 2026-01-31T10:00:00.000Z
                     */
                    ends_at: string;
                    /**
                     * Format: date-time
                     * @example 2026-01-31T10:00:00.000Z
                     */
                    starts_at: string;
                };
                plan: components["schemas"]["CatalogueName"];
                position: components["schemas"]["Position"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                recorded_at: string;
                when: components["schemas"]["PlanChangeTime"];
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "plan.changed";
        };
        /**
         * @description How long the secret until now goes on signing beside the new one; 0: not at all.
         * @example {
         *       "overlap_hours": 48
         *     }
         */
        WebhookSecretRotation: {
            /**
             * Format: int32
             * @default 24
             */
            overlap_hours?: number;
        };
        /** @enum {string} */
        WebhookSentType: "credits.balance.low" | "credits.balance.depleted" | "credits.balance.recovered" | "credits.granted" | "credits.lot.expiring" | "plan.changed" | "payment.succeeded" | "payment.failed" | "payment.refunded" | "dispute.opened" | "dispute.closed" | "topup.succeeded" | "topup.failed" | "webhook.endpoint.disabled" | "test.ping";
        /** @description Asked for by `POST …/test`, of that endpoint alone. */
        WebhookTestPing: {
            data: {
                endpoint_id: components["schemas"]["WebhookEndpointId"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                sent_at: string;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "test.ping";
        };
        /** @description An automatic top-up was due and was not paid, or the cap left no room for it. */
        WebhookTopupFailed: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description What a top-up costs. */
                amount: components["schemas"]["Money"];
                /** @description Where the buyer can pay it themselves, as their bank asks (`authentication_required`). */
                checkout_url: string | null;
                /** @description Stripe's code, such as `insufficient_funds`; `no_saved_card`; `monthly_cap`. */
                failure_code: string;
                /**
                 * Format: int64
                 * @description The third turns top-ups off.
                 */
                in_a_row: number | null;
                /**
                 * Format: date-time
                 * @description When Scrip learnt of it.
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                /**
                 * @description Null: no card was charged.
                 * @example pi_3TabcD
                 */
                payment_id: string | null;
                /**
                 * @description Null: the cap left no room.
                 * @example pur_4f1c0a7be29d53186acd
                 */
                purchase_id: string | null;
                turned_off: boolean;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "topup.failed";
        };
        /** @description An automatic top-up was paid; `credits.granted` says what it brought. */
        WebhookTopupSucceeded: {
            data: {
                account_id: components["schemas"]["AccountId"];
                /** @description As it was after this event. */
                balance: components["schemas"]["BalanceAfter"];
                /**
                 * Format: uuid
                 * @example 0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a
                 */
                event_id: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                occurred_at: string;
                payment_id: components["schemas"]["PaymentId"];
                position: components["schemas"]["Position"];
                purchase_id: components["schemas"]["PackPurchaseId"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                recorded_at: string;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "topup.succeeded";
        };
        /** @enum {string} */
        WebhookType: "credits.balance.low" | "credits.balance.depleted" | "credits.balance.recovered" | "credits.granted" | "credits.lot.expiring" | "plan.changed" | "payment.succeeded" | "payment.failed" | "payment.refunded" | "dispute.opened" | "dispute.closed" | "topup.succeeded" | "topup.failed" | "webhook.endpoint.disabled";
        /** @description Another endpoint was disabled: nothing is sent there any more. */
        WebhookWebhookEndpointDisabled: {
            data: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                disabled_at: string;
                endpoint_id: components["schemas"]["WebhookEndpointId"];
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00.000Z
                 */
                failing_since: string | null;
                /** @enum {string} */
                reason: "failing" | "gone";
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            timestamp: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "webhook.endpoint.disabled";
        };
        Who: {
            actor: string;
            /** @description Null: nobody on the staff. */
            name: string | null;
        };
        WidgetKey: {
            /** @description Stands in every token: `wgt2_….<kid>.…`. */
            kid: string;
        };
        /**
         * @example {
         *       "overlap_minutes": 20
         *     }
         */
        WidgetKeyRotation: {
            /**
             * Format: int32
             * @default 20
             */
            overlap_minutes?: number;
        };
        /**
         * @description `autotopup:write`: consent to top-ups that charge a saved card.
         * @enum {string}
         */
        WidgetScope: "balance:read" | "history:read" | "models:read" | "packs:read" | "checkout:create" | "plan:change" | "autotopup:write";
        WidgetToken: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            expires_at: string;
            origins: string[];
            scopes: components["schemas"]["WidgetScope"][];
            token: string;
        };
        Work: {
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00.000Z
             */
            checked_at: string;
            /** @description One of each kind that the role deals with. */
            items: components["schemas"]["WorkItem"][];
        };
        WorkItem: {
            /**
             * Format: int64
             * @description Null: it could not be counted now.
             */
            count: number | null;
            /**
             * Format: date-time
             * @description Since when the oldest waits; when the first of what is to come takes effect.
             * @example 2026-01-31T10:00:00.000Z
             */
            first_at: string | null;
            kind: components["schemas"]["WorkKind"];
            /** @description Whether there are more than 1000. */
            more: boolean;
        };
        /**
         * @description `approvals_for_me`: requests and proposals that the caller can decide. `requests_decided`: what became of the caller's own in the last 3 days. `endpoints_off`: webhook endpoints that are off because nothing arrived there. `subscriptions_past_due`: those whose last invoice is not paid. `findings_critical`: findings that are not resolved. `stripe_events_parked`: webhooks of Stripe whose finding is not resolved. `offers_upcoming`, `rates_upcoming`: versions of plans and packs, and rates of models, that take effect within 48 hours.
         * @enum {string}
         */
        WorkKind: "approvals_for_me" | "requests_decided" | "projections_stopped" | "jobs_failed" | "endpoints_off" | "accounts_overdrawn" | "subscriptions_past_due" | "findings_critical" | "stripe_events_parked" | "offers_upcoming" | "rates_upcoming";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The command was known by its `Idempotency-Key`: this is its first answer again. */
        IdempotencyHit: "true";
        /** @description The id this request is known by: that of the request where it had a usable one. */
        RequestId: string;
        /** @description Seconds to wait before asking again; absent where seconds would not help, as with `member_limit_reached`, which says when in `resets_at`. */
        RetryAfter: number;
        /** @description How to come in (RFC 6750). */
        WwwAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether this process runs */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "live";
                    };
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether this process can do all it is there for */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            [key: string]: string;
                        };
                        /** @enum {string} */
                        status: "ready";
                        /** @description What is wrong though requests can be taken, such as a stopped projection, or a key that Stripe refuses. */
                        warnings?: string[];
                    };
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description How the address begins, in any case. */
                "filter[email]"?: string;
                "filter[level]"?: components["schemas"]["BalanceLevel"];
                /** @description How the name begins, in any case. */
                "filter[name]"?: string;
                /** @description Inclusive. */
                "filter[opened_from]"?: components["schemas"]["Instant"];
                /** @description Exclusive. */
                "filter[opened_to]"?: components["schemas"]["Instant"];
                "filter[plan]"?: components["schemas"]["CatalogueName"];
                "filter[status]"?: components["schemas"]["AccountStatus"];
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
                sort?: "-opened_at" | "opened_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All accounts, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accounts"];
                };
            };
        };
    };
    openAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description Opens an account */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: {
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One account, now or as it had been recorded by a moment */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    changeProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileChange"];
            };
        };
        responses: {
            /** @description Changes name, e-mail address or metadata */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    adjustCredits: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAdjustment"];
            };
        };
        responses: {
            /** @description Gives or takes credits by hand */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentWritten"];
                };
            };
        };
    };
    previewAdjustment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentToPreview"];
            };
        };
        responses: {
            /** @description What an adjustment would come to */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyPreview"];
                };
            };
        };
    };
    getAutoTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Consent, what the month has charged, and how the last attempt went */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopUp"];
                };
            };
        };
    };
    putAutoTopUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAutoTopUp"];
            };
        };
        responses: {
            /** @description Consents to automatic top-ups, or to other terms of them */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopUpWritten"];
                };
            };
        };
    };
    getTopUpCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The saved card that a top-up would charge */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedCard"];
                };
            };
        };
    };
    saveTopUpCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CardToSave"];
            };
        };
        responses: {
            /** @description Begins to save a card: the page on which its owner enters it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunCard"];
                };
            };
        };
    };
    turnOffAutoTopUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReasonIfAny"];
            };
        };
        responses: {
            /** @description Takes the consent back */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopUpTurnedOff"];
                };
            };
        };
    };
    getBalance: {
        parameters: {
            query?: {
                /** @description Only what was true by then, which is not in the future. */
                as_of?: components["schemas"]["Instant"];
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance now, or as two clocks say */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
        };
    };
    getRecomputedBalance: {
        parameters: {
            query?: {
                /** @description The `position` of a write. */
                min_position?: string;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance, computed anew from all events and compared with the one that is shown */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecomputedBalance"];
                };
            };
        };
    };
    getBalanceStream: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the last event that was seen: the same balance is not sent again. */
                "Last-Event-ID"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance whenever it changes, as server-sent events */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    closeAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusChange"];
            };
        };
        responses: {
            /** @description Closes an account for good */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusWritten"];
                };
            };
        };
    };
    previewClose: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StatusChangeToPreview"];
            };
        };
        responses: {
            /** @description What closing would come to */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyPreview"];
                };
            };
        };
    };
    debitCredits: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDebit"];
            };
        };
        responses: {
            /** @description Takes credits for something that was used */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DebitWritten"];
                };
            };
        };
    };
    getDebit: {
        parameters: {
            query?: {
                /** @description The `position` of a write. */
                min_position?: string;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
                debit_id: components["schemas"]["DebitId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One debit with its price arithmetic */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Debit"];
                };
            };
        };
    };
    refundDebit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
                debit_id: components["schemas"]["DebitId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRefund"];
            };
        };
        responses: {
            /** @description Gives back a debit, or a part of it */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundWritten"];
                };
            };
        };
    };
    previewRefund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
                debit_id: components["schemas"]["DebitId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundToPreview"];
            };
        };
        responses: {
            /** @description What a refund would come to, and to which lots it would go */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyPreview"];
                };
            };
        };
    };
    eraseProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Erases the name, the address, metadata and all notes for good */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    listEstimates: {
        parameters: {
            query?: {
                /** @description How the next message will be made: `plan`. */
                mode?: components["schemas"]["Label"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What one more message like the last ones would cost, model by model */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Estimates"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Only what was true by then, which is not in the future. */
                as_of?: components["schemas"]["Instant"];
                /** @description Inclusive. */
                "filter[from_revision]"?: string;
                /** @description Only events that name the model; empty: those that name none. */
                "filter[model]"?: string;
                /** @description Inclusive. */
                "filter[to_revision]"?: string;
                /** @description Some of AccountOpened, PlanCreditsGranted, CreditsDebited, HoldPlaced, HoldExtended, HoldSettled, HoldReleased, DebitRefunded, CreditsAdjusted, MemberAdded, MemberLimitSet, MemberRemoved, PlanChanged, PlanChangeScheduled, PlanChangeWithdrawn, PeriodRenewed, LotExpired, LotsRetired, PackPurchased, PaymentRefunded, PaymentRefundUndone, DisputeOpened, DisputeClosed, DisputeReinstated, AutoTopUpConfigured, AutoTopUpSucceeded, AutoTopUpFailed, AutoTopUpTurnedOff, AccountSuspended, AccountReinstated, AccountClosed, BalanceLevelChanged, separated by commas. */
                "filter[type]"?: string;
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything that happened to an account, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountEvents"];
                };
            };
        };
    };
    getEvent: {
        parameters: {
            query?: {
                /** @description The `position` of a write. */
                min_position?: string;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One event of an account */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountEvent"];
                };
            };
        };
    };
    explainBalance: {
        parameters: {
            query?: {
                /** @description Inclusive; the beginning unless told. */
                from?: components["schemas"]["Instant"];
                /** @description One line a kind and UTC day, or a kind and model. */
                group_by?: "day" | "model";
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description Exclusive; to the end unless told. */
                to?: components["schemas"]["Instant"];
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the balance came about between two instants */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
        };
    };
    passGate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GateQuestion"];
            };
        };
        responses: {
            /** @description Whether somebody may do something, and what would help if not */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateAnswer"];
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open holds, oldest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenHolds"];
                };
            };
        };
    };
    placeHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHold"];
            };
        };
        responses: {
            /** @description Reserves credits for something whose cost is known once it is done */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldWritten"];
                };
            };
        };
    };
    getHold: {
        parameters: {
            query?: {
                /** @description The `position` of a write. */
                min_position?: string;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
                hold_id: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One hold and what has happened to it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
        };
    };
    extendHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
                hold_id: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendHold"];
            };
        };
        responses: {
            /** @description Reserves more, or for longer, while the work goes on */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldExtended"];
                };
            };
        };
    };
    releaseHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
                hold_id: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReleaseHold"];
            };
        };
        responses: {
            /** @description Lets go of what was reserved: nothing came of it */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldReleased"];
                };
            };
        };
    };
    previewRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
                hold_id: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReasonIfAny"];
            };
        };
        responses: {
            /** @description What a release would give back, and to which lots */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyPreview"];
                };
            };
        };
    };
    settleHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
                hold_id: components["schemas"]["HoldId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleHold"];
            };
        };
        responses: {
            /** @description Charges what it came to, and gives back the rest */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldSettled"];
                };
            };
        };
    };
    listLedger: {
        parameters: {
            query?: {
                /** @description When it occurred; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                /** @description Some of plan_grant, pack_purchase, promo, adjustment, debit, hold, settle, release, refund, renewal, lot_expired, payment_refund, payment_refund_undone, dispute_opened, dispute_closed, dispute_reinstated, separated by commas. */
                "filter[kind]"?: string;
                /** @description One model; empty: entries that name none. */
                "filter[model]"?: string;
                /** @description When it occurred; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every event that moved credits, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
        };
    };
    listLots: {
        parameters: {
            query?: {
                /** @description Lots with nothing left too, and those that have ended; not with `known_at`. */
                include?: "empty";
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lots in the order of consumption */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lots"];
                };
            };
        };
    };
    getMailSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which mails an account gets */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailSettings"];
                };
            };
        };
    };
    putMailSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMailSettings"];
            };
        };
        responses: {
            /** @description Sets which mails an account gets */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailSettings"];
                };
            };
        };
    };
    listMails: {
        parameters: {
            query?: {
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mails about an account, the newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mails"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who has a seat, and what of each limit is used */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Members"];
                };
            };
        };
    };
    putMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
                member_id: components["schemas"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewMember"];
            };
        };
        responses: {
            /** @description Gives somebody a seat, or who has one another limit */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberWritten"];
                };
            };
            /** @description Gives somebody a seat, or who has one another limit */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberWritten"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
                member_id: components["schemas"]["MemberId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes a seat back */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberRemoved"];
                };
            };
        };
    };
    listNotes: {
        parameters: {
            query?: {
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Notes about an account, pinned ones first, then the newest */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountNotes"];
                };
            };
        };
    };
    addNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccountNote"];
            };
        };
        responses: {
            /** @description Adds a note to an account; notes are never edited */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountNote"];
                };
            };
        };
    };
    listPackPurchases: {
        parameters: {
            query?: {
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Packs that an account has bought or begun to buy, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackPurchases"];
                };
            };
        };
    };
    createPackPurchase: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPackPurchase"];
            };
        };
        responses: {
            /** @description Begins the purchase of a pack */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunPackPurchase"];
                };
            };
        };
    };
    getPackPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
                purchase_id: components["schemas"]["PackPurchaseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How one purchase stands */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackPurchase"];
                };
            };
        };
    };
    changePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlanChange"];
            };
        };
        responses: {
            /** @description Sets the plan, at once or at the renewal */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanChangeWritten"];
                };
            };
        };
    };
    previewPlanChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanChangeToPreview"];
            };
        };
        responses: {
            /** @description What a plan change would come to */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanChangePreview"];
                };
            };
        };
    };
    withdrawPlanChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes back the change that waits */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanChangeWritten"];
                };
            };
        };
    };
    reinstateAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusChange"];
            };
        };
        responses: {
            /** @description Lets a suspended account be used again */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusWritten"];
                };
            };
        };
    };
    previewReinstate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StatusChangeToPreview"];
            };
        };
        responses: {
            /** @description What reinstating would come to */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyPreview"];
                };
            };
        };
    };
    getSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What an account has subscribed to, with its last invoices */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSubscription"];
                };
            };
        };
    };
    changeSubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionRequest"];
            };
        };
        responses: {
            /** @description Subscribes, or changes what was subscribed to */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionWritten"];
                };
            };
        };
    };
    getSubscriptionCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card that is charged for a subscription */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionCard"];
                };
            };
        };
    };
    openPortal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PortalRequest"];
            };
        };
        responses: {
            /** @description A link into Stripe’s customer portal: card, invoices, cancelling */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portal"];
                };
            };
        };
    };
    previewSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionPreviewRequest"];
            };
        };
        responses: {
            /** @description What a change of a subscription would come to */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionPreview"];
                };
            };
        };
    };
    suspendAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusChange"];
            };
        };
        responses: {
            /** @description Stops debits; refunds and renewals go on */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusWritten"];
                };
            };
        };
    };
    previewSuspend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StatusChangeToPreview"];
            };
        };
        responses: {
            /** @description What suspending would come to */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyPreview"];
                };
            };
        };
    };
    listTimeline: {
        parameters: {
            query?: {
                /** @description Only what was true by then, which is not in the future. */
                as_of?: components["schemas"]["Instant"];
                /** @description Some of AccountOpened, PlanCreditsGranted, CreditsDebited, HoldPlaced, HoldExtended, HoldSettled, HoldReleased, DebitRefunded, CreditsAdjusted, MemberAdded, MemberLimitSet, MemberRemoved, PlanChanged, PlanChangeScheduled, PlanChangeWithdrawn, PeriodRenewed, LotExpired, LotsRetired, PackPurchased, PaymentRefunded, PaymentRefundUndone, DisputeOpened, DisputeClosed, DisputeReinstated, AutoTopUpConfigured, AutoTopUpSucceeded, AutoTopUpFailed, AutoTopUpTurnedOff, AccountSuspended, AccountReinstated, AccountClosed, BalanceLevelChanged, separated by commas. */
                "filter[type]"?: string;
                /** @description Only what had been recorded by then: an instant that is not in the future, or a `position`. */
                known_at?: string;
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened to an account, newest first, with usage folded by hour and model */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
        };
    };
    createWidgetToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewWidgetToken"];
            };
        };
        responses: {
            /** @description Makes a token with which the widget of one account speaks to this API */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetToken"];
                };
            };
        };
    };
    revokeWidgetTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends all tokens of an account that were made before now, everywhere within a second */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listAdjustments: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description Who did it; `staff`: any person. */
                "filter[actor]"?: string;
                /** @description When written; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                "filter[kind]"?: components["schemas"]["AdjustmentKind"];
                "filter[reason_code]"?: components["schemas"]["ReasonCode"];
                "filter[ticket]"?: components["schemas"]["Ticket"];
                /** @description When written; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All that was given, taken and refunded by hand, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustments"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All keys, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Makes a key; the key is shown once */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revokes a key, everywhere within a second */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                "filter[view]"?: components["schemas"]["ApprovalView"];
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What people asked others to approve, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approvals"];
                };
            };
        };
    };
    requestApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApproval"];
            };
        };
        responses: {
            /** @description Asks others to approve what is beyond the own role or limit */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One request, what its requester saw, and what it would come to now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    approveRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Approve"];
            };
        };
        responses: {
            /** @description Approves a request, which executes it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    rejectRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reject"];
            };
        };
        responses: {
            /** @description Rejects a request, and says why */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    withdrawRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes a request back; only whoever asked can */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    listAnchors: {
        parameters: {
            query?: {
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed statements of what the log held, oldest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Anchor"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    listVerifications: {
        parameters: {
            query?: {
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Verifications of the log, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LogVerification"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    requestVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVerification"];
            };
        };
        responses: {
            /** @description Begins to verify the log, or one account */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogVerification"];
                };
            };
        };
    };
    getVerification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                verification_id: components["schemas"]["VerificationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far a verification has come, and its result */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogVerification"];
                };
            };
        };
    };
    verifyLog: {
        parameters: {
            query?: {
                /** @description One account; everything unless told. */
                account?: components["schemas"]["AccountId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Proves the log, or names the first difference of each stream */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
        };
    };
    enrolTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Makes the secret that an authenticator app is set up with */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
        };
    };
    confirmTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description Takes the first code of the app, and gives ten recovery codes */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmed"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invitation"];
            };
        };
        responses: {
            /** @description Takes an invitation: sets a password, and goes on to set up TOTP */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInState"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Signs in with an e-mail address and a password */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInState"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends the session, if there is one */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSignInMethods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How people can sign in here */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInMethods"];
                };
            };
        };
    };
    signInWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactor"];
            };
        };
        responses: {
            /** @description Finishes signing in with a code of the app, or a recovery code */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInState"];
                };
            };
        };
    };
    beginSingleSignOn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    finishSingleSignOn: {
        parameters: {
            query?: {
                code?: string;
                error?: string;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    stepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUp"];
            };
        };
        responses: {
            /** @description Proves again who you are, for five minutes */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SteppedUp"];
                };
            };
        };
    };
    createDemoStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Makes people of the demo, who use the console without TOTP; sandbox mode only */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DemoStaff"];
                };
            };
        };
    };
    listDisputes: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description When created; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                "filter[payment_id]"?: components["schemas"]["PaymentId"];
                /** @description Stripe's word for it. */
                "filter[status]"?: string;
                /** @description When created; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disputes of payments, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disputes"];
                };
            };
        };
    };
    listFindings: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                "filter[class]"?: components["schemas"]["FindingClass"];
                /** @description When found; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                /** @description Who deals with them; `none`: nobody. */
                "filter[owner]"?: string;
                /** @description Some of info, warning, critical, separated by commas. */
                "filter[severity]"?: string;
                /** @description Some of open, assigned, resolved, separated by commas. */
                "filter[state]"?: string;
                /** @description When found; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What does not add up between Stripe and the ledger, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PaymentFinding"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    getFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: components["schemas"]["FindingId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One finding with both figures, and what was done about it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingDetails"];
                };
            };
        };
    };
    assignFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: components["schemas"]["FindingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignFinding"];
            };
        };
        responses: {
            /** @description Makes somebody the owner of a finding, or nobody */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingDetails"];
                };
            };
        };
    };
    requestGrant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                finding_id: components["schemas"]["FindingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGrant"];
            };
        };
        responses: {
            /** @description Asks others to approve that the purchase of a finding is granted */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    previewGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: components["schemas"]["FindingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemedyToPreview"];
            };
        };
        responses: {
            /** @description What granting the purchase of a finding would come to */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantPreview"];
                };
            };
        };
    };
    refundFinding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                finding_id: components["schemas"]["FindingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFindingRefund"];
            };
        };
        responses: {
            /** @description Gives all that is left of the money of a finding back to the payer */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRefundWritten"];
                };
            };
        };
    };
    previewFindingRefund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: components["schemas"]["FindingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemedyToPreview"];
            };
        };
        responses: {
            /** @description What giving back the money of a finding would come to */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRefundPreview"];
                };
            };
        };
    };
    reopenFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: components["schemas"]["FindingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenFinding"];
            };
        };
        responses: {
            /** @description Re-opens a finding that was resolved */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingDetails"];
                };
            };
        };
    };
    resolveFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding_id: components["schemas"]["FindingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveFinding"];
            };
        };
        responses: {
            /** @description Says why a finding needs nobody any more */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingDetails"];
                };
            };
        };
    };
    getGatePolicy: {
        parameters: {
            query?: {
                /** @description The policy of that instant; now unless told. */
                at?: components["schemas"]["Instant"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What needs credits, and what has a price of its own */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatePolicyShown"];
                };
            };
        };
    };
    putGatePolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishGatePolicy"];
            };
        };
        responses: {
            /** @description Publishes another policy, at least 60 seconds ahead */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatePolicyWritten"];
                };
            };
        };
    };
    listInvoices: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description When made; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                "filter[invoice_id]"?: components["schemas"]["InvoiceId"];
                /** @description Stripe's word for it. */
                "filter[status]"?: string;
                "filter[subscription_id]"?: components["schemas"]["SubscriptionId"];
                /** @description When made; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Invoices as Stripe had them when they were last looked at, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invoices"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in, and what they may do */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    listMySessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open sessions of the person who is signed in, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSessions"];
                };
            };
        };
    };
    endMySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: components["schemas"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends a session of the person who is signed in */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description With the rate of each that holds now, and the next one. */
                include?: "rates";
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All models, by id */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ModelSummary"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: components["schemas"]["ModelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A model and the rate that holds now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
        };
    };
    putModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                model_id: components["schemas"]["ModelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DescribeModel"];
            };
        };
        responses: {
            /** @description Registers a model or describes it anew */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelWritten"];
                };
            };
        };
    };
    listRates: {
        parameters: {
            query?: {
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                model_id: components["schemas"]["ModelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A model's rates, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedRate"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    publishRate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                model_id: components["schemas"]["ModelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRate"];
            };
        };
        responses: {
            /** @description Publishes a dated rate */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RateWritten"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the worker has to do, how far it has come, and which accounts it cannot book */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStates"];
                };
            };
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: components["schemas"]["JobId"];
                queue: components["schemas"]["JobQueue"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tries a job that was given up again, at once */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listFailedJobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: components["schemas"]["JobQueue"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Jobs of a queue that were given up, newest first, and why */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailedJobs"];
                };
            };
        };
    };
    listProjections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far each read model has come, what stopped it, and the newest rebuild */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Projection"][];
                        /** @description The newest one. */
                        rebuild: components["schemas"]["Rebuild"] | null;
                    };
                };
            };
        };
    };
    rebuildProjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["ProjectionName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begins to rebuild a read model from the log, or all of them */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rebuild"];
                };
            };
        };
    };
    listAllPackPurchases: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description When created; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                "filter[pack]"?: components["schemas"]["CatalogueName"];
                "filter[state]"?: components["schemas"]["PackPurchaseState"];
                /** @description When created; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Packs that any account has bought or begun to buy, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackPurchases"];
                };
            };
        };
    };
    listPacks: {
        parameters: {
            query?: {
                /** @description This pack alone. */
                "filter[pack]"?: components["schemas"]["CatalogueName"];
                include?: components["schemas"]["OffersIncluded"];
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Packs, by name */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Pack"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    putPack: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                pack: components["schemas"]["CatalogueName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishPack"];
            };
        };
        responses: {
            /** @description Publishes a new version of a pack */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackWritten"];
                };
            };
        };
    };
    listPaymentRefunds: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description When created; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                "filter[payment_id]"?: components["schemas"]["PaymentId"];
                /** @description Stripe's word for it. */
                "filter[status]"?: string;
                /** @description When created; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refunds of payments, asked for here or made in Stripe, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRefunds"];
                };
            };
        };
    };
    listPayments: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description When created; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                "filter[purchase_id]"?: components["schemas"]["PackPurchaseId"];
                /** @description Stripe's word for it. */
                "filter[status]"?: string;
                /** @description When created; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Payments as Stripe had them when they were last looked at, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payments"];
                };
            };
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One payment: fee, net, what it paid for, and what of it went back */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
        };
    };
    refundPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                payment_id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPaymentRefund"];
            };
        };
        responses: {
            /** @description Gives money of a payment back to the payer */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRefundWritten"];
                };
            };
        };
    };
    previewPaymentRefund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentRefundToPreview"];
            };
        };
        responses: {
            /** @description What giving money back would come to, in money and in credits */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRefundPreview"];
                };
            };
        };
    };
    listPlans: {
        parameters: {
            query?: {
                /** @description This plan alone. */
                "filter[plan]"?: components["schemas"]["CatalogueName"];
                include?: components["schemas"]["OffersIncluded"];
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Plans, by name */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    putPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path: {
                plan: components["schemas"]["CatalogueName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishPlan"];
            };
        };
        responses: {
            /** @description Publishes a new version of a plan */
            200: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanWritten"];
                };
            };
        };
    };
    requestProposal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this command: sent again with the same input, it happens once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProposal"];
            };
        };
        responses: {
            /** @description Proposes a version of a plan, a pack or a rate */
            201: {
                headers: {
                    "Idempotency-Hit": components["headers"]["IdempotencyHit"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
        };
    };
    getProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One proposal, what it was compared with, and what it would come to now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
        };
    };
    approveProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApproveProposal"];
            };
        };
        responses: {
            /** @description Approves a proposal, which publishes it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
        };
    };
    rejectProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectProposal"];
            };
        };
        responses: {
            /** @description Rejects a proposal, and says why */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
        };
    };
    withdrawProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes a proposal back; only whoever proposed it can */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
        };
    };
    previewProposal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalToPreview"];
            };
        };
        responses: {
            /** @description What publishing this would change */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalPreview"];
                };
            };
        };
    };
    quoteUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description What a request would cost, and how that is computed */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    listRoleLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many credits people of each role may give or take by hand */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleLimits"];
                };
            };
        };
    };
    putRoleLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                role: components["schemas"]["LimitedRole"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRoleLimit"];
            };
        };
        responses: {
            /** @description Sets the limit of a role */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleLimit"];
                };
            };
        };
    };
    searchAccounts: {
        parameters: {
            query: {
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description What somebody types or pastes. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Finds accounts, tickets, and whatever an id names */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
        };
    };
    listStaff: {
        parameters: {
            query?: {
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All people who use the console, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Staff"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    createStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStaff"];
            };
        };
        responses: {
            /** @description Makes a person, who cannot sign in before an invitation */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
        };
    };
    listStaffActions: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description Method and route, as `POST /v1/accounts/:account_id/suspend`. */
                "filter[action]"?: string;
                "filter[from]"?: components["schemas"]["Instant"];
                "filter[previews]"?: components["schemas"]["ActionsPreviews"];
                "filter[staff_id]"?: components["schemas"]["StaffId"];
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What people did over the console, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["StaffAction"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    getStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                staff_id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One person who uses the console */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
        };
    };
    changeStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                staff_id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StaffChange"];
            };
        };
        responses: {
            /** @description Changes the name or the role of a person, or whether they are active */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
        };
    };
    inviteStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                staff_id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Makes a link with which a person sets a password and TOTP */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
        };
    };
    listStaffSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                staff_id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open sessions of a person, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffSessions"];
                };
            };
        };
    };
    endStaffSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                staff_id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends all sessions of a person */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endStaffSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: components["schemas"]["SessionId"];
                staff_id: components["schemas"]["StaffId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends a session of a person */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listStaffNames: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the people are called who stand in events as `staff:stf_…` */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffNames"];
                };
            };
        };
    };
    listStripeEvents: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description When it came; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                /** @description The object that is looked at. */
                "filter[object_id]"?: string;
                /** @description Some of received, done, parked, ignored, separated by commas. */
                "filter[state]"?: string;
                /** @description When it came; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                "filter[type]"?: string;
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Webhooks of Stripe as they came, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["StripeEvent"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    getStripeEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: components["schemas"]["StripeEventId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One webhook of Stripe with what it says */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeEventDetails"];
                };
            };
        };
    };
    replayStripeEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: components["schemas"]["StripeEventId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Has the object of a webhook looked at again */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeEvent"];
                };
            };
        };
    };
    previewStripeEventReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: components["schemas"]["StripeEventId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What replaying a webhook would do now; nothing is written */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayPreview"];
                };
            };
        };
    };
    listSubscriptions: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description When begun; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                /** @description What begins at the end of the period; `free`: those that are cancelled. */
                "filter[next_plan]"?: components["schemas"]["CatalogueName"];
                /** @description Whether an upgrade waits to be paid. */
                "filter[pending]"?: "true" | "false";
                "filter[plan]"?: components["schemas"]["CatalogueName"];
                /** @description Stripe's word for it. */
                "filter[status]"?: string;
                /** @description When begun; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
                /** @description `credits_end_at`: those whose credits end first, or have ended first, come first; one that has paid for none stands where its period begins. */
                sort?: "-created_at" | "credits_end_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Subscriptions as Stripe had them when they were last looked at */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscriptions"];
                };
            };
        };
    };
    advanceTestClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvanceTestClock"];
            };
        };
        responses: {
            /** @description Sets the clock of all processes forward; sandbox mode only */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Now"];
                };
            };
        };
    };
    listTopUps: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                /** @description When begun; inclusive. */
                "filter[from]"?: components["schemas"]["Instant"];
                /** @description When begun; exclusive. */
                "filter[to]"?: components["schemas"]["Instant"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Attempts of automatic top-ups, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopUpAttempts"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description Accounts that count, separated by commas. */
                "filter[account]"?: string;
                /** @description Actions that count. */
                "filter[action]"?: string;
                /** @description Features that count. */
                "filter[feature]"?: string;
                /** @description Members that count; ids are counted alike in every account. */
                "filter[member]"?: string;
                /** @description Models that count. */
                "filter[model]"?: string;
                /** @description Outcomes that count. */
                "filter[outcome]"?: string;
                /** @description Inclusive. Exact where `filter[account]` names accounts; else quarter-hours count whole. */
                from?: components["schemas"]["Instant"];
                granularity?: "hour" | "day" | "month";
                /** @description At most 2 of account, model, feature, action, member, outcome, separated by commas. */
                group_by?: string;
                /** @description The `position` of a write. */
                min_position?: string;
                /** @description Instead of `from` and `to`: the billing period of the one account that `filter[account]` names, or the one before it. */
                period?: "current" | "previous";
                /** @description Whose hours, days and months. */
                time_zone?: components["schemas"]["TimeZone"];
                /** @description Exclusive, exact as `from` is; the end of the present quarter-hour unless told. */
                to?: components["schemas"]["Instant"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was used, by time and by what is asked for */
            200: {
                headers: {
                    /** @description Of CSV: `complete_to`, empty where that is not known. */
                    "X-Complete-To"?: string;
                    /** @description Of CSV: `from`. */
                    "X-From"?: string;
                    "X-Request-Id": components["headers"]["RequestId"];
                    /** @description Of CSV: `true` where `min_position` was not reached, else absent. */
                    "X-Stale"?: string;
                    /** @description Of CSV: `to`. */
                    "X-To"?: string;
                    /** @description Of CSV: `true` where bounds were widened, else absent. */
                    "X-Widened"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageAnswer"];
                };
            };
        };
    };
    debitBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsageBatch"];
            };
        };
        responses: {
            /** @description Up to 1,000 debits of any accounts, each with its own result */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
        };
    };
    listViews: {
        parameters: {
            query?: {
                "filter[page]"?: components["schemas"]["ViewPage"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Saved views: those of the person who is signed in, and those that are shared */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedViews"];
                };
            };
        };
    };
    addView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveView"];
            };
        };
        responses: {
            /** @description Saves a view of a page, for oneself or for everybody */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: components["schemas"]["ViewId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes a view that one has saved */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All endpoints, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookEndpoint"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            /** @description Registers a URL that facts are sent to; the secret is shown once */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    putWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpoint_id: components["schemas"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChanges"];
            };
        };
        responses: {
            /** @description Changes an endpoint, or switches it on or off */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpoint_id: components["schemas"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends an endpoint and erases its secrets */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                "filter[account_id]"?: components["schemas"]["AccountId"];
                "filter[from]"?: components["schemas"]["Instant"];
                "filter[state]"?: components["schemas"]["WebhookDeliveryState"];
                "filter[to]"?: components["schemas"]["Instant"];
                "filter[type]"?: components["schemas"]["WebhookSentType"];
                /** @description `meta.page.next` of the page before. */
                "page[after]"?: string;
                /** @description Rows a page. */
                "page[size]"?: number;
            };
            header?: never;
            path: {
                endpoint_id: components["schemas"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was sent to an endpoint in the last 30 days, newest first */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"][];
                        meta: components["schemas"]["PageMeta"];
                    };
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: components["schemas"]["WebhookDeliveryId"];
                endpoint_id: components["schemas"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One delivery: what was sent, and how each attempt went */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetails"];
                };
            };
        };
    };
    resendWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: components["schemas"]["WebhookDeliveryId"];
                endpoint_id: components["schemas"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sends it again at once, with the same `webhook-id` */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpoint_id: components["schemas"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WebhookSecretRotation"];
            };
        };
        responses: {
            /** @description Gives an endpoint a new secret; it is shown once */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpoint_id: components["schemas"]["WebhookEndpointId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sends a `test.ping` to this endpoint */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    revokeAllWidgetTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends the tokens of all accounts that were made before now */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateWidgetKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WidgetKeyRotation"];
            };
        };
        responses: {
            /** @description Has another key sign the tokens of widgets */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WidgetKey"];
                };
            };
        };
    };
    getWork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What needs the person who is signed in, by kind: how many, and since when */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Work"];
                };
            };
        };
    };
    receiveCreditsBalanceDepleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreditsBalanceDepleted"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCreditsBalanceLow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreditsBalanceLow"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCreditsBalanceRecovered: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreditsBalanceRecovered"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCreditsGranted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreditsGranted"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCreditsLotExpiring: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreditsLotExpiring"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveDisputeClosed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookDisputeClosed"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveDisputeOpened: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookDisputeOpened"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receivePaymentFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPaymentFailed"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receivePaymentRefunded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPaymentRefunded"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receivePaymentSucceeded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPaymentSucceeded"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receivePlanChanged: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPlanChanged"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveTestPing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookTestPing"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveTopupFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookTopupFailed"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveTopupSucceeded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookTopupSucceeded"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveWebhookEndpointDisabled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookWebhookEndpointDisabled"];
            };
        };
        responses: {
            /** @description Taken: it is not sent again. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
