const OFF = 'scrip.keys.off';

/** Whether shortcuts of one letter or sign are on in this browser. */
export const areKeysOn = (): boolean => localStorage.getItem(OFF) === null;

/** Switches them, in this browser. */
export function switchKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, '1');
}

/** Whether a key is no shortcut of ours: text for a field, the browser's, for a dialog, or off. */
export function isTyping(event: KeyboardEvent): boolean {
  if (!areKeysOn()) return true;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=listbox]') !==
      null
  );
}

/** The same, where keys of a dialog may be ours. */
export const isInField = ({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean =>
  !areKeysOn() ||
  ctrlKey ||
  metaKey ||
  altKey ||
  (target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role=listbox]') !== null);
