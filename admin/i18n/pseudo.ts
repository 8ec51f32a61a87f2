/** Texts of the pseudo-locale: they can be read, and what was not translated shows. */

/** A browser that asks for this language gets it. */
export const PSEUDO = 'en-XA';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'àƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ';
const PLACE = /(%\{\w+\})/;

/** A copy of texts, with accents on every letter but those of placeholders. */
export const accented = <Texts extends object>(texts: Texts): Texts => {
  const copy = structuredClone(texts);
  accent(copy);
  return copy;
};

const accent = (texts: object): void => {
  const entries: [string, unknown][] = Object.entries(texts);
  for (const [name, text] of entries) {
    if (typeof text === 'string') Reflect.set(texts, name, withAccents(text));
    else if (typeof text === 'object' && text !== null) accent(text);
  }
};

const withAccents = (text: string): string =>
  text
    .split(PLACE)
    .map((part) => (PLACE.test(part) ? part : marked(part)))
    .join('');

const marked = (text: string): string =>
  text.replaceAll(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);
