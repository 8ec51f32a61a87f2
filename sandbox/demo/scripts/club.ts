import type { Script } from './script.js';

/** A running club and who comes. */
export const club: Script = {
  idea: 'Sign-ups for our running club',
  words: ['run', 'club', 'event', 'team', 'sign', 'meetup', 'sport', 'class'],
  name: 'Riverside Runners',
  tagline: 'Tuesdays at seven. All paces, really.',
  accent: 'green',
  reply:
    'Your club has a page: when and where you meet, which groups there are, and a form to say "I ' +
    'am coming". Whoever signs up lands under Data, so that you know before Tuesday how many there ' +
    'will be. I wrote it for somebody who has never run with others and is a little nervous about ' +
    'it; that is who needs the page most.',
  sections: [
    {
      kind: 'menu',
      title: 'Find your group',
      items: [
        { name: 'Easy', note: '5 km, talking all the way', price: '7:00/km' },
        { name: 'Steady', note: '8 km along the river', price: '5:45/km' },
        { name: 'Brisk', note: '10 km with hills', price: '4:50/km' },
      ],
    },
    {
      kind: 'form',
      title: 'I am coming',
      fields: ['Your name', 'Which group?'],
      button: 'Count me in',
    },
  ],
  changes: [
    {
      ask: 'Add a calendar',
      words: ['month', 'date', 'calendar', 'when', 'schedule', 'hour'],
      file: 'calendar.tsx',
      reply:
        'This month’s runs have a table of their own: date, distance, and where you meet. Past ones ' +
        'disappear by themselves. Each can be added to a phone’s calendar with one tap, which is ' +
        'what makes people come the second time.',
      section: {
        kind: 'hours',
        title: 'This month',
        rows: [
          ['Tuesday 4th', 'Boathouse, 7 p.m.'],
          ['Tuesday 11th', 'Old bridge, 7 p.m.'],
          ['Saturday 15th', 'Long run, 9 a.m.'],
        ],
      },
    },
    {
      ask: 'Answer questions',
      words: ['question', 'newcomer', 'faq', 'ask', 'answer'],
      file: 'newcomers.tsx',
      reply:
        'Newcomers find answers now to what they do not dare to ask: whether they are too slow, ' +
        'what to bring, and what happens in the rain. The first answer is "no". I put it above the ' +
        'form, since it is what stands between them and signing up.',
      section: {
        kind: 'questions',
        title: 'Before your first run',
        pairs: [
          ['Am I too slow?', 'No. Somebody stays with you.'],
          ['What if it rains?', 'We run. Cake afterwards.'],
        ],
      },
    },
    {
      ask: 'Add photos',
      words: ['photo', 'picture', 'gallery', 'image'],
      file: 'gallery.tsx',
      reply:
        'There is a strip of three pictures under the groups. They are drawn until you upload real ' +
        'ones. Choose some with people of all ages and shapes in them: they say "all paces" better ' +
        'than the words above them do.',
      section: {
        kind: 'gallery',
        title: 'Last Tuesday',
        captions: ['At the bridge', 'Halfway', 'Cake'],
      },
    },
    {
      ask: 'Add reviews',
      words: ['member', 'say', 'review', 'quote'],
      file: 'voices.tsx',
      reply:
        'Two members now say why they come, in one sentence each. One of them was never a runner, ' +
        'which is the point. These are placeholders: ask two people on Tuesday, and put in what ' +
        'they really said.',
      section: {
        kind: 'reviews',
        title: 'Why we come',
        quotes: [
          { text: 'I came for the running and stayed for the cake.', who: 'Ines' },
          { text: 'I had never run more than to a bus.', who: 'Karl' },
        ],
      },
    },
    {
      ask: 'Add a notice',
      words: ['route', 'note', 'change', 'notice', 'warn'],
      file: 'notice.tsx',
      reply:
        'There is a note at the end of the page that the river path is closed and where you run ' +
        'instead. It says until when, so that nobody has to wonder in spring whether it still ' +
        'holds. Take it down by telling me, or under Data.',
      section: {
        kind: 'notice',
        text: 'The river path is closed until the end of the month: we run through the park.',
      },
    },
  ],
};
