import { Route, Routes } from 'react-router';
import { ApprovalList } from './approval-list.js';
import { ApprovalPage } from './approval-page.js';
import { ProposalPage } from './proposal-page.js';

/** The pages of what people ask others to approve. */
export default function ApprovalPages() {
  return (
    <Routes>
      <Route index element={<ApprovalList />} />
      <Route path="proposals/:approval_id" element={<ProposalPage />} />
      <Route path=":approval_id" element={<ApprovalPage />} />
    </Routes>
  );
}
