import { Navigate, Route, Routes } from 'react-router';
import { CataloguePage } from './catalogue-page.js';
import { PackPage } from './pack-page.js';
import { PlanPage } from './plan-page.js';

/** The pages of what is sold. */
export default function CataloguePages() {
  return (
    <Routes>
      <Route index element={<CataloguePage />} />
      <Route path="plans/:id" element={<PlanPage />} />
      <Route path="packs/:id" element={<PackPage />} />
      <Route path="*" element={<Navigate to="/catalogue" replace />} />
    </Routes>
  );
}
