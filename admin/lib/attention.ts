/** Whether somebody is at the page: what it asks by itself must not keep a session open. */

/** Without any of the signs for so long, nobody is. */
const AWAY_MS = 60_000;
/** Events that only a person causes. */
export const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

let lastMs = Date.now();

/** Somebody did something here. */
export const noteAttention = (): void => void (lastMs = Date.now());

/** Milliseconds since somebody did something here. */
export const quietMs = (): number => Date.now() - lastMs;

/** Whether nobody is at the page. */
export const isUnattended = (): boolean => quietMs() > AWAY_MS;
