/** Builds dist unless it was made of the sources as they are. Throws when they do not compile. */
export function ensureBuilt(): Promise<void>;
/** The same for dist/widget alone. */
export function ensureWidgetBuilt(): Promise<void>;
/** The same for dist/widget and dist/demo. */
export function ensureDemoBuilt(): Promise<void>;
/** The same for dist/admin alone. */
export function ensureConsoleBuilt(): Promise<void>;
/** Paths of the sources in a folder, from the root; what is built there is none. */
export function sourcesIn(folder: string, root?: string): string[];
