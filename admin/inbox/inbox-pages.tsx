import { Route, Routes } from 'react-router';
import { EventPage } from './event-page.js';
import { InboxList } from './inbox-list.js';

/** The pages of what Stripe has told. */
export default function InboxPages() {
  return (
    <Routes>
      <Route index element={<InboxList />} />
      <Route path=":event_id" element={<EventPage />} />
    </Routes>
  );
}
