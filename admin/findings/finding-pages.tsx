import { Route, Routes } from 'react-router';
import { FindingList } from './finding-list.js';
import { FindingPage } from './finding-page.js';

/** The pages of what does not add up. */
export default function FindingPages() {
  return (
    <Routes>
      <Route index element={<FindingList />} />
      <Route path=":finding_id" element={<FindingPage />} />
    </Routes>
  );
}
