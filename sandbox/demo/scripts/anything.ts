import type { Script } from './script.js';

/** Whatever else somebody wants: worded so that it fits most things. */
export const anything: Script = {
  idea: 'A page for whatever I do',
  words: [],
  name: 'My first app',
  tagline: 'Made in a minute, yours to change.',
  accent: 'blue',
  reply:
    'Your page is up. It has a name, a line that says what it is about, and what you offer with a ' +
    'price beside each, so that nobody has to ask. I kept it to one page that opens at once on a ' +
    'phone. I had to guess names and prices from one sentence: tell me more, and I will put in ' +
    'what is true.',
  sections: [
    {
      kind: 'menu',
      title: 'What we do',
      items: [
        { name: 'A first visit', note: 'half an hour, to get to know each other', price: '$20' },
        { name: 'An hour', note: 'the usual thing', price: '$45' },
        { name: 'Half a day', note: 'when there is more to do', price: '$160' },
      ],
    },
  ],
  changes: [
    {
      ask: 'Add opening hours',
      words: ['hour', 'open', 'closed', 'when', 'time'],
      file: 'hours.tsx',
      reply:
        'Your hours have a table of their own, with the days that are alike in one row. "Closed" ' +
        'stands there in words, since people look for exactly that. If you are away for a week, ' +
        'tell me, and I will put a note above it with the date it ends.',
      section: {
        kind: 'hours',
        title: 'When we are there',
        rows: [
          ['Monday to Friday', '9:00 – 17:00'],
          ['Saturday', '10:00 – 14:00'],
          ['Sunday', 'closed'],
        ],
      },
    },
    {
      ask: 'Add a contact form',
      words: ['write', 'contact', 'form', 'email', 'message', 'book', 'sign'],
      file: 'contact.tsx',
      reply:
        'People can write to you from the page: a name, and what it is about. What they send lands ' +
        'under Data, where you can read it, export it and delete it. I left out the telephone ' +
        'number; whoever wants to be called will say so.',
      section: {
        kind: 'form',
        title: 'Write to us',
        fields: ['Your name', 'What is it about?'],
        button: 'Send',
      },
    },
    {
      ask: 'Add reviews',
      words: ['say', 'review', 'people', 'customer', 'quote', 'testimonial'],
      file: 'reviews.tsx',
      reply:
        'Two people now say what they think of you, in a sentence each. These are placeholders: ' +
        'ask two real ones before you publish, and use their own words, also where they are not ' +
        'perfect. That is what makes them believed.',
      section: {
        kind: 'reviews',
        title: 'What people say',
        quotes: [
          { text: 'Came once to try it. That was two years ago.', who: 'Noor' },
          { text: 'They ring back. Nobody else does.', who: 'Felix' },
        ],
      },
    },
    {
      ask: 'Add photos',
      words: ['picture', 'photo', 'gallery', 'image'],
      file: 'gallery.tsx',
      reply:
        'There are three pictures now, side by side, and below each other on a phone. They are ' +
        'drawn until you upload real ones. Each has a description, so that it can be read out as ' +
        'well as seen, and they are loaded last, so that the page stays quick.',
      section: {
        kind: 'gallery',
        title: 'A look around',
        captions: ['Where it happens', 'Us', 'Last week'],
      },
    },
    {
      ask: 'Answer questions',
      words: ['question', 'faq', 'answer', 'usual'],
      file: 'questions.tsx',
      reply:
        'I added the two questions that nearly everybody has: how soon, and how to pay. The ' +
        'answers are short enough to be read while walking. Add a third when you have answered it ' +
        'on the phone for the fifth time.',
      section: {
        kind: 'questions',
        title: 'Good to know',
        pairs: [
          ['How soon can I come?', 'Usually within a week.'],
          ['How can I pay?', 'By card, or by invoice.'],
        ],
      },
    },
  ],
};
