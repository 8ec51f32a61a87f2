/** Builds dist unless it was made of the sources as they are. Throws when they do not compile. */
export function ensureBuilt(): Promise<void>;
/** The same for dist/widget alone. */
export function ensureWidgetBuilt(): Promise<void>;
/** The same for dist/widget and dist/demo. */
export function ensureDemoBuilt(): Promise<void>;
