import type { Script } from './script.js';

/** A coffee cart and its menu. */
export const coffee: Script = {
  idea: 'A menu for my coffee cart',
  words: ['coffee', 'cafe', 'menu', 'food', 'restaurant', 'bakery', 'cart'],
  name: 'Two Wheels Coffee',
  tagline: 'Small cart. Strong opinions. Good milk.',
  accent: 'amber',
  reply:
    'Here is your menu: one page that opens at once from a QR code on the cart. Drinks are grouped ' +
    'by how people order them, prices stand where the eye ends up, and what is gone for today can ' +
    'be crossed out from your phone. I wrote the drinks the way a cart like yours would have them; ' +
    'change any line by telling me.',
  sections: [
    {
      kind: 'menu',
      title: 'Today',
      items: [
        { name: 'Espresso', note: 'short and sweet', price: '$2.80' },
        { name: 'Flat white', note: 'oat or whole milk', price: '$4.20' },
        { name: 'Batch brew', note: 'Ethiopia, this week', price: '$3.50' },
        { name: 'Cinnamon bun', note: 'until they are gone', price: '$3.90' },
      ],
    },
  ],
  changes: [
    {
      ask: 'Say where we are',
      words: ['where', 'week', 'place', 'location', 'map', 'hour', 'open'],
      file: 'places.tsx',
      reply:
        'The week has a table of its own now: a place for each day and from when to when. It stands ' +
        'above the menu on days when you move, since that is what people come to look up. Change a ' +
        'day under Data, and the page follows within a second.',
      section: {
        kind: 'hours',
        title: 'Where we are',
        rows: [
          ['Monday, Tuesday', 'Old Harbour, 7:30 – 13:00'],
          ['Thursday', 'Central Library, 8:00 – 14:00'],
          ['Saturday', 'Farmers’ market, 9:00 – 15:00'],
        ],
      },
    },
    {
      ask: 'Take orders ahead',
      words: ['order', 'ahead', 'pickup', 'form', 'take'],
      file: 'order.tsx',
      reply:
        'People can order before they stand in the queue: name, drink, and when they will be there. ' +
        'Orders land under Data in the order of their time, the next one on top. Nothing is paid ' +
        'in advance, so that you need no terminal that works in the rain.',
      section: {
        kind: 'form',
        title: 'Order ahead',
        fields: ['Your name', 'What can we make you?'],
        button: 'Order for pickup',
      },
    },
    {
      ask: 'Add reviews',
      words: ['review', 'regular', 'say', 'customer', 'quote'],
      file: 'regulars.tsx',
      reply:
        'Two regulars now say why they come, right below the menu. I kept it to two: a third would ' +
        'push the prices off the first screen of a phone. Replace the words with real ones before ' +
        'you publish, and ask the people before you use their names.',
      section: {
        kind: 'reviews',
        title: 'Regulars',
        quotes: [
          { text: 'I moved my bus stop for this flat white.', who: 'Lena' },
          { text: 'They remember your name and your milk.', who: 'Tomás' },
        ],
      },
    },
    {
      ask: 'Note allergens',
      words: ['allergen', 'note', 'vegan', 'milk', 'nut'],
      file: 'allergens.tsx',
      reply:
        'There is a note about allergens under the menu, in plain words and in full, not behind a ' +
        'star. It names milk, gluten and nuts, and says that oat milk is always there. Have a look ' +
        'whether your buns contain anything else; that is the one thing I cannot know.',
      section: {
        kind: 'notice',
        text: 'Buns contain milk and gluten. We work with nuts. Oat milk is always there.',
      },
    },
    {
      ask: 'Add photos',
      words: ['photo', 'picture', 'gallery', 'image'],
      file: 'gallery.tsx',
      reply:
        'Three pictures now stand under the menu: the cart, a cup, and the buns. They are drawn ' +
        'until you upload your own. Each has a description, and they are loaded last, so that the ' +
        'menu is there first even on a slow phone.',
      section: {
        kind: 'gallery',
        title: 'From the cart',
        captions: ['The cart', 'Flat white', 'Buns, 9 a.m.'],
      },
    },
  ],
};
