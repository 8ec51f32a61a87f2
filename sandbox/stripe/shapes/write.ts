import { writeFileSync } from 'node:fs';
import { generate } from './generate.js';
import { asText } from './text.js';

// `npm run stripe-shapes`: writes the schemas anew after an update of the `stripe` package.

const { answers, requests } = generate();
const file = (name: string): URL => new URL(`${name}.json`, import.meta.url);
writeFileSync(file('answers'), asText(answers));
writeFileSync(file('requests'), asText(requests));
