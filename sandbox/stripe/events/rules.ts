/** What happens to webhooks on their way, as the control plane says. */
export interface DeliveryRules {
  /** Nothing is sent before they are released. */
  held: boolean;
  /** The newest is sent first, one after the other. */
  reversed: boolean;
  /** How often each is sent. */
  copies: number;
  /** How many of the next are never sent, though Stripe takes them for delivered. */
  dropNext: number;
  /** Events of these types are never sent. */
  dropTypes: readonly string[];
  /** Another `api_version` than the endpoint's. */
  apiVersion: string | undefined;
}

/** As Stripe delivers when all is well. */
export const undisturbed = (): DeliveryRules => ({
  held: false,
  reversed: false,
  copies: 1,
  dropNext: 0,
  dropTypes: [],
  apiVersion: undefined,
});
