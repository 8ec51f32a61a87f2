import { describe, expect, it } from '@jest/globals';
import { EmailAddress } from '../../../api/shapes/email.js';

const takes = (text: string) => EmailAddress.safeParse(text).success;

describe('an email address', () => {
  it.each([
    'ops@acme.example',
    "o'brien+billing@mail.acme.example",
    'sam&alex@example.com',
    'sales/eu@example.com',
    'søren@example.com',
    'info@bücher.example',
    'info@xn--bcher-kva.example',
    '用户@例子.广告',
    'अजय@डाटा.भारत',
  ])('is accepted as it exists: %s', (text) => expect(takes(text)).toBe(true));

  it.each([
    '',
    'acme',
    'ops@',
    '@acme.example',
    'ops@acme..example',
    'ops@acme,example',
    'ops..eu@acme.example',
    '<ops@acme.example>',
    'Ops <ops@acme.example>',
    'ops@acme.example\n',
    'a@b@acme.example',
    `${'a'.repeat(65)}@acme.example`,
    `a@${'b.'.repeat(130)}example`,
  ])('is refused where no mail could go: %j', (text) => expect(takes(text)).toBe(false));
});
