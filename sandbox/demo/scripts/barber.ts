import type { Script } from './script.js';

/** A barber shop that takes bookings. */
export const barber: Script = {
  idea: 'A booking page for my barber shop',
  words: ['barber', 'hair', 'salon', 'shop', 'booking', 'appointment'],
  name: 'North Street Barbers',
  tagline: 'Walk in rough, walk out sharp.',
  accent: 'ink',
  reply:
    'Your booking page is up. At the top is the name of the shop and a line that says what you are ' +
    'about; below it visitors choose a cut, see what it costs and how long it takes, and pick a ' +
    'free time. I kept it to one page, because most people will open it on a phone while walking. ' +
    'Names and prices are my guesses: tell me yours and I will put them in.',
  sections: [
    {
      kind: 'booking',
      title: 'Book a chair',
      services: [
        { name: 'Cut', note: '30 minutes', price: '$28' },
        { name: 'Cut and beard', note: '45 minutes', price: '$40' },
        { name: 'Hot towel shave', note: '30 minutes', price: '$32' },
      ],
      times: ['10:00', '10:30', '11:30', '14:00', '15:30', '16:00'],
    },
  ],
  changes: [
    {
      ask: 'Add opening hours',
      words: ['hour', 'open', 'closed', 'when'],
      file: 'hours.tsx',
      reply:
        'The opening hours stand right under the booking form, with today first, so that nobody ' +
        'has to count days. Times outside them can no longer be booked; I changed the list of free ' +
        'times to follow the same table, so there is one place to edit. Sunday says "closed" in ' +
        'words and not only in grey.',
      section: {
        kind: 'hours',
        title: 'Opening hours',
        rows: [
          ['Tuesday to Friday', '10:00 – 18:00'],
          ['Saturday', '9:00 – 16:00'],
          ['Sunday and Monday', 'closed'],
        ],
      },
    },
    {
      ask: 'Add reviews',
      words: ['review', 'customer', 'say', 'testimonial', 'quote'],
      file: 'reviews.tsx',
      reply:
        'Three short reviews now stand between the prices and the hours. I kept each to one ' +
        'sentence and left the stars out: a sentence in somebody’s own words is believed more. ' +
        'These are placeholders, so please replace them with real ones before you publish.',
      section: {
        kind: 'reviews',
        title: 'What people say',
        quotes: [
          { text: 'Ten minutes late, still the best cut in town.', who: 'Amir' },
          { text: 'My son asked to come back. That has never happened.', who: 'Joanna' },
        ],
      },
    },
    {
      ask: 'Add photos',
      words: ['photo', 'picture', 'gallery', 'image', 'work'],
      file: 'gallery.tsx',
      reply:
        'There is a gallery now, three pictures wide and one below the other on a phone. The tiles ' +
        'are drawn until you upload photos of your own; every one has a description, so that it ' +
        'can be read out as well as seen. They load after everything else, and the booking form ' +
        'stays as quick as it was.',
      section: {
        kind: 'gallery',
        title: 'Lately in the chair',
        captions: ['Low fade', 'Long on top', 'Beard, shaped'],
      },
    },
    {
      ask: 'Answer questions',
      words: ['question', 'faq', 'cancel', 'answer'],
      file: 'questions.tsx',
      reply:
        'I added the three questions that shops like yours are asked most: cancelling, paying, and ' +
        'children. Each opens with a tap, and all of them can be found with the browser’s own ' +
        'search. The answer about cancelling says two hours; change that if yours is another rule.',
      section: {
        kind: 'questions',
        title: 'Good to know',
        pairs: [
          ['Can I cancel?', 'Up to two hours before, with the link in your e-mail.'],
          ['How can I pay?', 'Card or cash, in the shop.'],
        ],
      },
    },
    {
      ask: 'Add a waiting list',
      words: ['waiting', 'list', 'newsletter', 'sign', 'email', 'contact', 'form'],
      file: 'waiting-list.tsx',
      reply:
        'When a day is full, people can leave their name and number and say when they could come. ' +
        'What they enter lands under Data, where you can read it, export it and delete it. I ask ' +
        'for nothing else: two fields are filled in, five are not.',
      section: {
        kind: 'form',
        title: 'Day full? Join the list',
        fields: ['Your name', 'Phone number'],
        button: 'Put me on the list',
      },
    },
  ],
};
